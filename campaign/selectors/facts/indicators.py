"""Facts on indicators."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.facts.build import rows_of
from campaign.selectors.indicators import IndicatorCourse, Measured, indicator_courses
from office_culture.rules.facts import Better, Fact, FactScope, ListedFacts


class IndicatorFacts(ListedFacts):
    """`indicator.<name in narratives>` is the last value of the period, with `.when` and `.target` behind it.

    `indicator.<name>.2021` is the value of one whole year.
    """

    prefix = "indicator"
    title = _("Indicators")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        for course in indicator_courses(scope):
            yield from _of(course)


def _of(course: IndicatorCourse) -> Iterable[Fact]:
    key, last = f"indicator.{course.code}", course.last
    names = {"name": course.name}
    better = Better.HIGHER if course.higher_is_better else Better.LOWER
    yield _value(key, gettext("%(name)s, the last value of the period") % names, last, better)
    yield Fact(
        f"{key}.when",
        gettext("%(name)s, period of the last value") % names,
        last.period,
        last.period,
        rows_of("indicatorvalue", [last.row]),
    )
    if last.target_row is not None:
        yield _target(f"{key}.target", gettext("%(name)s, target of the last value") % names, last)
    for measured in course.values:
        if measured.year is not None:
            named = {**names, "year": measured.year}
            yield _value(f"{key}.{measured.year}", gettext("%(name)s, %(year)s") % named, measured, better)
            if measured.target_row is not None:
                label = gettext("%(name)s, target of %(year)s") % named
                yield _target(f"{key}.{measured.year}.target", label, measured)


def _value(key: str, label: str, measured: Measured, better: Better) -> Fact:
    rows = rows_of("indicatorvalue", [measured.row])
    return Fact(key, label, measured.value, measured.told, rows, confirmed=measured.confirmed, better=better)


def _target(key: str, label: str, measured: Measured) -> Fact:
    target: Any = measured.target_row
    return Fact(key, label, measured.target, measured.target_told, rows_of("indicatortarget", [target]))
