"""Filters whose choices cost the same however long the table is."""

from typing import Any

from django.contrib.admin.filters import (
    AllValuesFieldListFilter,
    FieldListFilter,
    RelatedOnlyFieldListFilter,
)
from django.contrib.admin.utils import reverse_field_path
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.expressions import RawSQL

from office_culture.models.base import Record

MOST_OFFERED = 200  # values of one column; whoever looks for another one searches


class KnownValues(AllValuesFieldListFilter):
    """The values that occur in a plain column, each found in the column's index behind the one before it."""

    def __init__(
        self, field: Any, request: Any, params: Any, model: Any, model_admin: Any, field_path: str
    ) -> None:
        super().__init__(field, request, params, model, model_admin, field_path)
        parent, _path = reverse_field_path(model, field_path)
        rows = model_admin.get_queryset(request) if parent is model else parent._default_manager.all()
        self.lookup_choices: Any = known_values(rows, field.name)


def known_values(rows: Any, column: str) -> list[Any]:
    """The different values of `column` in order, `MOST_OFFERED` at most; one statement, a step for each value."""
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
    """The records at the end of a link that any row leads to: each is looked for in the link's index."""

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> Any:
        leading = (
            model_admin.get_queryset(request).order_by().filter(**{self.field_path: models.OuterRef("pk")})
        )
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False, limit_choices_to=models.Q(models.Exists(leading)), ordering=ordering
        )


def is_plain(field: Any) -> bool:
    return (
        issubclass(field.model, Record)
        and isinstance(field, models.CharField | models.IntegerField)
        and not field.choices
        and not field.is_relation
    )


# Whoever names a plain column in `list_filter` gets this one.
FieldListFilter.register(is_plain, KnownValues, take_priority=True)
