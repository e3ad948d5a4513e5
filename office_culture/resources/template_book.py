"""The empty workbook to fill in: titles, drop-downs, text columns that keep leading zeros, and a page of advice."""

import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from office_culture.resources.base import MOST_ROWS, RecordResource
from office_culture.resources.columns import SheetColumn
from office_culture.resources.formats import DATE_FORMAT, TEXT_FORMAT
from office_culture.resources.widgets import Day, Link, Number, Whole

# A longer list is no help in a drop-down; such names are typed.
MOST_OFFERED = 300
LISTS = "lists"


def template_book(resource: RecordResource) -> bytes:
    """The workbook for this resource and its account."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(resource.get_display_name())
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    sheet.freeze_panes = "A2"
    for place, column in enumerate(resource.filled_in.values(), start=1):
        _title(sheet, place, column)
        _offers(sheet, lists, place, column)
    _advice(book.create_sheet(_sheet_name(_("Instructions")), 1), resource)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _title(sheet: Worksheet, place: int, column: SheetColumn) -> None:
    letter = get_column_letter(place)
    cell = sheet.cell(row=1, column=place, value=column.title)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    dimension = sheet.column_dimensions[letter]
    dimension.width = max(14, min(40, len(column.title) + 4))
    if isinstance(column.widget, Day):
        dimension.number_format = DATE_FORMAT
    elif not isinstance(column.widget, Whole | Number):
        dimension.number_format = TEXT_FORMAT


def _offers(sheet: Worksheet, lists: Worksheet, place: int, column: SheetColumn) -> None:
    names = _names(column)
    if not names:
        return
    letter = get_column_letter(place)
    for row, name in enumerate(names, start=1):
        cell = lists.cell(row=row, column=place)
        cell.value = name
        cell.data_type = "s"
    validation = DataValidation(
        type="list",
        formula1=f"{LISTS}!${letter}$1:${letter}${len(names)}",
        allow_blank=True,
        showErrorMessage=False,
    )
    validation.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(validation)


def _names(column: SheetColumn) -> list[str]:
    if isinstance(column.widget, Link):
        names = column.widget.lookup.names()
        return names if len(names) <= MOST_OFFERED else []
    return column.widget.labels() if hasattr(column.widget, "labels") else []


def _advice(sheet: Worksheet, resource: RecordResource) -> None:
    keys = [resource.columns[name].title for name in resource.keys[-1]]
    lines: list[list[Any]] = [
        [
            _(
                "Fill in the first sheet, one record in each row, and leave the titles in the first row as they are."
            )
        ],
        [
            _("A row whose %(columns)s is in the system already changes that record; any other row adds one.")
            % {"columns": ", ".join(keys)}
        ],
        [
            _("At most %(most)s rows at once. Nothing is saved before you have seen a preview.")
            % {"most": MOST_ROWS}
        ],
        *([[str(resource.advice)]] if resource.advice else []),
        [],
        [_("Column"), _("Needed"), _("What to write"), _("Note")],
    ]
    for column in resource.filled_in.values():
        needed = _("yes") if column.required else ""
        lines.append([column.title, needed, str(column.widget.hint), str(column.help_text)])
    for line in lines:
        sheet.append(line)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            if len(lines[cell.row - 1]) > 1:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCD", (32, 10, 50, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _sheet_name(text: str) -> str:
    """The name without the characters that Excel forbids, at most 31 long."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in text)[:31].strip() or "1"
