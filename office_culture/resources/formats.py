"""The two kinds of file that leave: workbooks with typed cells, and CSV whose diacritics Excel shows correctly.

Files that come in are read by `office_culture.sheets`.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

import tablib
from import_export.formats.base_formats import CSV, XLSX
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from office_culture.text import dates, numbers

DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
# What no part of a workbook may hold (XML 1.0, production 2).
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Programs take a cell that starts like this for a formula.
_PARTS_ELSEWHERE = re.compile(r"[;\t|]")
_STARTS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class WorkbookFormat(XLSX):
    """Excel: numbers and dates keep their type, text is stored as text."""

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        book = Workbook(write_only=True)
        sheet = _TypedSheet(book, title="1")
        book._add_sheet(sheet)
        sheet.freeze_panes = "A2"
        for place, title in enumerate(dataset.headers, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, len(title) + 4))
        sheet.append(dataset.headers)
        for row in dataset:
            sheet.append(row)
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()


class CsvFormat(CSV):
    """CSV in UTF-8 with a byte order mark for Excel; formulas are escaped."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        target = io.StringIO(newline="")
        rows = [[_csv_text(value) for value in row] for row in dataset]
        # A sign that parts cells in other files must not look as if it did so here.
        doubtful = any(_PARTS_ELSEWHERE.search(cell) for row in rows for cell in row)
        writer = csv.writer(target, quoting=csv.QUOTE_ALL if doubtful else csv.QUOTE_MINIMAL)
        writer.writerow(dataset.headers)
        writer.writerows(rows)
        return target.getvalue().encode("utf-8-sig")


class _TypedSheet(WriteOnlyWorksheet):
    """A sheet whose cells keep the kind of their values; a text that starts with "=" stays a text.

    openpyxl guesses the kind of each value, and makes a cell with styles of its own for each that is not plain. Here
    one cell for each kind takes one value after the other: every cell is written before the next one is asked for.
    """

    def _values_to_row(self, values: Iterable[Any], row_idx: int) -> Iterator[WriteOnlyCell]:
        title, text, day, plain = self._cells_by_kind
        for place, value in enumerate(values, start=1):
            if value is None:
                continue
            if isinstance(value, str):
                cell = title if row_idx == 1 else text
                # Set past openpyxl's guess.
                cell._value = _NOT_IN_XML.sub("\ufffd", value)
            else:
                cell = day if isinstance(value, datetime.date) else plain
                cell.value = value
            cell.row, cell.column = row_idx, place
            yield cell

    @cached_property
    def _cells_by_kind(self) -> list[WriteOnlyCell]:
        title, text, day, _plain = cells = [WriteOnlyCell(self) for _kind in range(4)]
        title.data_type = text.data_type = "s"
        title.number_format = text.number_format = TEXT_FORMAT
        title.font = Font(bold=True)
        day.number_format = DATE_FORMAT
        return cells


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return dates.numeric(value)
    if isinstance(value, int | Decimal):
        return _csv_number(value)
    text = str(value)
    return f"'{text}" if _STARTS_LIKE_A_FORMULA.match(text) else text


def _csv_number(value: int | Decimal) -> str:
    """The number without points between thousands; 1,234 gets a zero (1,2340), as it could be read as a thousand."""
    plain = numbers.number(value).replace(".", "")
    return f"{plain}0" if re.fullmatch(r"-?\d{1,3},\d{3}", plain) else plain
