"""What was measured in a period, indicator by indicator."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from campaign.models import Indicator, IndicatorTarget, IndicatorValue
from office_culture.rules.facts import FactScope
from office_culture.text.periods import period_text


@dataclass(frozen=True, slots=True)
class Measured:
    """One value with its target, both as numbers and as papers print them.

    `period` names the period in a sentence, `when` in a table; `year` is the calendar year that it is, if it is one.
    """

    row: int
    year: int | None
    when: str
    period: str
    value: Decimal
    told: str
    printed: str
    target: Decimal | None
    target_told: str
    target_row: int | None
    met: bool | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class IndicatorCourse:
    """The values of the scope's unit in order of time, at least one."""

    code: str
    name: str
    unit_of_measure: str
    higher_is_better: bool
    topic: str
    decimals: int
    values: tuple[Measured, ...]

    @property
    def last(self) -> Measured:
        return self.values[-1]


def indicator_courses(scope: FactScope) -> tuple[IndicatorCourse, ...]:
    """What was measured of the scope's own unit within the period; percentages of units cannot be added up."""
    rows = (
        IndicatorValue.objects.filter(unit=scope.unit_id)
        .within(scope.start, scope.end)
        .select_related("indicator")
        .order_by("indicator__position", "indicator__name", "indicator", "period_start")
    )
    targets = {
        (row.indicator_id, row.year): row for row in IndicatorTarget.objects.filter(unit=scope.unit_id)
    }
    return tuple(
        _course(indicator, list(values), targets)
        for indicator, values in groupby(rows, key=lambda row: row.indicator)
    )


def _course(
    indicator: Indicator, rows: list[IndicatorValue], targets: dict[tuple[int, int], IndicatorTarget]
) -> IndicatorCourse:
    return IndicatorCourse(
        code=indicator.code,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        higher_is_better=indicator.higher_is_better,
        topic=indicator.topic,
        decimals=indicator.decimals,
        values=tuple(
            _measured(indicator, row, targets.get((indicator.pk, row.period_end.year))) for row in rows
        ),
    )


def _measured(indicator: Indicator, row: IndicatorValue, target: IndicatorTarget | None) -> Measured:
    return Measured(
        row=row.pk,
        year=row.period_start.year if row.is_a_year else None,
        when=row.when,
        period=period_text(row.period_start, row.period_end),
        value=row.value,
        told=indicator.told(row.value),
        printed=indicator.printed(row.value),
        target=target.value if target else None,
        target_told=indicator.told(target.value) if target else "",
        target_row=target.pk if target else None,
        met=indicator.is_met(row.value, target.value) if target else None,
        confirmed=row.confirmed,
    )
