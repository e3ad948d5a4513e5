"""Filters of the list of awards received."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.models import REVOKED, STANDING, Labour
from office_culture.admin.bricks.filters import ColumnValues


class RecipientFilter(admin.SimpleListFilter):
    """Collectives or individuals."""

    title = _("recipient")
    parameter_name = "person__isnull"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("True", _("collectives")), ("False", _("individuals"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return _filled(queryset, self.parameter_name, self.value())


class RevocationFilter(admin.ListFilter):
    """Awards that stand, or revoked ones: the lookups of figures are those of the addresses."""

    title = _("state")
    parameter_name = "revoked_because"
    options = ((STANDING, _("standing")), (REVOKED, _("revoked")))

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.chosen = {name: params.pop(name)[-1] for name in (*STANDING, *REVOKED) if name in params}

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [*STANDING, *REVOKED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return next(
            (queryset.filter(**only) for only, _words in self.options if only == self.chosen), queryset
        )

    def choices(self, changelist: Any) -> Iterator[Any]:
        for only, words in (({}, _("All")), *self.options):
            yield {
                "selected": only == self.chosen,
                "query_string": changelist.get_query_string(only, remove=[*STANDING, *REVOKED]),
                "display": words,
            }


class LabourFilter(admin.SimpleListFilter):
    """Direct labour, leading posts, or not recorded."""

    title = _("kind of work")
    parameter_name = "labour"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Labour.choices, ("", _("not recorded"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(labour=value)


class YearFilter(ColumnValues):
    """The years of awards; 0 stands for those of which nobody knows the year."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": _("year not known")} if str(choice["display"]) == "0" else choice


class IncompleteDecisionFilter(admin.SimpleListFilter):
    """Decisions made elsewhere of which something is not known that the source may lack."""

    title = _("incomplete")
    parameter_name = "incomplete"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("without number, issuer, day or subject"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "yes":
            return queryset
        lacking = Q(decided_on__isnull=True)
        for name in queryset.model.lacking:
            lacking |= Q(**{name: ""}) if name != "decided_on" else Q()
        return queryset.filter(lacking, outside=True)


def _filled(queryset: QuerySet[Any], lookup: str, value: str | None) -> QuerySet[Any]:
    """The rows filtered by `lookup`, all of them for a value that is neither "True" nor "False"."""
    return queryset.filter(**{lookup: value == "True"}) if value in {"True", "False"} else queryset
