"""The page of a reference list."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest

from office_culture.admin.bricks.records import RecordAdmin
from office_culture.admin.bricks.spreadsheets import Spreadsheets


class TermAdmin(Spreadsheets, RecordAdmin):
    """Terms in the order of papers; a list with columns of its own restates `list_display` and `fieldsets`."""

    list_display: ClassVar[tuple[str, ...]] = ("name", "position", "enabled")
    list_filter: ClassVar[tuple[str, ...]] = ("enabled",)
    fieldsets: ClassVar[Any] = ((None, {"fields": ("name", "code", "position", "enabled")}),)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Autocomplete offers only enabled terms; the list shows all."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(enabled=True)
        return super().get_search_results(request, queryset, search_term)
