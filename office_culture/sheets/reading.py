"""From a book to rows under official titles, or to the questions that only a person can answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import tablib
from django.utils.translation import gettext as _

from office_culture.sheets import notes
from office_culture.sheets.answers import FileAnswers
from office_culture.sheets.book import Book, is_blank, letters
from office_culture.sheets.columns import NUMERIC, Columns, OfficialColumn, Target
from office_culture.sheets.delimited import read_delimited
from office_culture.sheets.errors import SheetRefused
from office_culture.sheets.figures import FormQuestion, questions
from office_culture.sheets.filling import Filler
from office_culture.sheets.fonts import FontGuess, converted, judge
from office_culture.sheets.lost import has_lost_letters
from office_culture.sheets.mapping import MappedColumn, joined_twice, map_columns
from office_culture.sheets.tables import FoundTable, find_table
from office_culture.sheets.unpacking import UPLOAD, Limits
from office_culture.sheets.workbook import read_workbook


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row of data stands: its sheet, and its number as Excel shows it."""

    sheet: str
    row: int


class PlacedDataset(tablib.Dataset):
    """Rows under official titles; `places` says of each row where it stands in the file."""

    places: Sequence[RowPlace] = ()


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table that was found, and what becomes of its columns."""

    table: FoundTable
    mapped: tuple[MappedColumn, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class FileReading:
    """What was understood of a file; `dataset` is there once nothing is left to ask.

    `answers` contain everything by which the file was read, so that it is read the same way again.
    """

    answers: FileAnswers
    fonts: FontGuess | None = None
    layouts: tuple[TableLayout, ...] = ()
    asks_sheets: bool = False
    missing: tuple[OfficialColumn, ...] = ()
    twice: tuple[str, ...] = ()
    forms: tuple[FormQuestion, ...] = ()
    notes: tuple[str, ...] = ()
    dataset: PlacedDataset | None = None

    @property
    def chosen(self) -> list[TableLayout]:
        return [layout for layout in self.layouts if layout.chosen]

    @property
    def unexplained(self) -> list[OfficialColumn]:
        """Columns that the file lacks though it has values in the one that they explain."""
        return [column for column in self.missing if column.explains and self._has_values(column.explains)]

    def _has_values(self, name: str) -> bool:
        return any(
            not is_blank(row.cells[place])
            for layout in self.chosen
            for place, column in enumerate(layout.mapped)
            if column.target and column.target.field == name
            for row in layout.table.rows
        )

    @property
    def uncertain(self) -> list[MappedColumn]:
        """Columns of the chosen tables that nobody has placed yet."""
        return [column for layout in self.chosen for column in layout.mapped if column.target is None]


def read_book(name: str, data: bytes, limits: Limits = UPLOAD) -> Book:
    """The book in a file, its format chosen by the ending of the name. Raises `SheetRefused` with what to do."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return read_workbook(data, limits)
    if ending == "csv":
        return read_delimited(data, name, limits)
    raise SheetRefused(
        _("Only Excel workbooks (.xlsx) and CSV files (.csv) can be read. Save the file as .xlsx.")
    )


def read(book: Book, columns: Columns, answers: FileAnswers, *, today: date) -> FileReading:
    """Reads the book for one kind of record; hidden sheets only where a person chose them.

    Raises `SheetRefused` for a book without any table.
    """
    book = book.with_hidden(answers.sheets or ())
    if has_lost_letters(book):
        raise SheetRefused(
            _(
                "Letters of this file are lost: “?” stands in their place. Save it anew from the program that it comes "
                "from, as an Excel workbook (.xlsx) or as “CSV UTF-8”."
            )
        )
    guess = judge(book)
    if guess is not None:
        if answers.fonts != guess.fonts:
            return FileReading(answers, fonts=guess)
        book = converted(book, guess)
    tables = _tables(book, columns, answers)
    visible = [table for table in tables if table.sheet in {sheet.name for sheet in book.sheets}]
    chosen, asks_sheets = _choose(visible, columns, answers)
    layouts = tuple(
        TableLayout(table, map_columns(table, columns, answers.columns), table.sheet in chosen)
        for table in tables
    )
    return _complete(book, columns, FileReading(answers, layouts=layouts, asks_sheets=asks_sheets), today)


def _tables(book: Book, columns: Columns, answers: FileAnswers) -> list[FoundTable]:
    found = [
        find_table(
            sheet,
            columns,
            header_row=answers.header_rows.get(sheet.name),
            hidden_too=answers.hidden_too,
        )
        for sheet in (*book.sheets, *book.hidden_sheets)
    ]
    tables = [table for table in found if table and (table.rows or not table.is_hidden)]
    if not tables and all(is_blank(value) for sheet in book.sheets for row in sheet.rows for value in row):
        raise SheetRefused(_("The file is empty. Start from the template of this page."))
    if not tables:
        raise SheetRefused(_("No table was found in the file. Start from the template of this page."))
    if not any(table.rows for table in tables):
        raise SheetRefused(_("The file has no rows below its titles."))
    return tables


