"""The two kinds of file: workbooks with typed cells, and CSV that Excel opens with its diacritics whole."""

import csv
import datetime
import io
import re
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import ParseError

import tablib
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from office_culture.resources.errors import SheetRefused
from office_culture.resources.unpacking import (
    MOST_COLUMNS,
    MOST_SCANNED_ROWS,
    check_size,
    check_workbook,
)
from office_culture.text import dates, numbers
from office_culture.text.normal import nfc

DATE_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"
# Programs take a cell that starts like this for a formula.
_STARTS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_DELIMITERS = (",", ";", "\t")


class WorkbookFormat(XLSX):
    """Excel: numbers and dates keep their type, text is always text."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """The first sheet. Raises SheetRefused before the workbook is opened where opening it would be unsafe."""
        check_size(in_stream)
        has_formulas = check_workbook(in_stream)
        rows = _values(in_stream, data_only=True)
        if has_formulas:
            _refuse_formulas_without_value(rows, _values(in_stream, data_only=False))
        return _as_dataset(rows)

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(title="1")
        sheet.freeze_panes = "A2"
        for place, title in enumerate(dataset.headers, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = max(14, min(40, len(title) + 4))
        sheet.append([_cell(sheet, title, bold=True) for title in dataset.headers])
        for row in dataset:
            sheet.append([_cell(sheet, value) for value in row])
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()


class CsvFormat(CSV):
    """CSV in UTF-8 with the mark that Excel needs; formulas are made harmless and restored."""

    CONTENT_TYPE = "text/csv; charset=utf-8"

    def is_binary(self) -> bool:
        return True

    def get_read_mode(self) -> str:
        return "rb"

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        check_size(in_stream)
        text = decoded(in_stream)
        first = text.split("\n", 1)[0]
        delimiter = max(_DELIMITERS, key=first.count)
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise SheetRefused(
                _(
                    "The CSV file is damaged: a quotation mark is missing. Save it as an Excel workbook (.xlsx)."
                )
            ) from error
        if max(map(len, rows), default=0) > MOST_COLUMNS or len(rows) > MOST_SCANNED_ROWS:
            raise SheetRefused(_("The file has too many rows or columns. Divide it."))
        return _as_dataset([[_without_apostrophe(cell) for cell in row] for row in rows])

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        target = io.StringIO(newline="")
        writer = csv.writer(target)
        writer.writerow(dataset.headers)
        writer.writerows([[_csv_text(value) for value in row] for row in dataset])
        return target.getvalue().encode("utf-8-sig")


FORMATS = (WorkbookFormat, CsvFormat)


def read_sheet(name: str, data: bytes) -> tablib.Dataset:
    """The sheet in a file, by the ending of its name. Raises SheetRefused with what to do."""
    ending = name.lower().rpartition(".")[2]
    for kind in FORMATS:
        if ending == kind().get_extension():
            return kind().create_dataset(data)
    raise SheetRefused(
        _("Only Excel workbooks (.xlsx) and CSV files (.csv) can be read. Save the file as .xlsx.")
    )


def decoded(data: bytes) -> str:
    """The text of a CSV file in UTF-8, UTF-16 or windows-1258. Raises SheetRefused with what to do."""
    for encoding in _likely_encodings(data):
        try:
            text = nfc(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text):
            return text.removeprefix("\ufeff")
    raise SheetRefused(
        _(
            "The characters of this CSV file cannot be read. In Excel, choose Save as, "
            "then “CSV UTF-8” or, better, “Excel workbook (.xlsx)”."
        )
    )


def _likely_encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    sample = data[:2000]
    if sample.count(0) > len(sample) // 4:
        return ("utf-16-le",) if sample[1:2] == b"\x00" else ("utf-16-be",)
    return ("utf-8-sig", "cp1258")


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=None)
        # Set past openpyxl's guess: a text that starts with "=" stays a text.
        cell._value = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        cell.data_type = "s"
        cell.number_format = TEXT_FORMAT
    else:
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, datetime.date):
            cell.number_format = DATE_FORMAT
    if bold:
        cell.font = Font(bold=True)
    return cell


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
    """Without points between thousands; "1,234" would read as a thousand somewhere, so it becomes "1,2340"."""
    plain = numbers.number(value).replace(".", "")
    return f"{plain}0" if re.fullmatch(r"-?\d{1,3},\d{3}", plain) else plain


def _without_apostrophe(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _STARTS_LIKE_A_FORMULA.match(cell[1:]) else cell


def _values(data: bytes, *, data_only: bool) -> list[list[Any]]:
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=data_only)
    except (ValueError, TypeError, KeyError, ParseError) as error:
        raise SheetRefused(_damaged()) from error
    try:
        sheet = book.worksheets[0]
        # What a file says of its own size may be wrong, and would cut rows off.
        sheet.reset_dimensions()
        rows = [
            [_value(cell) for cell in row[:MOST_COLUMNS]]
            for row in sheet.iter_rows(max_row=MOST_SCANNED_ROWS)
        ]
    except SheetRefused:
        raise
    except (ValueError, TypeError, KeyError, IndexError, ParseError) as error:
        raise SheetRefused(_damaged()) from error
    finally:
        book.close()
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return rows


def _value(cell: Any) -> Any:
    value = cell.value
    if cell.data_type == "e":
        raise SheetRefused(
            _("Cell %(cell)s holds the error %(error)s. Correct it or empty it.")
            % {"cell": cell.coordinate, "error": value}
        )
    # A cell shown as 95,5% stores 0.955: what the person saw is what counts.
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (cell.number_format or ""):
        return f"{numbers.number(numbers.parse_decimal(value) * 100)}%"
    return value


def _refuse_formulas_without_value(values: list[list[Any]], formulas: list[list[Any]]) -> None:
    for number, row in enumerate(formulas, start=1):
        for place, formula in enumerate(row):
            shown = (
                values[number - 1][place]
                if number <= len(values) and place < len(values[number - 1])
                else None
            )
            if isinstance(formula, str) and formula.startswith("=") and shown is None:
                raise SheetRefused(
                    _("Cell %(cell)s holds a formula without a result. Replace it by its value.")
                    % {"cell": f"{get_column_letter(place + 1)}{number}"}
                )


def _as_dataset(rows: list[list[Any]]) -> tablib.Dataset:
    if not rows:
        raise SheetRefused(_("The file is empty. Start from the template of this page."))
    width = max(
        (place + 1 for row in rows for place, value in enumerate(row) if value not in (None, "")), default=0
    )
    dataset = tablib.Dataset()
    padded = [(row + [None] * width)[:width] for row in rows]
    dataset.headers = padded[0]
    dataset.extend(padded[1:])
    return dataset


def _damaged() -> str:
    return _("The workbook is damaged. Open it in Excel and save it again as .xlsx.")
