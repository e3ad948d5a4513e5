"""Checks of records whose day nobody knows: they count with their whole year, and those left out are named."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import CommunicationActivity, Innovation
from campaign.report.preflight.material import Material
from campaign.report.preflight.registry import About, checks
from office_culture.models import InspectionRound
from office_culture.models.placing import perhaps_within_period
from office_culture.rules.facts import FactScope
from office_culture.rules.issues import Issue, Severity
from office_culture.selectors.unit_places import UnitPlaces

# The kinds of record that count with their year: the column of the day and that of the year.
WITH_YEARS: tuple[tuple[Any, str, str], ...] = (
    (CommunicationActivity, "held_on", "held_in"),
    (InspectionRound, "start", "year"),
)


def _left_out(scope: FactScope) -> QuerySet[Any, tuple[int, int]]:
    """Kind and key of the records of which nobody knows whether they belong to the period."""
    days = scope.start, min(scope.end, scope.as_of)
    within = scope.once(UnitPlaces).within_on(scope.unit_path, scope.end)
    first, *others = (
        model.objects.filter(within, perhaps_within_period(day, year, *days))
        .order_by()
        .annotate(of_kind=Value(place, IntegerField()), record_key=F("pk"))
        .values_list("of_kind", "record_key")
        for place, (model, day, year) in enumerate(WITH_YEARS)
    )
    union: QuerySet[Any, tuple[int, int]] = first.union(*others, all=True)
    return union


@checks.register("days-not-known", _("Records of which only the year is known"), About.FIGURES, _left_out)
def left_out(found: Material) -> Iterator[Issue]:
    """Records of a year of which the period has only some days: nobody knows whether they belong to it."""
    rows = sorted(found.rows(_left_out))
    for place, (model, _day, _year) in enumerate(WITH_YEARS):
        keys = [key for kind, key in rows if kind == place]
        if keys:
            sentence = _(
                "%(number)s of “%(kind)s” have no day, and the period only some of their year: left out."
            )
            yield Issue(
                "days-not-known",
                Severity.WARNING,
                sentence % {"number": len(keys), "kind": model._meta.verbose_name_plural},
                model._meta.label,
                ",".join(map(str, keys)),
                found.rows_page(model._meta.label_lower, keys),
            )


def _without_year(scope: FactScope) -> QuerySet[Innovation]:
    within = scope.once(UnitPlaces).within_on(scope.unit_path, scope.end)
    rows: QuerySet[Innovation] = Innovation.objects.filter(within, placed_in=0)
    return rows.only("pk").order_by("pk")


@checks.register("years-not-known", _("Innovations of which no year is known"), About.FIGURES, _without_year)
def innovations_without_a_year(found: Material) -> Iterator[Issue]:
    """Innovations with neither a year nor a day of recognition: nobody knows whether they belong to the period."""
    if keys := [row.pk for row in found.rows(_without_year)]:
        yield Issue(
            "years-not-known",
            Severity.WARNING,
            gettext("%(number)s innovations have neither a year nor a day of recognition: left out.")
            % {"number": len(keys)},
            Innovation._meta.label,
            ",".join(map(str, keys)),
            found.rows_page(Innovation._meta.label_lower, keys),
        )
