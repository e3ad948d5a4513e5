"""Spans of time as people type them into a cell."""

import re
from calendar import monthrange
from datetime import date

from office_culture.text import dates
from office_culture.text.search import fold

_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{4})?"
_SPAN = re.compile(rf"(?:tu |tu ngay )?({_DAY})\s*(?:-|den|den ngay)\s*({_DAY})")
_YEAR = re.compile(r"(?:ca )?(?:nam )?([0-9]{4})")
_YEARS = re.compile(r"(?:giai doan |tu nam |nam )?([0-9]{4})\s*(?:-|den|den nam)\s*([0-9]{4})")
_MONTH = re.compile(r"(?:thang )?([0-9]{1,2})(?:/|-|\.| nam )([0-9]{4})")
_QUARTER = re.compile(r"(?:quy|q) ?(iv|i{1,3}|[1-4])(?:/|-| nam | )([0-9]{4})")
_MONTHS = re.compile(r"([0-9]{1,2}|sau|chin) thang (?:(dau|cuoi) )?(?:nam )?([0-9]{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WORDS = {"sau": 6, "chin": 9}


def parse_period(text: str, *, today: date) -> tuple[date, date] | None:
    """The first and the last day of "2020", "5/2021", "quý I/2022", "6 tháng đầu năm 2022" or "21/7-20/8/2021".

    None for any other text.
    """
    typed = fold(text).strip(" .;")
    try:
        return _span(typed, today) or _months(typed)
    except ValueError:
        return None


def _span(typed: str, today: date) -> tuple[date, date] | None:
    found = _SPAN.fullmatch(typed)
    if not found:
        return None
    first, last = found.groups()
    end = dates.parse(last, today=today)
    # "21/7-20/8/2021": both days are of the year that only the second one names.
    start = dates.parse(
        first if re.search("[0-9]{4}$", first) else f"{first}{last[-5]}{end.year}", today=today
    )
    return (start, end) if start <= end else None


def _months(typed: str) -> tuple[date, date] | None:
    if found := _YEAR.fullmatch(typed):
        return _of(int(found[1]), 1, 12)
    if (found := _YEARS.fullmatch(typed)) and found[1] <= found[2]:
        return _of(int(found[1]), 1, 12)[0], _of(int(found[2]), 1, 12)[1]
    if found := _MONTH.fullmatch(typed):
        return _of(int(found[2]), int(found[1]), int(found[1]))
    if found := _QUARTER.fullmatch(typed):
        quarter = _ROMAN.get(found[1]) or int(found[1])
        return _of(int(found[2]), 3 * quarter - 2, 3 * quarter)
    if found := _MONTHS.fullmatch(typed):
        count = _WORDS.get(found[1]) or int(found[1])
        if count in {6, 9} and (found[2] != "cuoi" or count == 6):
            return _of(int(found[3]), 7, 12) if found[2] == "cuoi" else _of(int(found[3]), 1, count)
    return None


def _of(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