def _choose(tables: Sequence[FoundTable], columns: Columns, answers: FileAnswers) -> tuple[set[str], bool]:
    """The names of the sheets to read, and whether a person must confirm them."""
    names = {table.sheet for table in tables}
    if answers.sheets is not None and (chosen := names & set(answers.sheets)):
        return chosen, False
    plain = [table.sheet for table in tables if table.is_plain and table.rows]
    if not tables:
        return set(), True
    if len(tables) == 1 or len(plain) == 1:
        return {plain[0] if plain else tables[0].sheet}, False
    known = {table.sheet: _known(table, columns) for table in tables if table.rows}
    most = max(known.values(), default=0)
    return {name for name, count in known.items() if count == most}, True


def _known(table: FoundTable, columns: Columns) -> int:
    targets = [columns.target(column.path) for column in table.columns if column.path]
    return len({target.field for target in targets if target and target.field})


def _complete(book: Book, columns: Columns, reading: FileReading, today: date) -> FileReading:
    answers = reading.answers
    missing = _missing(reading, columns)
    twice = tuple(
        dict.fromkeys(title for layout in reading.chosen for title in joined_twice(layout.mapped, columns))
    )
    forms = questions(_figures(reading, columns))
    reading = replace(
        reading,
        answers=replace(
            answers,
            sheets=tuple(layout.table.sheet for layout in reading.chosen),
            header_rows={layout.table.sheet: layout.table.header_row for layout in reading.layouts},
            columns={
                **answers.columns,
                **{
                    column.key: column.target
                    for layout in reading.chosen
                    for column in layout.mapped
                    if column.target is not None
                },
            },
        ),
        missing=missing,
        twice=twice,
        forms=forms,
    )
    unanswered = [question for question in forms if question.form not in answers.forms]
    unasked = [column for column in missing if _is_open(column, reading, columns)]
    unasked += [column for column in reading.unexplained if column.name not in answers.given]
    if reading.asks_sheets or reading.uncertain or twice or unanswered or unasked:
        return reading
    return _filled(book, columns, reading, today)


def _missing(reading: FileReading, columns: Columns) -> tuple[OfficialColumn, ...]:
    """Columns that no column of the chosen tables fills, in the order of the kind."""
    filled = {
        name
        for layout in reading.chosen
        for column in layout.mapped
        if column.target and column.target.field
        for name in (
            column.target.field,
            *(columns.periods if column.target.year else ()),
            *_with(column.target),
        )
    }
    # Cells with a period may lack it in some rows; what is given then fills these.
    partly = {
        name
        for layout in reading.chosen
        for column in layout.mapped
        if column.target and column.target.with_period
        for name in _with(column.target)
    }
    return tuple(column for column in columns.columns if column.name not in filled or column.name in partly)


def _with(target: Target) -> tuple[str, ...]:
    """The further columns that cells of this target fill."""
    if ":" in target.mark:
        return (target.mark.partition(":")[0],)
    if not target.with_period:
        return ()
    return ("date",) if target.field == "symbol" else ("period_start", "period_end")


def _is_open(column: OfficialColumn, reading: FileReading, columns: Columns) -> bool:
    """Whether a person must say what stands in a column that the file lacks."""
    given = reading.answers.given
    if column.name in columns.needed and column.required:
        return is_blank(given.get(column.name)) and not _filled_partly(column.name, reading)
    # A file of ours with few columns changes only these.
    plain = all(layout.table.is_plain for layout in reading.chosen)
    return (
        column.name not in given
        and (column.name in columns.needed or column.required)
        and not (plain and column.name not in columns.needed)
        and not _filled_partly(column.name, reading)
    )


def _filled_partly(name: str, reading: FileReading) -> bool:
    return name in ("period_start", "period_end") and any(
        column.target and column.target.with_period for layout in reading.chosen for column in layout.mapped
    )


def _figures(reading: FileReading, columns: Columns) -> Iterator[tuple[str, Any, Any]]:
    several = len(reading.chosen) > 1
    for layout in reading.chosen:
        places = [
            (at, columns[column.target.field].kind, letters(column.column.place))
            for at, column in enumerate(layout.mapped)
            if column.target and column.target.field and columns[column.target.field].kind in NUMERIC
        ]
        for row in layout.table.rows:
            for at, kind, letter in places:
                place = f"{letter}{row.number}"
                yield f"{layout.table.sheet}!{place}" if several else place, row.cells[at], kind


def _filled(book: Book, columns: Columns, reading: FileReading, today: date) -> FileReading:
    filler = Filler(columns, reading.answers, book, today)
    dataset = PlacedDataset()
    rows: list[tuple[RowPlace, dict[str, Any]]] = []
    shown = {sheet.name for sheet in book.sheets}
    unread = [
        layout.table.sheet for layout in reading.layouts if not layout.chosen and layout.table.sheet in shown
    ]
    sentences = notes.of_book(book, unread)
    for layout in reading.chosen:
        sentences += notes.of_table(layout.table, layout.mapped, columns)
        sentences += notes.of_totals(layout.table, layout.mapped, columns, reading.answers)
        rows += [
            (RowPlace(layout.table.sheet, number), values)
            for number, values in filler.rows(layout.table, layout.mapped)
        ]
    used = [column for column in columns.columns if any(column.name in values for _place, values in rows)]
    dataset.headers = [column.title for column in used]
    dataset.extend([[values.get(column.name) for column in used] for _place, values in rows])
    dataset.places = [place for place, _values in rows]
    return replace(reading, dataset=dataset, notes=(*sentences, *filler.notes()))
