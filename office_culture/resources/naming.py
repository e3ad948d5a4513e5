"""Rows of a sheet that name other rows of the same sheet, such as a unit that belongs to a unit of the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.resources.columns import LinkColumn
from office_culture.resources.lookups import same_text
from office_culture.resources.rows import ImportRow
from office_culture.resources.widgets import is_empty

if TYPE_CHECKING:
    from office_culture.resources.base import RecordResource


def name_each_other(
    resource: RecordResource, rows: Sequence[ImportRow], beyond: Callable[[str, ImportRow], Any]
) -> Sequence[ImportRow]:
    """Lets cells name rows of the file, wherever they stand; returns the rows, those that are named before the others.

    A cell means a row of the file only where no stored record has that name, not even one outside the account's scope
    that its records link to (`beyond`). Rows that name each other in a circle are
    refused.
    """
    columns = [
        (name, column)
        for name, column in resource.columns.items()
        if isinstance(column, LinkColumn) and column.leads_to is resource._meta.model
    ]
    waiting = [
        (row, name, column)
        for row in rows
        for name, column in columns
        if name in row.errors and beyond(name, row) is None
    ]
    if not waiting:
        return rows
    by_name = _by_name(resource, rows)
    for row, name, column in waiting:
        typed = row.typed.get(column.column_name)
        named = by_name.get(same_text(str(typed)), []) if not is_empty(typed) else []
        if len(named) == 1 and named[0] is not row:
            del row.errors[name]
            row.values[name] = named[0]
    return _in_order(rows, [name for name, _column in columns])


def _by_name(resource: RecordResource, rows: Sequence[ImportRow]) -> dict[str, list[ImportRow]]:
    found: dict[str, list[ImportRow]] = {}
    for row in rows:
        made: Any = resource._meta.model()
        for name, value in row.values.items():
            if not isinstance(value, list):
                setattr(made, name, value)
        for name in {same_text(name) for name in (*made.names_in_sheets(), *made.short_names())}:
            found.setdefault(name, []).append(row)
    return found


def _in_order(rows: Sequence[ImportRow], links: Sequence[str]) -> list[ImportRow]:
    placed: dict[int, ImportRow] = {}

    def place(row: ImportRow, below: tuple[int, ...]) -> None:
        if id(row) in placed:
            return
        if id(row) in below:
            row.refuse({links[0]: ValidationError(_("These rows name each other in a circle."))})
            return
        for name in links:
            if isinstance(target := row.values.get(name), ImportRow):
                place(target, (*below, id(row)))
        placed[id(row)] = row

    for row in rows:
        place(row, ())
    return list(placed.values())
