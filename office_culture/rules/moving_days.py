"""Moving the days of a plan, a round or a campaign into the period of the next one."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """Whole months where both periods begin on the same day of the month, otherwise days."""

    months: int = 0
    days: int = 0

    @classmethod
    def between(cls, former: datetime.date, new: datetime.date) -> Move:
        """The move that brings the first day of one period to that of another."""
        if former.day == new.day:
            return cls(months=12 * (new.year - former.year) + new.month - former.month)
        return cls(days=(new - former).days)

    def day(self, day: datetime.date) -> datetime.date:
        """The moved day; the last day of a month stays the last one. Raises `OverflowError` beyond the year 9999."""
        if not self.months:
            return day + datetime.timedelta(days=self.days)
        count = 12 * day.year + day.month - 1 + self.months
        year, month = count // 12, count % 12 + 1
        if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
            raise OverflowError
        last = calendar.monthrange(year, month)[1]
        was_last = day.day == calendar.monthrange(day.year, day.month)[1]
        return datetime.date(year, month, last if was_last else min(day.day, last))

    @property
    def years(self) -> int:
        """The whole years of the move, the nearest number of them."""
        return round(self.months / 12 if self.months else self.days / 365.25)


def next_start(first: datetime.date, last: datetime.date | None) -> datetime.date:
    """The first day of the following period: the same day so many whole years later that the former one is over."""
    years = max(1, (last.year - first.year + 1)) if last else 1
    return Move(months=12 * years).day(first)


# Years of plans, not those in numbers and days of documents.
_YEARS = re.compile(
    r"\b((?:năm|giai đoạn|nhiệm kỳ)\s+)((?:19|20)\d\d)(\s*[-–]\s*)?((?:19|20)\d\d)?\b", re.IGNORECASE
)


def with_years_moved(text: str, years: int) -> str:
    """The text with the years after "năm" or "giai đoạn" moved along; "ngày … năm 2025" and numbers stay."""

    def moved(found: re.Match[str]) -> str:
        if re.search(r"\btháng\s+\d+\s+$", text[: found.start()]):
            return found[0]
        later = [str(int(year) + years) if year else "" for year in (found[2], found[4])]
        return f"{found[1]}{later[0]}{found[3] or ''}{later[1]}"

    return _YEARS.sub(moved, text)


def renamed(name: str, former: int, new: int) -> str:
    """The name with each year moved along: "Kế hoạch năm 2025" becomes "Kế hoạch năm 2026"."""
    moved = new - former
    return re.sub(r"\b(?:19|20)\d\d\b", lambda year: str(int(year[0]) + moved), name)
