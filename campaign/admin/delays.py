"""Causes of delay."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from campaign.models import LateCause
from campaign.resources.delays import LateCauseResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets


@admin.register(LateCause)
class LateCauseAdmin(Spreadsheets, RecordAdmin):
    """Causes of delay in the order papers name them."""

    list_display = ("name", "position", "enabled")
    list_filter = ("enabled",)

    fieldsets = ((None, {"fields": ("name", "code", "position", "enabled")}),)
    resource_classes = (LateCauseResource,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Forms offer what is in use; the list shows every cause."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(enabled=True)
        return super().get_search_results(request, queryset, search_term)
