"""Remarks of reviews: for reading, searching and exporting."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Remark
from campaign.resources.remarks import RemarkResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets


@admin.register(Remark)
class RemarkAdmin(Spreadsheets, RecordAdmin):
    """Remarks made in reviews, with their answers; actions create them, and nobody edits them."""

    sheet_import = False
    list_select_related = ("report",)
    autocomplete_fields = ("report",)
    resource_classes = (RemarkResource,)
    list_display = ("made_at", "report", "place", "text", "made_by_name", "settled_at")
    list_filter = (("settled_at", admin.EmptyFieldListFilter),)
    fieldsets = (
        (None, {"fields": (("report", "round"), "place", "text", ("made_by_name", "made_at"))}),
        (_("Settled"), {"fields": ("answer", ("settled_by_name", "settled_at"))}),
    )

    def closed(self, obj: Any) -> str:
        return gettext("This was said in the course of a report and stays as it was said.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
