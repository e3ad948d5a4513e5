"""A CSV file as a book; encoding and delimiter are judged over the whole file."""

import csv
import io
import re
from collections import Counter

from django.utils.translation import gettext as _

from office_culture.sheets.book import Book, Sheet
from office_culture.sheets.errors import SheetRefused
from office_culture.sheets.fonts import FONTS, share_of_syllables
from office_culture.sheets.unpacking import UPLOAD, Limits, check_size
from office_culture.text.normal import nfc

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_DELIMITERS = (",", ";", "\t", "|")
_NAMED_DELIMITER = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def read_delimited(data: bytes, name: str, limits: Limits = UPLOAD) -> Book:
    """The one sheet of a CSV file. Raises `SheetRefused` with what to do.

    A text in TCVN3 or VNI stays as its bytes show it in a Western font; `fonts.judge` then knows it.
    """
    check_size(data, limits)
    rows = _rows(decoded(data))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise SheetRefused(_("The file is empty. Start from the template of this page."))
    width = max(map(len, rows))
    if width > limits.columns or len(rows) > limits.rows:
        raise SheetRefused(_("The file has too many rows or columns. Divide it."))
    cells = tuple(
        tuple(cell if cell.strip() else None for cell in row) + (None,) * (width - len(row)) for row in rows
    )
    return Book(sheets=(Sheet(name, cells),), quotes_formulas=data.startswith(_BYTE_ORDER_MARK))


def decoded(data: bytes) -> str:
    """The text of a CSV file in UTF-8, UTF-16, windows-1258 or, for a font from before Unicode, windows-1252.

    Raises SheetRefused with what to do.
    """
    for encoding in _certain_encodings(data):
        text = _decode(data, encoding)
        if text is not None:
            return text
    western = _decode(data, "cp1252")
    judged = [(share_of_syllables(text), text) for text in [_decode(data, "cp1258")] if text is not None]
    if western is not None:
        judged += [(share_of_syllables(convert(western)), western) for convert in FONTS.values()]
    share, text = max(judged, key=lambda pair: pair[0], default=(0, ""))
    if share <= _LEAST_SHARE:
        raise SheetRefused(
            _(
                "The characters of this CSV file cannot be read. In Excel, choose Save as, "
                "then “CSV UTF-8” or, better, “Excel workbook (.xlsx)”."
            )
        )
    return text


# Of the words with other letters than A to Z; names and abbreviations of foreign origin are no syllables.
_LEAST_SHARE = 0.5


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        text = nfc(data.decode(encoding)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _certain_encodings(data: bytes) -> tuple[str, ...]:
    """UTF-8 and UTF-16 are certain where they can be decoded: other text is not valid in them by chance."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    nulls_first, nulls_second = data[::2].count(0), data[1::2].count(0)
    if nulls_first + nulls_second > len(data) // 4:
        return ("utf-16-le",) if nulls_second > nulls_first else ("utf-16-be",)
    return ("utf-8-sig",)


def _rows(text: str) -> list[list[str]]:
    """The rows as Excel numbers them: a first line "sep=;" names the delimiter and is no row."""
    if named := _NAMED_DELIMITER.match(text):
        parsed = _parse(text[named.end() :], named[1])
        judged = [parsed] if parsed is not None else []
    else:
        judged = [rows for delimiter in _DELIMITERS if (rows := _parse(text, delimiter)) is not None]
    if not judged:
        raise SheetRefused(
            _("The CSV file is damaged: a quotation mark is missing. Save it as an Excel workbook (.xlsx).")
        )
    return max(judged, key=_regularity)


def _parse(text: str, delimiter: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _regularity(rows: list[list[str]]) -> tuple[float, int]:
    """How many rows are as wide as most of those with several cells, and how wide these are."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 1
    width, count = widths.most_common(1)[0]
    return count / max(1, sum(1 for row in rows if row)), width
