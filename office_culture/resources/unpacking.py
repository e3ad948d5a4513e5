"""What is checked before a file is opened: a workbook is a zip, and a small zip can unpack to no end."""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from office_culture.resources.errors import SheetRefused

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED_BYTES = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_COLUMNS = 100
# Well above the rows that an import takes: blank rows between them are harmless.
MOST_SCANNED_ROWS = 20_000
MOST_CELLS = 500_000

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
# A cell with something in it: neither closed at once nor followed by its own end.
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"(?:[^>/]|/(?!>))*>(?!</)')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def check_size(data: bytes) -> None:
    """Raises SheetRefused for a file that no office sheet needs."""
    if len(data) > MOST_BYTES:
        raise SheetRefused(
            _("The file is larger than %(most)s MB. Divide it.") % {"most": MOST_BYTES // 1024 // 1024}
        )


def check_workbook(data: bytes) -> bool:
    """Raises SheetRefused for what is no workbook or would unpack too far. Answers whether it has formulas."""
    if data.startswith(_OLD_OR_LOCKED):
        raise SheetRefused(
            _("This is an old .xls file or a workbook with a password. Save it as .xlsx without a password.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return _check_parts(parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise SheetRefused(
            _("This is no Excel workbook. Save it in Excel as .xlsx and try again.")
        ) from error


def _check_parts(parts: zipfile.ZipFile) -> bool:
    entries = parts.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED_BYTES:
        raise SheetRefused(
            _("The workbook unpacks to too much. Copy the rows into a new workbook and try again.")
        )
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise SheetRefused(_("This is no Excel workbook. Save it in Excel as .xlsx and try again."))
    formulas = False
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            content = parts.read(entry)
            _refuse_declarations(content)
            if entry.filename.startswith("xl/worksheets/"):
                _check_cells(content)
                formulas = formulas or bool(_FORMULA.search(content))
    return formulas


def _refuse_declarations(content: bytes) -> None:
    """No Office program writes these; they only serve to blow a file up while it is read."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise SheetRefused(_("This is no Excel workbook. Save it in Excel as .xlsx and try again."))


def _check_cells(content: bytes) -> None:
    for cells, cell in enumerate(_CELL.finditer(content)):
        letters, number = cell.groups()
        if cells > MOST_CELLS or int(number) > MOST_SCANNED_ROWS or _column(letters) > MOST_COLUMNS:
            raise SheetRefused(
                _("The workbook has too many rows or columns. Copy what is needed into a new workbook.")
            )


def _column(letters: bytes) -> int:
    """b"A" → 1, b"AA" → 27."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place
