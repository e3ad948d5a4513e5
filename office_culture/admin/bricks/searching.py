"""Lists that order search results by relevance."""

from typing import Any, ClassVar

from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from office_culture.rules.requests import user_of
from office_culture.selectors.links import offered

# A plain mixin, which finds at the page what it calls.
_Page: Any = object
# Choices for a field that are put in order: ten portions; whoever types goes on typing.
OFFERED = 200


class BestFirst(ChangeList):
    """A list whose search ranks rows unless the reader chose a column to order by.

    `queryset` contains all rows found, for actions and exports; the pages show the best of them.
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
        self.queryset = self._unsearched.best_first(self.query, self.model_admin.search_links(request))
        try:
            super().get_results(request)
        finally:
            self.queryset = found


class FoundByWords(_Page):
    """Mixed into the admin of what is `Searched`: its list, its filters and its choices search by words."""

    search_fields: ClassVar[Any] = ("search_text",)

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """All rows found, for filters, facets and exports; for autocomplete the best ones, ordered by relevance."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            return queryset.best_first(search_term, self.search_links(request), OFFERED), False
        return queryset.search(search_term, self.search_links(request)), False

    def search_links(self, request: HttpRequest) -> dict[str, QuerySet[Any]]:
        """The linked records that are searched, too, by the path of links that `search_fields` names.

        Only records that the account may know of: otherwise a search would tell which words are in the others.
        """
        paths = (name.removesuffix("search_text").rstrip("_") for name in self.search_fields)
        kinds: dict[str, Any] = {
            path: get_fields_from_path(self.model, path)[-1].related_model for path in paths if path
        }
        return {path: offered(kind, user_of(request)).order_by() for path, kind in kinds.items()}
