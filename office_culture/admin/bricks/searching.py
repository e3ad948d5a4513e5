"""Lists that show what a search found, the best rows first."""

from typing import Any

from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest


class BestFirst(ChangeList):
    """A list whose search ranks rows unless the reader chose a column to order by.

    `queryset` stays all that was found, which actions and exports take; the pages show the best of it.
    """

    model_admin: Any

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        query, self.query = self.query, ""
        try:
            rows = super().get_queryset(request, exclude_parameters)
        finally:
            self.query = query
        if not query:
            return rows
        if exclude_parameters is None:
            self._unsearched: Any = rows
        found, _duplicates = self.model_admin.get_search_results(request, rows, query)
        return found

    def get_results(self, request: HttpRequest) -> None:
        if not self.query or ORDER_VAR in self.params:
            super().get_results(request)
            return
        found = self.queryset
        self.queryset = self._unsearched.best_first(self.query, *self.model_admin.search_links)
        try:
            super().get_results(request)
        finally:
            self.queryset = found
