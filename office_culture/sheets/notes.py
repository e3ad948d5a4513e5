"""Sentences on what was left out, read in a certain way or does not agree, so that nothing happens silently."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from office_culture.sheets.answers import FileAnswers
from office_culture.sheets.book import Book, is_blank
from office_culture.sheets.columns import NUMERIC, ColumnKind, Columns
from office_culture.sheets.figures import read_figure
from office_culture.sheets.mapping import MappedColumn
from office_culture.sheets.tables import DataRow, FoundTable, OtherRow
from office_culture.text import numbers

_COUNTED = re.compile(r"([0-9][0-9.]*)\s*[^\W\d_]")
_MOST_NAMED = 12


def of_book(book: Book, unread: Sequence[str]) -> list[str]:
    """`unread` are the visible sheets with a table that were not chosen."""
    notes = []
    if unread:
        notes.append(_("Sheets not read: %(sheets)s.") % {"sheets": _list(unread)})
    if book.hidden_sheets:
        names = [sheet.name for sheet in book.hidden_sheets]
        notes.append(_("Hidden sheets are left out: %(sheets)s.") % {"sheets": _list(names)})
    return notes


def of_table(table: FoundTable, mapped: Sequence[MappedColumn], columns: Columns) -> list[str]:
    """What was left out of one sheet, and which column of ours a title of the file was taken for."""
    named = {"sheet": table.sheet}
    notes = []
    renamed = [
        f"{column.column.title} → {columns[column.target.field].title}"
        for column in mapped
        if column.target and column.target.field and not columns.is_official(column.column.title)
    ]
    left_out = [column.column.title for column in mapped if column.target and not column.target.field]
    for values, sentence in (
        (renamed, _("%(sheet)s: columns were matched: %(values)s.")),
        ([f"“{title}”" for title in left_out], _("%(sheet)s: columns left out: %(values)s.")),
        (table.hidden_columns, _("%(sheet)s: hidden columns left out: %(values)s.")),
        (_numbers(table.hidden_rows), _("%(sheet)s: hidden rows left out: %(values)s.")),
        (_numbers(table.groups), _("%(sheet)s: headings of groups left out: row %(values)s.")),
        (
            _numbers(row.number for row in table.totals),
            _("%(sheet)s: totals compared, not taken in: row %(values)s."),
        ),
        (_numbers([table.foot] if table.foot else []), _("%(sheet)s: the table ends above row %(values)s.")),
    ):
        if values:
            notes.append(sentence % {**named, "values": _list(values)})
    return notes


def of_totals(
    table: FoundTable, mapped: Sequence[MappedColumn], columns: Columns, answers: FileAnswers
) -> list[str]:
    """Totals that do not agree with the rows above them."""
    notes = []
    for at, total in enumerate(table.totals):
        summed_up = _summed_up(table, at)
        for place, column in enumerate(mapped):
            target = column.target
            if target is None or not target.field or columns[target.field].kind not in NUMERIC:
                continue
            kind = columns[target.field].kind
            stated = _figure(read_figure(total.cells[place], kind, answers.forms))
            sums = [_sum(rows, place, kind, answers) for rows in summed_up]
            if stated is None or stated in sums or all(found is None for found in sums):
                continue
            notes.append(
                _(
                    "%(sheet)s, row %(row)s: the total of “%(column)s” is %(stated)s, the rows give %(summed)s."
                )
                % {
                    "sheet": table.sheet,
                    "row": total.number,
                    "column": column.column.title,
                    "stated": numbers.number(stated),
                    "summed": numbers.number(sums[0] or Decimal(0)),
                }
            )
        notes += _of_count(table, total, [len(rows) for rows in summed_up])
    return notes


def _sum(rows: Iterable[DataRow], place: int, kind: ColumnKind, answers: FileAnswers) -> Decimal | None:
    """The sum of a column; None where no row has a figure."""
    figures = [_figure(read_figure(row.cells[place], kind, answers.forms)) for row in rows]
    known = [figure for figure in figures if figure is not None]
    return sum(known, Decimal(0)) if known else None


def _summed_up(table: FoundTable, at: int) -> list[list[DataRow]]:
    """The rows that a total may sum up, the likeliest first.

    Those since the total before it, or all above it, which the last total means; those below one that stands above all
    rows, as tables of statistics have it.
    """
    total = table.totals[at]
    above = [row for row in table.rows if row.number < total.number]
    since = [row for row in above if row.number >= total.since]
    if not above:
        return [list(table.rows)]
    is_last = at == len(table.totals) - 1
    return [above, since] if is_last or not since else [since, above]


def _of_count(table: FoundTable, total: OtherRow, rows: Sequence[int]) -> list[str]:
    text = next((value for value in total.cells if isinstance(value, str)), "")
    found = _COUNTED.search(text)
    stated = int(found[1].replace(".", "")) if found else None
    if stated is None or stated in (*rows, len(table.rows)):
        return []
    return [
        _("%(sheet)s, row %(row)s: “%(text)s”, but there are %(rows)s rows.")
        % {"sheet": table.sheet, "row": total.number, "text": text.strip(), "rows": rows[0]}
    ]


def _figure(value: Any) -> Decimal | None:
    if is_blank(value) or isinstance(value, bool):
        return None
    try:
        return numbers.parse_percent(value)
    except numbers.NumberError:
        return None


def _numbers(rows: Iterable[int]) -> list[str]:
    """Numbers of rows, those in sequence as a span: [1, 2, 3, 7] → ["1–3", "7"]."""
    spans: list[list[int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return [str(first) if first == last else f"{first}–{last}" for first, last in spans]


def _list(values: Sequence[str]) -> str:
    shown = "; ".join(values[:_MOST_NAMED])
    return f"{shown}; …" if len(values) > _MOST_NAMED else shown
