"""Spans of time in the words of official papers; always Vietnamese."""

from calendar import monthrange
from datetime import date

from office_culture.text.dates import in_words, numeric

QUARTERS = ("I", "II", "III", "IV")


def year_text(year: int) -> str:
    return f"năm {year}"


def quarter_text(year: int, quarter: int) -> str:
    """ "quý I năm 2022"; quarters count from 1."""
    if not 1 <= quarter <= 4:
        raise ValueError("a year has the quarters 1 to 4")
    return f"quý {QUARTERS[quarter - 1]} năm {year}"


def month_text(year: int, month: int) -> str:
    """ "tháng 5 năm 2022"; the months 1 and 2 take a zero, as in every official date."""
    return in_words(date(year, month, 1)).partition(" ")[2].partition(" ")[2]


def span_text(start: date, end: date) -> str:
    """A span in words: "từ ngày 01 tháng 01 năm 2019 đến ngày 23 tháng 5 năm 2022"; one day alone as that day."""
    _in_order(start, end)
    return in_words(start) if start == end else f"từ {in_words(start)} đến {in_words(end)}"


def span_numeric(start: date, end: date) -> str:
    """ "từ ngày 01/01/2019 đến ngày 23/05/2022", for tables and titles."""
    _in_order(start, end)
    return f"ngày {numeric(start)}" if start == end else f"từ ngày {numeric(start)} đến ngày {numeric(end)}"


def period_text(start: date, end: date) -> str:
    """The shortest customary name of a span: month, quarter, six or nine months, year, years, or the days.

    Raises ValueError when `end` lies before `start`.
    """
    _in_order(start, end)
    whole_months = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if not whole_months:
        return span_text(start, end)
    if (start.month, end.month) == (1, 12):
        if start.year == end.year:
            return year_text(start.year)
        return f"từ năm {start.year} đến năm {end.year}"
    if start.year != end.year:
        return span_text(start, end)
    return _within_year(start.year, start.month, end.month) or span_text(start, end)


def _within_year(year: int, first: int, last: int) -> str:
    if first == last:
        return month_text(year, first)
    if last - first == 2 and last % 3 == 0:
        return quarter_text(year, last // 3)
    return {
        (1, 6): f"6 tháng đầu năm {year}",
        (7, 12): f"6 tháng cuối năm {year}",
        (1, 9): f"9 tháng đầu năm {year}",
    }.get((first, last), "")


def _in_order(start: date, end: date) -> None:
    if end < start:
        raise ValueError("the period ends before it starts")
