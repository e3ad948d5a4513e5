"""The cells of a column, read by its kind."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from office_culture.sheets.book import is_blank
from office_culture.sheets.columns import ColumnKind, OfficialColumn
from office_culture.sheets.errors import UnreadableCell
from office_culture.sheets.figures import FigureReading, Form, read_figure
from office_culture.text import dates
from office_culture.text.normal import nfc
from office_culture.text.search import fold

_FIRST_SERIAL, _LAST_SERIAL = 10_000, 73_050  # 1927 and 1999 days later than 1900: a smaller number is a year
_DAY_ZERO = datetime.date(1899, 12, 30)
_FROM_1904 = 1462
_TIME = re.compile(r"[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?: ?[AP]M)?$")
_IN_WORDS = re.compile(r"(?:.*, ?)?(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
_SAME_AS_ABOVE = re.compile(
    r"[-\u2013\u2014(\s]*(?:nt|n/t|nhu tren|[\u2033\u3003\u201c\u201d]|//|\"+|'')[-\u2013\u2014).\s]*"
)
# Before a name; degrees with the point that shortens them, as their letters may begin a name.
_HONORIFIC = re.compile(
    r"(?:(?:ông|bà|ông \(bà\)|ông/bà|đ/c|đc|đ\.c|đồng chí|thầy|cô|bác sĩ|kỹ sư|luật sư|tiến sĩ|thạc sĩ|cử nhân"
    r"|ths|pgs|gs|tskh|bsck(?:1|2|i|ii)|nsnd|nsưt|ngưt|ngnd)[.:,\s]+"
    r"|(?:th\.s|t\.s|ts|bs|ks|cn|ls|ds|cv|cvc)\.[\s,]*)"
)
# Before a name in a list: "- Phòng A", "1. Phòng A", "a) Phòng A".
_BULLET = re.compile(r"^\s*(?:[-+*•–—]|[0-9]{1,2}[.)]|[a-zđ]\))\s+")
_LONGEST_REPEAT = 16
# In a column of days a dash can only mean that none is known.
_DASH = re.compile(r"[-\u2010-\u2015\u2212]{1,3}")
_MARKS = {"x", "v", "✓", "✔", "1", "co", "true", "+"}
_NOTHING_ABOVE = _("“%(text)s” repeats the row above, but nothing stands there.")
_NO_MARK = _("“%(text)s” is no mark. Put a cross into one of the columns.")


def repeats_above(value: Any) -> bool:
    """Whether the cell says "as above": "-nt-", "như trên"."""
    # Folding is slow, and most cells are longer.
    return (
        isinstance(value, str)
        and len(value) <= _LONGEST_REPEAT
        and bool(_SAME_AS_ABOVE.fullmatch(fold(value)))
    )


def from_above(value: str, above: Any) -> Any:
    return UnreadableCell(value, _NOTHING_ABOVE % {"text": value}) if is_blank(above) else above


def read_cell(
    value: Any,
    column: OfficialColumn,
    answers: Mapping[Form, FigureReading],
    *,
    counts_from_1904: bool = False,
) -> Any:
    """The value as the column's widget reads it; what is not understood stays for the widget to refuse."""
    if value is None or isinstance(value, UnreadableCell):
        return value
    if column.kind in (ColumnKind.COUNT, ColumnKind.NUMBER):
        return read_figure(value, column.kind, answers)
    if column.kind is ColumnKind.DATE:
        return read_day(value, counts_from_1904=counts_from_1904)
    if column.kind is ColumnKind.CHOICE and isinstance(value, str) and _DASH.fullmatch(value.strip()):
        return None
    if column.kind in (ColumnKind.NAME, ColumnKind.LINK) and isinstance(value, str):
        value = _BULLET.sub("", value)
        return without_honorifics(value) if column.kind is ColumnKind.NAME else value
    return value


def is_serial(value: Any) -> bool:
    """Whether a bare number in a column of dates is a day as Excel counts it, and not a year or a slip."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{5}\s*", value):
        value = int(value)
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and _FIRST_SERIAL <= value <= _LAST_SERIAL
    )


def read_day(value: Any, *, counts_from_1904: bool = False) -> Any:
    """A day from a date with or without its time, from a serial, or from a date in words; else the value itself."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if is_serial(value):
        return _DAY_ZERO + datetime.timedelta(int(value) + (_FROM_1904 if counts_from_1904 else 0))
    if not isinstance(value, str):
        return value
    text = _TIME.sub("", value.strip())
    if _DASH.fullmatch(text):
        return None
    if "ng " in text.casefold() and (found := _IN_WORDS.fullmatch(fold(text))):
        text = "/".join(found.groups())
    try:
        return dates.parse(text, today=datetime.date.max)
    except dates.DateError:
        return text


def without_honorifics(name: str) -> str:
    """The name alone: "Đ/c ThS. Nguyễn Văn A" → "Nguyễn Văn A". A single word that is left stays with its title."""
    text = nfc(" ".join(name.split()))
    while (found := _HONORIFIC.match(text.casefold())) and " " in text[found.end() :].strip():
        text = text[found.end() :].strip()
    return text


def is_mark(value: Any) -> bool | None:
    """Whether the cell is crossed; None for what is neither a cross nor nothing."""
    if is_blank(value) or value in (0, False):
        return False
    if isinstance(value, bool):
        return value
    typed = fold(str(value)).strip()
    if typed in {"0", "-", "khong", "o"}:
        return False
    return True if typed in _MARKS else None


def not_a_mark(value: Any) -> UnreadableCell:
    return UnreadableCell(str(value), _NO_MARK % {"text": value})
