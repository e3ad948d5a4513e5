"""The record of what happened, for reading."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from office_culture.admin.bricks.paginator import CappedPaginator
from office_culture.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Newest first; nobody adds, changes or deletes."""

    list_display = ("at", "actor_name", "unit_name", "verb", "object_name", "reason")
    list_filter = ("verb",)
    search_fields = ("actor_name", "object_name")
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    fields = (
        "at",
        "actor_name",
        "unit_name",
        "verb",
        "content_type",
        "object_name",
        "reason",
        "address",
        "detail",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
