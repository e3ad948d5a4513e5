"""Dates as papers print them and as people type them, and suggestions for typing errors such as 14/6/0219."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from office_culture.text.errors import Unreadable, quote

FIRST_YEAR = 1945  # no older paper of this State exists
OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_DAY_FIRST = re.compile(r"([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,5})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_IN_WORDS = re.compile(
    r"(?:.{0,60},\s*)?ngày\s+(?:mồng\s+|mùng\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s*,?\s+năm\s+([0-9]{1,5})",
    re.IGNORECASE,
)
_BEFORE_THE_DAY = re.compile(r"^(?:.{0,60},\s*)?ngày\s+(?=[0-9])", re.IGNORECASE)
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


_SAYS = {
    "not_a_date": _("“%(text)s” is not a date. Write it as day/month/year, for example 14/06/2019."),
    "short_year": _("The year of “%(text)s” does not have four digits. Write it as day/month/year."),
    "no_such_day": _("There is no day %(text)s in the calendar. Check the day and the month."),
    "implausible": _("The year of %(text)s is not between %(first)s and %(last)s. Check the year."),
}
_OFFERS = {
    "short_year": _("The year of “%(text)s” does not have four digits. Did you mean %(offer)s?"),
    "no_such_day": _("There is no day %(text)s in the calendar. Did you mean %(offer)s?"),
    "implausible": _("The year of %(text)s is not between %(first)s and %(last)s. Did you mean %(offer)s?"),
}


class DateError(Unreadable):
    """A date that cannot be read or is implausible; `suggestion` is the date probably meant, or None."""

    def __init__(self, code: str, suggestion: date | None = None, /, **params: object) -> None:
        if suggestion is None:
            super().__init__(code, _SAYS[code], **params)
        else:
            super().__init__(code, _OFFERS[code], offer=numeric(suggestion), **params)
        self.suggestion = suggestion


def numeric(day: date) -> str:
    """ "14/06/2019", on screen, in sheets and in tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def in_words(day: date) -> str:
    """ "ngày 05 tháng 01 năm 2022": days below 10 and the months 1 and 2 take a zero (Decree 30/2020/NĐ-CP,
    Annex I; sure). Running text uses the same form (practice)."""
    return f"ngày {day.day:02d} {_month(day.month)} năm {day.year}"


def clock(at: time) -> str:
    """ "08 giờ 30 phút"."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút"


def weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def is_weekend(day: date) -> bool:
    return day.weekday() >= 5


def parse(value: object, *, today: date) -> date:
    """The day that was typed or that stands in a cell: dd/mm/yyyy, d/m/yyyy, dd-mm-yyyy, dd.mm.yyyy, ISO,
    a date or a datetime (its day at the office), also as papers write it: "ngày 05 tháng 5 năm 2020" behind a place.
    Blanks and marks around do not matter.

    Raises DateError. Whether the year is likely is another question: see check_plausible. `today` serves
    only the suggestion inside the error.
    """
    if isinstance(value, datetime):
        return (value.astimezone(OFFICE_ZONE) if value.tzinfo else value).date()
    if isinstance(value, date):
        return value
    typed = _as_numbers(value) if isinstance(value, str) else ""
    if iso := _ISO.fullmatch(typed):
        year, month, day = iso.groups()
    elif day_first := _DAY_FIRST.fullmatch(typed):
        day, _mark, month, year = day_first.groups()
    else:
        raise DateError("not_a_date", text=quote(value))
    if len(year) != 4:
        offer = _suggest(int(day), int(month), year, today)
        raise DateError("short_year", offer, text=quote(typed))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        offer = _suggest(int(day), int(month), year, today)
        raise DateError("no_such_day", offer, text=quote(typed)) from None


def _as_numbers(typed: str) -> str:
    """The text without place, "ngày" and marks around it; in words it becomes day/month/year."""
    plain = unicodedata.normalize("NFKC", typed).strip(" \t\r\n.,;")
    if words := _IN_WORDS.fullmatch(plain):
        return "/".join(words.groups())
    return _BEFORE_THE_DAY.sub("", plain)


# No record of a person, a unit or a period speaks of other years.
FIRST_YEAR_OF_RECORDS, LAST_YEAR_OF_RECORDS = 1900, 2199


def check_recordable(day: date, *, today: date) -> None:
    """Raises DateError for a year of which no record can be, with the date probably meant if it can be guessed."""
    if not FIRST_YEAR_OF_RECORDS <= day.year <= LAST_YEAR_OF_RECORDS:
        raise DateError(
            "implausible",
            suggestion(day, today=today),
            text=numeric(day),
            first=FIRST_YEAR_OF_RECORDS,
            last=LAST_YEAR_OF_RECORDS,
        )


def is_plausible(day: date, *, today: date) -> bool:
    return FIRST_YEAR <= day.year <= today.year + 1


def check_plausible(day: date, *, today: date) -> None:
    """Raises DateError, with the date probably meant if it can be guessed, for a year no paper has."""
    if not is_plausible(day, today=today):
        raise DateError(
            "implausible",
            suggestion(day, today=today),
            text=numeric(day),
            first=FIRST_YEAR,
            last=today.year + 1,
        )


def suggestion(day: date, *, today: date) -> date | None:
    """The one plausible date from which a single slip of a key leads to `day`; None if there are several.

    14/06/0219 suggests 14/06/2019.
    """
    if is_plausible(day, today=today):
        return None
    return _suggest(day.day, day.month, f"{day.year:04d}", today)


def _suggest(day: int, month: int, year: str, today: date) -> date | None:
    if month > 12 >= day:
        day, month = month, day
    right_year = len(year) == 4 and FIRST_YEAR <= int(year) <= today.year + 1
    slips_by_kind = [_century, _swaps, _gaps, _doubles, _wrong_keys]
    for slips in [[year]] if right_year else [kind(year) for kind in slips_by_kind]:
        years = {int(slip) for slip in slips if FIRST_YEAR <= int(slip) <= today.year + 1}
        days = {
            date(y, month, day) for y in years if 1 <= month <= 12 and 1 <= day <= monthrange(y, month)[1]
        }
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _century(year: str) -> Iterator[str]:
    if len(year) == 2:
        yield from ("19" + year, "20" + year)


def _swaps(year: str) -> Iterator[str]:
    if len(year) == 4:
        for i in range(3):
            yield year[:i] + year[i + 1] + year[i] + year[i + 2 :]


def _gaps(year: str) -> Iterator[str]:
    bare = year.removeprefix("0") if len(year) == 4 else year
    if len(bare) == 3:
        for i in range(4):
            for digit in "0123456789":
                yield bare[:i] + digit + bare[i:]


def _doubles(year: str) -> Iterator[str]:
    if len(year) == 5:
        for i in range(5):
            yield year[:i] + year[i + 1 :]


def _wrong_keys(year: str) -> Iterator[str]:
    if len(year) == 4:
        for i in range(4):
            for digit in "0123456789":
                yield year[:i] + digit + year[i + 1 :]


def _month(month: int) -> str:
    return f"tháng {month:02d}" if month < 3 else f"tháng {month}"
