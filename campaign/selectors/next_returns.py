"""The next return of a one-stop desk, filled in from the last one."""

import calendar
import datetime
from typing import TYPE_CHECKING, Any

from campaign.models import CaseFileReturn

if TYPE_CHECKING:
    from office_culture.models import User

# Whole months; a period of that length that begins where such periods do is followed by one of the same length.
REGULAR = (1, 3, 6, 12)


def following_period(start: datetime.date, end: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The period after this one: the next month, quarter, half-year or year, otherwise the rest of the month."""
    first = end + datetime.timedelta(days=1)
    months = 12 * (first.year - start.year) + first.month - start.month
    whole_months = start.day == first.day == 1
    if not (whole_months and months in REGULAR and (start.month - 1) % months == 0):
        months = 1
    return first, _last_day(first, months)


def _last_day(first: datetime.date, months: int) -> datetime.date:
    count = first.month - 1 + months - 1
    year, month = first.year + count // 12, count % 12 + 1
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def next_return(user: "User", unit: int | None = None) -> dict[str, Any]:
    """Initial values of a new return: unit, period, carried over and source, from the last one within the scope.

    Without `unit` it is the unit of the account, else the only one with returns; {} where that is not clear.
    """
    rows = CaseFileReturn.objects.visible_to(user)
    if unit is None:
        unit = _whose(user, set(rows.order_by().values_list("unit", flat=True).distinct()[:2]))
    last = rows.filter(unit=unit).order_by("-period_end").first() if unit else None
    if last is None:
        return {}
    start, end = following_period(last.period_start, last.period_end)
    return {
        "unit": last.unit_id,
        "period_start": start,
        "period_end": end,
        "carried_over": last.counts["in_progress"],
        "source": last.source,
    }


def _whose(user: "User", units: set[int]) -> int | None:
    if user.unit_id in units:
        return user.unit_id
    return units.pop() if len(units) == 1 else None
