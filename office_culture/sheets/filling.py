"""The rows of a table as values by column of ours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from office_culture.sheets.answers import FROM_GROUPS, FileAnswers
from office_culture.sheets.book import Book, is_blank
from office_culture.sheets.cells import (
    from_above,
    is_mark,
    is_serial,
    not_a_mark,
    read_cell,
    read_day,
    repeats_above,
)
from office_culture.sheets.columns import ColumnKind, Columns, Target
from office_culture.sheets.errors import UnreadableCell
from office_culture.sheets.mapping import MappedColumn
from office_culture.sheets.periods import parse_period
from office_culture.sheets.tables import DataRow, FoundTable
from office_culture.text.names import spelling
from office_culture.text.search import fold
from office_culture.text.sheet_titles import title_key

_NO_PERIOD = gettext_lazy(
    "“%(text)s” is no period. Write it as 2021, 5/2021, quý I/2022 or 1/1/2019-23/5/2022."
)
_YEAR_ALONE = re.compile(r"(?:năm\s+)?((?:19|20)[0-9]{2})", re.IGNORECASE)
_SYMBOL_WITH_DAY = re.compile(
    r"(?:.*?\bsố\s*:?\s*)?(.*?[/-].*?)[\s,;(]+(?:ngày\s*)?"
    r"([0-9]{1,2}\s*[/.-]\s*[0-9]{1,2}\s*[/.-]\s*[0-9]{4}|[0-9]{1,2} tháng [0-9]{1,2} năm [0-9]{4})\W*",
    re.IGNORECASE,
)
# The heading above collectives in a list of people and collectives.
_COLLECTIVES = re.compile("(?:cac |doi voi )?tap the")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _spelled(value: Any) -> str:
    return spelling(value) if isinstance(value, str) else ""


def _text_of(value: Any) -> str:
    """The text of a part of a value; Excel keeps whole numbers as 5.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if is_blank(value) else str(value).strip()


def _period_of(texts: Mapping[str, str]) -> str:
    """ "quý I/2022" from the texts in the columns "Quý" and "Năm"; what already names its year stays as it is."""
    year = texts.get("nam", "")
    title, part = next(((title, text) for title, text in texts.items() if title != "nam"), ("", ""))
    if not part:
        return year
    if title == "quy" and not re.match("q", part, re.IGNORECASE):
        part = f"quý {part}"
    return f"{part}/{year}" if year and not re.search("[0-9]{4}", part) else part


