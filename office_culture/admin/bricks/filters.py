"""Filters whose choices cost the same however long the table is."""

from typing import Any

from django.contrib.admin.filters import (
    AllValuesFieldListFilter,
    FieldListFilter,
    RelatedOnlyFieldListFilter,
    SimpleListFilter,
)
from django.contrib.admin.utils import reverse_field_path
from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import connections, models
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from office_culture.models.accounts import User
from office_culture.models.base import Record
from office_culture.rules.requests import user_of
from office_culture.selectors.links import may_view, offered

MOST_OFFERED = 200  # values of one column; others are found by search


class ColumnValues(AllValuesFieldListFilter):
    """Filter by the values that occur in a plain column, read with one index step for each instead of a scan."""

    def __init__(
        self, field: Any, request: Any, params: Any, model: Any, model_admin: Any, field_path: str
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        parent, _path = reverse_field_path(model, field_path)
        linked: Any = parent
        rows = model_admin.get_queryset(request) if parent is model else offered(linked, user_of(request))
        self.lookup_choices: Any = distinct_values(rows, field.name)


def distinct_values(rows: Any, column: str) -> list[Any]:
    """The different values of `column` in ascending order, at most `MOST_OFFERED`, read by one recursive statement."""
    connection = connections[rows.db]
    ascending = rows.order_by(column).values(column)
    try:
        first, of_first = ascending[:1].query.sql_with_params()
    except EmptyResultSet:  # nothing that the account may know of
        return []
    beyond = ascending.filter(**{f"{column}__gt": RawSQL("known.value", ())})
    following, of_following = beyond[:1].query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE known(value) AS (SELECT * FROM ({first}) AS beginning UNION ALL "  # noqa: S608 - Django's own statements
            f"SELECT ({following}) FROM known WHERE known.value IS NOT NULL) "
            f"SELECT value FROM known WHERE value IS NOT NULL LIMIT {MOST_OFFERED}",
            (*of_first, *of_following),
        )
        return [value for (value,) in cursor.fetchall()]


class LinkedRecords(RelatedOnlyFieldListFilter):
    """Filter by the related records that at least one visible row links to, found with EXISTS on the link's index.

    It offers and names only records that the account may know of.
    """

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> Any:
        known = _known(field.related_model, user_of(request))
        if known is None:
            return []
        leading = (
            model_admin.get_queryset(request).order_by().filter(**{self.field_path: models.OuterRef("pk")})
        )
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False, limit_choices_to=known & models.Q(models.Exists(leading)), ordering=ordering
        )


def unknown(column: str) -> type[SimpleListFilter]:
    """A filter for rows of which the day in `column` is not known."""

    class Unknown(SimpleListFilter):
        title = _("incomplete")
        parameter_name = "incomplete"

        def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
            return [("yes", _("the day is not known"))]

        def queryset(self, request: Any, queryset: Any) -> Any:
            return queryset.filter(**{f"{column}__isnull": True}) if self.value() == "yes" else queryset

    return Unknown


def _known(kind: Any, user: User) -> models.Q | None:
    """The condition for the records of a kind that the account may know of; None where it may know of none."""
    if not may_view(user, kind):
        return None
    if not issubclass(kind, Record):
        return models.Q()
    known = kind._default_manager.visible_to(user)
    return models.Q(pk__in=known.order_by().values("pk")) if known.query.where else models.Q()


class BoundLookups:
    """Mixin of all record lists: no address asks what stands in records that the account may not know of."""

    model: Any

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Whether the list may be asked by `lookup`, such as `unit__kind__exact`.

        Every kind beyond a link must be open to the account; a link from other records to this one, even by its key.
        """
        allowed: bool = super().lookup_allowed(lookup, value, request)  # type: ignore[misc]  # Django's own page
        return allowed and all(may_view(user_of(request), kind) for kind in _kinds_asked(self.model, lookup))


def _kinds_asked(model: Any, lookup: str) -> list[Any]:
    """The kinds of records that a lookup reads beyond a link to their key."""
    kinds: list[Any] = []
    beyond = None
    for part in lookup.split(LOOKUP_SEP):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            break
        if beyond is not None and not field.primary_key:
            kinds.append(beyond)
        if not field.is_relation or field.related_model is None:
            break
        model = beyond = field.related_model
        if field.auto_created:  # which rows link here is itself what those rows say
            kinds.append(beyond)
    return kinds


def is_plain(field: Any) -> bool:
    return (
        issubclass(field.model, Record)
        and isinstance(field, models.CharField | models.IntegerField)
        and not field.choices
        and not field.is_relation
    )


# Whoever names a plain column or a link in `list_filter` gets these.
FieldListFilter.register(is_plain, ColumnValues, take_priority=True)
FieldListFilter.register(lambda field: bool(field.remote_field), LinkedRecords, take_priority=True)
