"""Figures in order of time, for the charts of the screen."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone

from campaign.models import (
    CaseFileReturn,
    DigitalShare,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    ReformRank,
)
from office_culture.selectors.unit_names import UnitNames
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User

MOST_POINTS = 24
MOST_UNITS = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of a series; `target` is None without one."""

    when: str
    value: Decimal
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class UnitSeries:
    """The values of one unit, the oldest first."""

    unit: str
    dots: tuple[Dot, ...]


def indicator_series(indicator: Indicator, user: "User") -> list[UnitSeries]:
    """The values of each unit that `user` may see; at most the last `MOST_POINTS` periods and `MOST_UNITS` units."""
    targets = {
        (row.unit_id, row.year): row.value for row in IndicatorTarget.objects.filter(indicator=indicator)
    }
    rows = (
        IndicatorValue.objects.visible_to(user)
        .filter(indicator=indicator)
        .select_related("unit")
        .order_by("unit__path", "period_start")
    )
    found = []
    named = UnitNames(timezone.localdate())
    for _path, values in groupby(rows, key=lambda row: row.unit.path):
        chain = list(values)[-MOST_POINTS:]
        dots = tuple(
            Dot(row.when, row.value, targets.get((row.unit_id, row.period_end.year))) for row in chain
        )
        found.append(UnitSeries(named.name(chain[-1].unit, chain[-1].period_end), dots))
    return found[:MOST_UNITS]


def rank_series(rank: ReformRank) -> list[ReformRank]:
    """The unit's places in the same index, year by year."""
    rows = ReformRank.objects.filter(unit=rank.unit_id, indicator=rank.indicator_id).order_by("-year")
    return list(rows[:MOST_POINTS])[::-1]


def share_series(share: DigitalShare) -> tuple[Dot, ...]:
    """The unit's shares of the same indicator, period by period."""
    rows = DigitalShare.objects.filter(unit=share.unit_id, indicator=share.indicator_id).order_by(
        "-period_start"
    )
    return tuple(
        Dot(span(row.period_start, row.period_end), row.percent, row.target)
        for row in list(rows[:MOST_POINTS])[::-1]
    )


def return_series(case_files: CaseFileReturn) -> list[CaseFileReturn]:
    """The returns of the unit up to this one."""
    rows = CaseFileReturn.objects.filter(
        unit=case_files.unit_id, period_end__lte=case_files.period_end
    ).order_by("-period_start")
    return list(rows[:MOST_POINTS])[::-1]


def span(start: datetime.date, end: datetime.date) -> str:
    """A short name for a period: 2022, 05/2022 for a month begun or whole, else both days."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%m/%Y}"
    return f"{numeric(start)} – {numeric(end)}"


def targets_of(dots: Iterable[Dot]) -> list[float | None]:
    """What was aimed at, for a chart."""
    return [None if dot.target is None else float(dot.target) for dot in dots]
