"""Filters whose choices cost the same however long the table is."""

from typing import Any

from django.contrib.admin.filters import (
    AllValuesFieldListFilter,
    FieldListFilter,
)
from django.contrib.admin.utils import reverse_field_path
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
        self.lookup_choices = known_values(rows, field.name)


def known_values(rows: Any, column: str) -> list[Any]:
    """The different values of `column`, in their order, at most `MOST_OFFERED`; one statement, a step for each."""
    connection = connections[rows.db]
    ascending = rows.order_by(column).values(column)
    first, of_first = ascending[:1].query.sql_with_params()
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


def is_plain(field: Any) -> bool:
    return (
        issubclass(field.model, Record)
        and isinstance(field, models.CharField | models.IntegerField)
        and not field.choices
        and not field.is_relation
    )


# Whoever names a plain column in `list_filter` gets this one.
FieldListFilter.register(is_plain, KnownValues, take_priority=True)