class Filler:
    """Fills rows, and counts what it read in a way that a person should know of."""

    def __init__(self, columns: Columns, answers: FileAnswers, book: Book, today: date) -> None:
        self._columns, self._answers, self._book, self._today = columns, answers, book, today
        self._serials: list[str] = []
        self._repeated = 0
        self._honorifics: list[str] = []
        self._formulas: list[str] = []

    def rows(self, table: FoundTable, mapped: Sequence[MappedColumn]) -> Iterator[tuple[int, dict[str, Any]]]:
        """The values by name of a column, with the number of their row; one row for each year that columns name."""
        named = {column.target.year for column in mapped if column.target and column.target.year}
        years: list[int | None] = [*sorted(named)] or [None]
        above: list[Any] = [None] * len(mapped)
        for row in table.rows:
            cells = self._cells(row, table, above)
            above = cells
            for year in years:
                values = self._values(cells, mapped, year, row)
                if values is not None:
                    yield row.number, values

    def notes(self) -> list[str]:
        found = []
        if self._serials:
            found.append(
                _("Numbers were read as dates, as Excel counts days: %(cells)s.")
                % {"cells": "; ".join(self._serials[:5])}
            )
        if self._formulas:
            found.append(
                _("Text that begins like a formula is kept as text: row %(rows)s.")
                % {"rows": "; ".join(dict.fromkeys(self._formulas))}
            )
        if self._repeated:
            found.append(
                ngettext(
                    "%(count)s cell says “as above” and got the value of the row above.",
                    "%(count)s cells say “as above” and got the value of the row above.",
                    self._repeated,
                )
                % {"count": self._repeated}
            )
        if self._honorifics:
            found.append(
                ngettext(
                    "A form of address was taken off %(count)s name: %(names)s.",
                    "Forms of address were taken off %(count)s names: %(names)s.",
                    len(self._honorifics),
                )
                % {"count": len(self._honorifics), "names": "; ".join(self._honorifics[:3])}
            )
        return found

    def _cells(self, row: DataRow, table: FoundTable, above: list[Any]) -> list[Any]:
        """The cells with what they repeat from above, and without the apostrophes of our own exports."""
        if table.is_plain:
            return [self._unquoted(value) for value in row.cells]
        cells = []
        for value, before in zip(row.cells, above, strict=True):
            if repeats_above(value):
                self._repeated += 1
                value = from_above(value, before)
            cells.append(value)
        return cells

    def _unquoted(self, value: Any) -> Any:
        if (
            self._book.quotes_formulas
            and isinstance(value, str)
            and value.startswith("'")
            and value.lstrip("'").startswith(_FORMULA_SIGNS)
        ):
            return value[1:]
        return value

    def _values(
        self, cells: Sequence[Any], mapped: Sequence[MappedColumn], year: int | None, row: DataRow
    ) -> dict[str, Any] | None:
        """The values of one row; None for a year of which it has nothing."""
        values: dict[str, Any] = {}
        parts: dict[Target, list[tuple[MappedColumn, Any]]] = {}
        number = row.number
        has_year = year is None
        for value, column in zip(cells, mapped, strict=True):
            target = column.target
            if target is None or not target.field or target.year not in (None, year):
                continue
            if target.part:
                parts.setdefault(target, []).append((column, value))
            elif ":" in target.mark:
                self._put_of_choice(values, target, value, column, number)
            elif target.mark:
                self._mark(values, target, value)
            elif target.with_period:
                self._divide(values, target, value)
            else:
                read = self._read(target.field, value, column, number)
                has_year = has_year or (target.year == year and not is_blank(read))
                self._put_read(values, target.field, read)
        for target, found in parts.items():
            self._put_parts(values, target, found, number)
        if not has_year:
            return None
        if year is not None:
            self._fill_year(values, year)
        if _COLLECTIVES.match(fold(row.group)) and "unit" in self._columns and is_blank(values.get("unit")):
            values["unit"] = values.pop("person", None)
        # In lists of people and collectives the name of a collective stands where others have a person.
        if values.get("person") and _spelled(values["person"]) == _spelled(values.get("unit")):
            values["person"] = None
        self._give(values, row.group)
        return values

    def _read(self, name: str, value: Any, column: MappedColumn, number: int) -> Any:
        kind = self._columns[name].kind
        read = read_cell(
            value,
            self._columns[name],
            self._answers.forms,
            counts_from_1904=self._book.counts_from_1904,
        )
        if isinstance(read, UnreadableCell):
            return read
        if name == "year" and isinstance(read, str) and (found := _YEAR_ALONE.fullmatch(read.strip())):
            return int(found[1])
        if kind is ColumnKind.CHOICE and isinstance(read, str):
            return self._columns.label(name, read) or read
        if kind is ColumnKind.TEXT and isinstance(value, str) and value.startswith(("=", "@")):
            self._formulas.append(str(number))
        if kind is ColumnKind.DATE and is_serial(value):
            self._serials.append(f"{column.column.title}, {number}: {value} → {read:%d/%m/%Y}")
        elif kind is ColumnKind.NAME and isinstance(value, str) and read != " ".join(value.split()):
            self._honorifics.append(f"{value} → {read}")
        return read

    def _put(self, values: dict[str, Any], name: str, value: Any) -> None:
        """Sets the value; a second column for the same one of ours is joined with one blank."""
        before = values.get(name)
        if name in values and not is_blank(before) and not is_blank(value):
            joined = f"{str(before).strip()} {str(value).strip()}"
            values[name] = before if isinstance(before, UnreadableCell) else joined
        elif name not in values or not is_blank(value):
            values[name] = value

    def _mark(self, values: dict[str, Any], target: Target, value: Any) -> None:
        marked = is_mark(value)
        values.setdefault(target.field, None)
        if marked is None or (marked and not is_blank(values[target.field])):
            values[target.field] = not_a_mark(value)
        elif marked:
            values[target.field] = target.mark

    def _divide(self, values: dict[str, Any], target: Target, value: Any) -> None:
        """ "Phòng A, 5/2021": the longest end behind a comma that is a period; all of it is the name otherwise."""
        if target.field == "symbol":
            self._put_symbol(values, value)
            return
        values.setdefault("period_start", None)
        values.setdefault("period_end", None)
        if target.field == "period_start":
            self._put_period(values, value)
            return
        values[target.field] = value
        if not isinstance(value, str):
            return
        name, comma, period = value.rpartition(",")
        if comma and (span := parse_period(period.strip(), today=self._today)):
            values[target.field] = name.strip()
            values["period_start"], values["period_end"] = span

    def _put_read(self, values: dict[str, Any], name: str, value: Any) -> None:
        """Sets what was read; of two columns for a day and for its year alone, each gets what belongs there."""
        days = next((column.name for column in self._columns.columns if column.year_column == name), "")
        years = name if days else self._columns[name].year_column
        typed = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
        if years and (found := _YEAR_ALONE.fullmatch(typed)):
            values.setdefault(name, None)
            self._put(values, years, int(found[1]))
        elif days and isinstance(day := read_day(value), date):
            values.setdefault(name, None)
            self._put(values, days, day)
        else:
            self._put(values, name, value)

    def _put_of_choice(
        self, values: dict[str, Any], target: Target, value: Any, column: MappedColumn, number: int
    ) -> None:
        """Sets a value that stands in the column of a choice, such as the year of birth in that of women."""
        choice, _colon, label = target.mark.partition(":")
        values.setdefault(choice, None)
        values.setdefault(target.field, None)
        if is_blank(value):
            return
        self._put_read(values, target.field, self._read(target.field, value, column, number))
        values[choice] = label if is_blank(values[choice]) else not_a_mark(value)

    def _put_symbol(self, values: dict[str, Any], value: Any) -> None:
        """ "Quyết định số 733/QĐ-TTg ngày 14/6/2019": the symbol, and the day behind it."""
        values.setdefault("date", None)
        text = " ".join(value.split()) if isinstance(value, str) else value
        found = _SYMBOL_WITH_DAY.fullmatch(text) if isinstance(text, str) else None
        values["symbol"] = found[1] if found else text
        if found:
            values["date"] = read_day(found[2])

    def _put_parts(
        self, values: dict[str, Any], target: Target, parts: Sequence[tuple[MappedColumn, Any]], number: int
    ) -> None:
        """Sets a value of which each column has a part: "5 | 3 | 2021", "12 | NĐ-CP", "quý I | 2022"."""
        texts = [_text_of(value) for _column, value in parts]
        if target.with_period:
            values.setdefault("period_start", None)
            values.setdefault("period_end", None)
            titles = [title_key(column.column.path[-1]) for column, _value in parts]
            self._put_period(values, _period_of(dict(zip(titles, texts, strict=True))))
            return
        given = [text for text in texts if text]
        if target.field == "symbol":
            joined = "/".join(given) if len(given) == 2 and given[1][0] not in "/-" else "".join(given)
        else:
            joined = "/".join(given)
        self._put_read(values, target.field, self._read(target.field, joined or None, parts[0][0], number))

    def _put_period(self, values: dict[str, Any], value: Any) -> None:
        if is_blank(value):
            return
        span = parse_period(str(value), today=self._today)
        values["period_start"], values["period_end"] = span or (
            UnreadableCell(str(value), _NO_PERIOD % {"text": value}),
            values["period_end"],
        )

    def _fill_year(self, values: dict[str, Any], year: int) -> None:
        periods = self._columns.periods
        if periods == ("year",):
            values["year"] = year
        elif periods:
            values["period_start"], values["period_end"] = date(year, 1, 1), date(year, 12, 31)

    def _give(self, values: dict[str, Any], group: str) -> None:
        """What was given once for the file stands in every row that has nothing of its own there.

        It may be the heading of the `group` that the row stands below.

        A column of the key is there even where nothing is given: without it no record would be found.
        """
        for name, text in self._answers.given.items():
            if name not in self._columns or not is_blank(values.get(name)):
                continue
            explained = self._columns[name].explains
            if explained and is_blank(values.get(explained)):
                continue
            given = group if text == FROM_GROUPS else text
            if given or name in self._columns.needed:
                values[name] = given or None
