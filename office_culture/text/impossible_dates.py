"""Dates, hours and quarters in running text that cannot be, years with a slip of the key, and spans that run back."""

import calendar
import datetime
import re
from collections.abc import Iterator

from office_culture.text.dates import DateError, numeric, parse, suggestion
from office_culture.text.reading import keeps_answers

_IN_FIGURES = re.compile(r"(?<![\w/.,-])(\d{1,2})([/.-])(\d{1,2})\2(\d{3,5})(?![\w/-]|[.,]\d)")
_IN_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{1,5}))?(?!\d)", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"ngày\s+(\d{1,2})/(\d{1,2})(?![\d/])", re.IGNORECASE)
_MONTH = re.compile(r"tháng\s+(\d{1,2})(?!\d)", re.IGNORECASE)
_QUARTER = re.compile(r"\bquý\s+(VI{0,3}|IX|X|[05-9])(?!\w)", re.IGNORECASE)
# A quarter has three months, a year twelve.
_MONTHS_OF = re.compile(r"(?<![\d.,/])(\d{1,3})\s+tháng\s+(?:đầu|cuối)\s+(quý|năm)(?!\w)", re.IGNORECASE)
_HOUR = re.compile(
    r"(?<!\d)(\d{1,2})\s+giờ(?:\s+(\d{1,2})\s+phút)?(?=\s+(?:\d|ngày|phút|sáng|chiều))", re.IGNORECASE
)
_MINUTES = re.compile(r"(?<![\w.,/])\d{1,2}\s?(?:giờ|h)\s?([6-9]\d)(?!\d|[.,]\d)", re.IGNORECASE)
# "năm 20222"; "đến năm 219," too, but "mỗi năm 219 hồ sơ" counts files.
_YEAR_ALONE = re.compile(
    r"(?<!\w)năm\s+\d{5}(?!\d|[.,]\d)|(?<!\w)(?:trong|từ|đến|của|cuối|đầu)\s+năm\s+\d{3}(?=\s*[,;.)]|\s*$)"
)
_DAY = r"(?:ngày\s+)?(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})"
_MONTH_OF_YEAR = r"(?:tháng\s+)?()(\d{1,2})(?:/|\s+năm\s+)(\d{4})"
_SPANS_OF_DAYS = tuple(
    re.compile(rf"từ\s+{day_pattern}\s+(?:đến|tới)\s+(?:hết\s+)?{day_pattern}", re.IGNORECASE)
    for day_pattern in (_DAY, _MONTH_OF_YEAR)
)
_SPAN_OF_YEARS = re.compile(
    r"(?:(?:giai đoạn|từ năm|các năm|năm học|nhiệm kỳ)\s+|(?<![\w/.-]))((?:19|20)\d\d)\s*"
    r"(?:[-–]|đến\s+(?:hết\s+)?(?:năm\s+)?)\s*((?:19|20)\d\d)(?![\w/-])",
    re.IGNORECASE,
)
# "Thứ Hai, ngày 28 tháng 12 năm 2021": the day of the week belongs to the date.
_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_WEEKDAY = re.compile(rf"(?<!\w)({'|'.join(_WEEKDAYS)})(?:,|\s+)?\s*\(?{_DAY}(?!\d)", re.IGNORECASE)
# A session that ends before it begins, on one day.
_HOURS_OF_ONE_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s+giờ(?:\s+(\d{1,2})\s+phút)?\D{0,40}?(?:đến|tới|kết thúc)\D{0,20}(\d{1,2})\s+giờ"
    r"(?:\s+(\d{1,2})\s+phút)?\s*,?\s*cùng ngày",
    re.IGNORECASE,
)
_LEAP_YEAR = 2024
# Texts may speak of 1890 and of 2045; a slip such as 0219 lies outside.
_YEARS = range(1800, 2200)


@keeps_answers
def impossible_dates(text: str) -> Iterator[tuple[str, str]]:
    """Each impossible date of the text as written, with the one that was probably meant or ""."""
    for match in _IN_FIGURES.finditer(text):
        day, _mark, month, year = match.groups()
        yield from _impossible(match.group(), day, month, year)
    for match in _IN_WORDS.finditer(text):
        yield from _impossible(match.group(), match[1], match[2], match[3])
    for match in _DAY_AND_MONTH.finditer(text):
        yield from _impossible(match.group(), match[1], match[2], None)
    for match in _MONTH.finditer(_IN_WORDS.sub(" ", text)):
        if not 1 <= int(match[1]) <= 12:
            yield match.group(), ""
    for match in _QUARTER.finditer(text):
        yield match.group(), ""
    for match in _MONTHS_OF.finditer(text):
        if int(match[1]) > (3 if match[2].casefold() == "quý" else 12):
            yield match.group(), ""
    for match in (*_MINUTES.finditer(text), *_YEAR_ALONE.finditer(text)):
        yield match.group(), ""
    for match in _HOUR.finditer(text):
        if (int(match[1]), int(match[2] or 0)) > (24, 0):
            yield match.group(), ""
    yield from _other_weekdays(text)


@keeps_answers
def reversed_spans(text: str) -> Iterator[str]:
    """Each "từ ngày … đến ngày …" and "giai đoạn 2022 - 2019" whose end lies before its begin, as written."""
    for pattern in _SPANS_OF_DAYS:
        for match in pattern.finditer(text):
            day, month, year, last_day, last_month, last_year = (int(part or 1) for part in match.groups())
            if (last_year, last_month, last_day) < (year, month, day):
                yield match.group()
    for match in _HOURS_OF_ONE_DAY.finditer(text):
        hour, minute, last_hour, last_minute = (int(part or 0) for part in match.groups())
        if (last_hour, last_minute) < (hour, minute):
            yield match.group()
    for match in _SPAN_OF_YEARS.finditer(text):
        if int(match[2]) < int(match[1]):
            yield match.group()


def _other_weekdays(text: str) -> Iterator[tuple[str, str]]:
    """Each date with the name of another day of the week, and the right name."""
    for match in _WEEKDAY.finditer(text):
        try:
            day = datetime.date(int(match[4]), int(match[3]), int(match[2]))
        except ValueError:
            continue  # told as a date that no calendar has
        right = _WEEKDAYS[day.weekday()]
        if right != match[1].casefold():
            first, second = right.split()
            yield match.group(), f"{first} {second.capitalize()}"


def _impossible(written: str, day: str, month: str, year: str | None) -> Iterator[tuple[str, str]]:
    if year is None:
        in_calendar = (
            1 <= int(month) <= 12 and 1 <= int(day) <= calendar.monthrange(_LEAP_YEAR, int(month))[1]
        )
        if not in_calendar:
            yield written, ""
        return
    today = datetime.date.today()  # noqa: DTZ011 - only to guess what was meant
    try:
        found = parse(f"{day}/{month}/{year}", today=today)
    except DateError as error:
        yield written, numeric(error.suggestion) if error.suggestion else ""
        return
    if found.year not in _YEARS:
        meant = suggestion(found, today=today)
        yield written, numeric(meant) if meant else ""
