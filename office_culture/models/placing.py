"""Whether a record belongs to a period where its source tells the year only, and not the day."""

import datetime
from typing import Any

from django.db.models import Q


def within_period(day: str, year: str, start: datetime.date, end: datetime.date) -> Q:
    """The condition that the column `day` lies from `start` to `end`; where it is empty, that its whole `year` does."""
    first = start.year if start == datetime.date(start.year, 1, 1) else start.year + 1
    last = end.year if end == datetime.date(end.year, 12, 31) else end.year - 1
    return Q(**{f"{day}__gte": start, f"{day}__lte": end}) | Q(
        **{f"{day}__isnull": True, f"{year}__gte": first, f"{year}__lte": last}
    )


def perhaps_within_period(day: str, year: str, start: datetime.date, end: datetime.date) -> Q:
    """The condition that the day is not known and only some of the days of its year lie from `start` to `end`."""
    touching: dict[str, Any] = {f"{year}__gte": start.year, f"{year}__lte": end.year}
    return Q(**{f"{day}__isnull": True}, **touching) & ~within_period(day, year, start, end)
