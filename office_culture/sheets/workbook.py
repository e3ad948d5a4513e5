"""An Excel workbook as a book: values by calamine, the rest by a pass over the XML."""

import posixpath
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from office_culture.sheets.book import Book, Sheet, Span
from office_culture.sheets.errors import CELL_ERROR, NO_RESULT, SheetRefused, UnreadableCell
from office_culture.sheets.markup import CellStyles, Markup, parse, read_markup, read_styles
from office_culture.sheets.unpacking import UPLOAD, Limits, check_size, repacked, unpack
from office_culture.text import numbers
from office_culture.text.normal import nfc

_MOST_EXACT = 10**numbers.MOST_DIGITS


def read_workbook(data: bytes, limits: Limits = UPLOAD) -> Book:
    """The sheets of a workbook. Raises `SheetRefused` before opening one that would be unsafe to open."""
    check_size(data, limits)
    parts = unpack(data, limits)
    try:
        return _read(parts, limits)
    except SheetRefused:
        raise
    except (CalamineError, ExpatError, ValueError, KeyError, OverflowError, OSError) as error:
        raise SheetRefused(
            _("The workbook is damaged. Open it in Excel and save it again as .xlsx.")
        ) from error


def _read(parts: dict[str, bytes], limits: Limits) -> Book:
    paths, counts_from_1904 = _sheet_paths(parts)
    styles = read_styles(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else CellStyles()
    # Before any sheet is opened: a cell far away would make the reader lay out everything before it.
    markups = {
        name: read_markup(parts[path], styles, limits) for name, path in paths.items() if path in parts
    }
    book = CalamineWorkbook.from_filelike(repacked(parts))
    listed = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    hidden = {sheet.name for sheet in listed if sheet.visible != SheetVisibleEnum.Visible}
    sheets = [_sheet(book, sheet.name, markups.get(sheet.name, Markup()), limits) for sheet in listed]
    return Book(
        sheets=tuple(sheet for sheet in sheets if sheet.name not in hidden),
        hidden_sheets=tuple(replace(sheet, is_hidden=True) for sheet in sheets if sheet.name in hidden),
        counts_from_1904=counts_from_1904,
    )


def _sheet_paths(parts: dict[str, bytes]) -> tuple[dict[str, str], bool]:
    """The part of each sheet by the sheet's name, and whether the workbook counts days from 1904."""
    targets: dict[str, str] = {}
    paths: dict[str, str] = {}
    counts_from_1904 = False

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def sheet(name: str, attributes: dict[str, str]) -> None:
        nonlocal counts_from_1904
        if name == "workbookPr":
            counts_from_1904 = attributes.get("date1904") in {"1", "true", "on"}
        elif name == "sheet":
            key = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            paths[attributes.get("name", "")] = targets.get(key, "")

    parse(parts.get("xl/_rels/workbook.xml.rels", b"<Relationships/>"), relation)
    parse(parts["xl/workbook.xml"], sheet)
    return paths, counts_from_1904


def _sheet(book: CalamineWorkbook, name: str, markup: Markup, limits: Limits) -> Sheet:
    source = book.get_sheet_by_name(name)
    values = source.to_python(skip_empty_area=False)
    width = max(map(len, values), default=0)
    # An error or a formula without result stands where the reader sees nothing, maybe beyond its last cell.
    marked = [*markup.errors, *markup.without_result]
    width = max([width, *(column + 1 for _row, column in marked)])
    height = max([len(values), *(row + 1 for row, _column in marked)])
    rows = [[_plain(value) for value in row] + [None] * (width - len(row)) for row in values]
    rows += [[None] * width for _row in range(height - len(rows))]
    _apply(markup, rows)
    merges = tuple(
        Span(top, left, min(bottom, height - 1), min(right, width - 1))
        for (top, left), (bottom, right) in (source.merged_cell_ranges or ())
        if top < height and left < width
    )
    return Sheet(
        name=name,
        rows=tuple(map(tuple, rows)),
        merges=merges,
        hidden_rows=frozenset(row for row in markup.hidden_rows if row < height),
        hidden_columns=frozenset(column for column in markup.hidden_columns if column < width),
    )


def _plain(value: Any) -> Any:
    """Text in NFC, None for a blank cell, a whole number as int."""
    if isinstance(value, str):
        return nfc(value) if value.strip() else None
    if isinstance(value, float) and value.is_integer() and abs(value) < _MOST_EXACT:
        return int(value)
    return value


def _apply(markup: Markup, rows: list[list[Any]]) -> None:
    for (row, column), error in markup.errors.items():
        rows[row][column] = UnreadableCell(error, CELL_ERROR % {"error": error})
    for row, column in markup.without_result:
        rows[row][column] = UnreadableCell("=", NO_RESULT)
    height, width = len(rows), len(rows[0]) if rows else 0
    for row, column in markup.percents:
        if row < height and column < width:
            rows[row][column] = _as_percent(rows[row][column])
    for (row, column), digits in markup.digits.items():
        if row < height and column < width and isinstance(rows[row][column], int):
            rows[row][column] = f"{rows[row][column]:0{digits}d}"


def _as_percent(value: Any) -> Any:
    """A cell shown as 95,5% stores 0.955: what the person saw is what counts."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{numbers.number(numbers.parse_decimal(value) * Decimal(100))}%"
    return value
