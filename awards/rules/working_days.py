"""Working days: every day but Saturdays, Sundays and holidays, and days of weekends that are worked instead."""

import datetime
from collections.abc import Collection


def is_working_day(
    day: datetime.date, off: Collection[datetime.date] = (), worked: Collection[datetime.date] = ()
) -> bool:
    """Whether the office works on `day`; a day in `worked` is a working day, whatever day of the week it is."""
    return day in worked or (day.isoweekday() <= 5 and day not in off)


def working_day_after(
    start: datetime.date,
    days: int,
    off: Collection[datetime.date] = (),
    worked: Collection[datetime.date] = (),
) -> datetime.date:
    """The `days`-th working day after `start`; the day itself does not count (Civil Code 2015, Article 147)."""
    if days < 0:
        raise ValueError("A period is not negative.")
    day = start
    while days:
        day += datetime.timedelta(days=1)
        days -= is_working_day(day, off, worked)
    return day
