"""Rows of several models, read in one statement.

Each query set becomes one column of a single row: a JSON array of its rows, in its order. Django makes of them what it
would have made of the rows themselves: records with the links that were selected along, or values.
"""

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import DateField, DecimalField, Field, JSONField, QuerySet, TimeField, UUIDField

# Functions of SQL take so many arguments at most, on either database.
_WIDEST = 100
# What JSON has no type of its own for.
_AS_TEXT = (DateField, TimeField, DecimalField, UUIDField)


def read_together(querysets: Sequence[QuerySet[Any]]) -> list[list[Any]]:
    """The rows of each query set; links that are prefetched take statements of their own, as always.

    A union of query sets may be among them where all its columns are annotations: their names are those of the union.
    """
    parts = [_Part(queryset) for queryset in querysets]
    asked = [part for part in parts if part.sql]
    if asked:
        with connections[asked[0].queryset.db].cursor() as cursor:
            columns = ", ".join(f"({part.sql})" for part in asked)
            cursor.execute(f"SELECT {columns}", tuple(chain.from_iterable(part.params for part in asked)))
            for part, found in zip(asked, cursor.fetchone(), strict=True):
                part.found = found
    return [part.rows() for part in parts]


class _Part:
    """One query set of several; `found` is what the database answers for it, `sql` is "" where it cannot have rows."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        self.queryset = queryset.all()
        self.found: str | None = None
        self._connection = connections[queryset.db]
        self._compiler: Any = self.queryset.query.get_compiler(connection=self._connection)
        try:
            inner, self.params = self._compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()
        else:
            self.sql = self._as_json(inner)

    def _as_json(self, inner: str) -> str:
        columns = list(self._columns())
        is_sqlite = self._connection.vendor == "sqlite"
        array, all_rows = (
            ("json_array", "json_group_array") if is_sqlite else ("json_build_array", "json_agg")
        )
        pieces = [
            f"{array}({', '.join(columns[first : first + _WIDEST])})"
            for first in range(0, len(columns), _WIDEST)
        ]
        gathered = f"{all_rows}({array}({', '.join(pieces)}))"
        as_text = gathered if is_sqlite else f"{gathered}::text"
        return f"SELECT {as_text} FROM ({inner}) AS rows_of_part"  # noqa: S608 - names and statements of Django

    def _columns(self) -> Iterator[str]:
        """The columns by the names that the compiler gave them."""
        for expression, _sql, name in self._compiler.select:
            quoted = self._connection.ops.quote_name(name)
            # On PostgreSQL the field itself reads the text of its column.
            as_text = isinstance(expression.output_field, JSONField) and self._connection.vendor != "sqlite"
            yield f"{quoted}::text" if as_text else quoted

    def rows(self) -> list[Any]:
        """What a loop over the query set would give."""
        if not self.sql:
            return []
        read: list[list[Any]] = [list(chain.from_iterable(pieces)) for pieces in self._decoded()]
        self._compiler.execute_sql = lambda *args, **options: [read]
        self.queryset.query.get_compiler = lambda *args, **options: self._compiler  # type: ignore[method-assign]
        return list(self.queryset)

    def _decoded(self) -> Any:
        if self._connection.vendor == "sqlite":
            return json.loads(self.found or "[]")
        # The driver of PostgreSQL would have given dates and exact numbers.
        decoded = json.loads(self.found or "[]", parse_float=Decimal)
        fields: list[Field[Any, Any]] = [
            expression.output_field for expression, *_rest in self._compiler.select
        ]
        to_python = [
            (place, field.to_python) for place, field in enumerate(fields) if isinstance(field, _AS_TEXT)
        ]
        for row in decoded:
            for place, read in to_python:
                piece, column = divmod(place, _WIDEST)
                row[piece][column] = read(row[piece][column])
        return decoded
