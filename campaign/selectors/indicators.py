"""What was measured in a period, indicator by indicator."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Indicator, IndicatorTarget, IndicatorValue
from office_culture.rules.facts import Better, Fact, FactScope, FactSource, registry
from office_culture.rules.figures import rows_of
from office_culture.selectors.reading import reads
from office_culture.text.periods import period_text


@dataclass(frozen=True, slots=True)
class Measured:
    """One value with its target, if there is one, and whether it was met.

    `period` names the period in a sentence, `when` in a table. The figures of a whole year are cited by the year, the
    last ones of the report without; others cannot be cited, so they have no key.
    """

    whole_year: bool
    when: str
    period: str
    value: Decimal
    figure: Fact
    target: Fact | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class IndicatorCourse:
    """The values of the scope's unit in order of time, at least one. `last` are the facts of the last value."""

    name: str
    unit_of_measure: str
    higher_is_better: bool
    topic: str
    decimals: int
    values: tuple[Measured, ...]
    last: tuple[Fact, ...]


def _value_rows(scope: FactScope) -> QuerySet[IndicatorValue]:
    values = IndicatorValue.objects.filter(unit=scope.unit_id).within(scope.start, scope.end)
    rows: QuerySet[IndicatorValue] = values.select_related("indicator")
    return rows.order_by("indicator__position", "indicator__name", "indicator", "period_start")


def _target_rows(scope: FactScope) -> QuerySet[IndicatorTarget]:
    rows: QuerySet[IndicatorTarget] = IndicatorTarget.objects.filter(unit=scope.unit_id)
    return rows


@reads(_value_rows, _target_rows)
def indicator_courses(
    scope: FactScope, rows: list[IndicatorValue], aimed_at: list[IndicatorTarget]
) -> tuple[IndicatorCourse, ...]:
    """The values of the scope's own unit within the period, by indicator; percentages of units cannot be added up."""
    targets = {(row.indicator_id, row.year): row for row in aimed_at}
    return tuple(
        _course(indicator, list(values), targets)
        for indicator, values in groupby(rows, key=lambda row: row.indicator)
    )


def _course(
    indicator: Indicator, rows: list[IndicatorValue], targets: dict[tuple[int, int], IndicatorTarget]
) -> IndicatorCourse:
    aimed = {row.pk: targets.get((indicator.pk, row.period_end.year)) for row in rows}
    last = rows[-1]
    return IndicatorCourse(
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        higher_is_better=indicator.higher_is_better,
        topic=indicator.topic,
        decimals=indicator.decimals,
        values=tuple(_measured(indicator, row, aimed[row.pk], is_last=row is last) for row in rows),
        last=tuple(_of_the_last(indicator, last, aimed[last.pk])),
    )


def _measured(
    indicator: Indicator, row: IndicatorValue, target: IndicatorTarget | None, *, is_last: bool
) -> Measured:
    year = row.period_start.year if row.is_a_year else None
    named = {"name": indicator.name, "year": year}
    key = f"indicator.{indicator.code}" if is_last else ""
    label, aim = (
        gettext("%(name)s, the last value of the period"),
        gettext("%(name)s, target of the last value"),
    )
    if year is not None:
        key, label, aim = (
            f"indicator.{indicator.code}.{year}",
            gettext("%(name)s, %(year)s"),
            gettext("%(name)s, target of %(year)s"),
        )
    return Measured(
        whole_year=year is not None,
        when=row.when,
        period=period_text(row.period_start, row.period_end),
        value=row.value,
        figure=_value(key, label % named, indicator, row),
        target=_target(key, aim % named, indicator, target) if target else None,
        met=indicator.is_met(row.value, target.value) if target else None,
    )


def _of_the_last(indicator: Indicator, row: IndicatorValue, target: IndicatorTarget | None) -> Iterator[Fact]:
    key, named = f"indicator.{indicator.code}", {"name": indicator.name}
    yield _value(key, gettext("%(name)s, the last value of the period") % named, indicator, row)
    period = period_text(row.period_start, row.period_end)
    label = gettext("%(name)s, period of the last value") % named
    yield Fact(f"{key}.when", label, period, period, rows_of("campaign.indicatorvalue", [row.pk]))
    if target is not None:
        yield _target(key, gettext("%(name)s, target of the last value") % named, indicator, target)


def _value(key: str, label: str, indicator: Indicator, row: IndicatorValue) -> Fact:
    return Fact(
        key,
        label,
        row.value,
        indicator.with_unit(row.value),
        rows_of("campaign.indicatorvalue", [row.pk]),
        confirmed=row.confirmed,
        better=Better.HIGHER if indicator.higher_is_better else Better.LOWER,
        cell=indicator.printed(row.value),
        of=indicator.name,
    )


def _target(key: str, label: str, indicator: Indicator, target: IndicatorTarget) -> Fact:
    rows = rows_of("campaign.indicatortarget", [target.pk])
    key = f"{key}.target" if key else ""
    return Fact(key, label, target.value, indicator.with_unit(target.value), rows, of=indicator.name)


def _listed(found: tuple[IndicatorCourse, ...]) -> Iterator[Fact]:
    """Facts named `indicator.<name in narratives>` for the last value, with `.when` and `.target` behind it.

    `indicator.<name>.2021` is the value of one whole year.
    """
    for course in found:
        yield from course.last
        for measured in course.values:
            if measured.whole_year:
                yield measured.figure
                if measured.target is not None:
                    yield measured.target


registry.register(
    FactSource(
        "indicator",
        _("Indicators"),
        indicator_courses,
        _listed,
        nouns={
            "*.target": ("{unit} | mục tiêu",),
            "*": ("{unit}",),
        },
    )
)
