"""Pledges of the years of a period, with the outcomes of their targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Pledge, PledgeOutcome, PledgeTarget, TargetSense
from campaign.selectors.outcomes import PledgeOutcomes, by_outcome, known_by, outcome_figures, together
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import count, many, rows_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import UnitNames, last_day, names_in
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.numbers import measured, number


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target as a table shows it."""

    unit: str
    criterion: str
    sense: str
    target: Decimal | None
    achieved: Decimal | None
    unit_of_measure: str
    outcome: PledgeOutcome

    @property
    def target_text(self) -> str:
        """The target as printed, "≥ 95%"; "" where it has no number."""
        sign = "≤" if self.sense == TargetSense.AT_MOST else "≥"
        return f"{sign} {self._measured(self.target)}" if self.target is not None else ""

    @property
    def achieved_text(self) -> str:
        """The value achieved as printed, "97,2%"; "" without one."""
        return self._measured(self.achieved) if self.achieved is not None else ""

    def _measured(self, value: Decimal) -> str:
        return measured(number(value), self.unit_of_measure)


@dataclass(frozen=True, slots=True)
class PledgeYear:
    """The pledges of one year: how many units signed, and their targets."""

    year: int
    pledges: tuple[int, ...]
    units: int
    targets: PledgeOutcomes
    rows: tuple[TargetRow, ...]
    figures: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Pledges:
    """The pledges of a period by year, and their number; `figures` are the facts of all their targets."""

    years: tuple[PledgeYear, ...]
    count: Fact
    figures: Mapping[str, Fact]


def _pledge_rows(scope: FactScope) -> QuerySet[Pledge]:
    pledges: QuerySet[Pledge] = Pledge.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, year="year"),
        known_by("signed_on", scope.as_of),
        year__gte=scope.start.year,
        year__lte=scope.end.year,
    )
    if scope.campaign_id is not None:
        pledges = pledges.filter(Q(campaign__isnull=True) | Q(campaign=scope.campaign_id))
    return _in_office_order(pledges)


def _target_rows(scope: FactScope) -> QuerySet[PledgeTarget]:
    rows: QuerySet[PledgeTarget] = PledgeTarget.objects.filter(
        pledge__in=_pledge_rows(scope).order_by().values("pk")
    )
    return rows


@reads(_pledge_rows, _target_rows)
def pledges_of(scope: FactScope, pledges: list[Pledge], targets_of_all: list[PledgeTarget]) -> Pledges:
    """The pledges within the scope, for papers."""
    years = _pledge_years(pledges, targets_of_all, names_in(scope, scope.as_of))
    rows = (row for year in years for row in year.pledges)
    targets = together([year.targets for year in years])
    return Pledges(
        years,
        many("pledges.count", gettext("pledges signed"), "campaign.pledge", rows),
        outcome_figures("pledges", "targets", gettext("targets pledged"), targets, "campaign.pledgetarget"),
    )


def _in_office_order(pledges: QuerySet[Pledge]) -> QuerySet[Pledge]:
    return pledges.select_related("unit").order_by("year", "unit__position", "unit__sort_key", "pk")


def pledges_by_year(pledges: QuerySet[Pledge]) -> tuple[PledgeYear, ...]:
    """These pledges with their targets, oldest year first, with the names that units have today."""
    every = list(_in_office_order(pledges))
    targets = PledgeTarget.objects.filter(pledge__in=every)
    return _pledge_years(every, targets, UnitNames(timezone.localdate()))


def _pledge_years(
    pledges: list[Pledge], targets: Iterable[PledgeTarget], named: UnitNames
) -> tuple[PledgeYear, ...]:
    by_pledge: dict[int, list[PledgeTarget]] = {pledge.pk: [] for pledge in pledges}
    for target in targets:
        by_pledge[target.pledge_id].append(target)
    return tuple(
        _pledge_year(year, [(pledge, by_pledge[pledge.pk]) for pledge in rows], named)
        for year, rows in groupby(pledges, key=lambda row: row.year)
    )


def _pledge_year(year: int, signed: list[tuple[Pledge, list[PledgeTarget]]], named: UnitNames) -> PledgeYear:
    pledges = [pledge for pledge, _targets in signed]
    targets = [(pledge, target) for pledge, of_pledge in signed for target in of_pledge]
    outcomes = by_outcome((target for _pledge, target in targets), lambda target: target.outcome)
    units = len({pledge.unit_id for pledge in pledges})
    key, of = f"pledges.{year}", {"year": year}
    rows = rows_of("campaign.pledge", (pledge.pk for pledge in pledges))
    number_signed = count(f"{key}.count", gettext("pledges signed for %(year)s") % of, len(pledges), rows)
    signers = count(f"{key}.units", gettext("units that signed a pledge for %(year)s") % of, units, rows)
    label = gettext("targets pledged for %(year)s") % of
    return PledgeYear(
        year=year,
        pledges=rows.lookups["pk__in"],
        units=units,
        targets=outcomes,
        rows=tuple(_target(pledge, target, named) for pledge, target in targets),
        figures={
            "count": number_signed,
            "units": signers,
            **outcome_figures(key, "targets", label, outcomes, "campaign.pledgetarget"),
        },
    )


def _target(pledge: Pledge, target: PledgeTarget, named: UnitNames) -> TargetRow:
    return TargetRow(
        unit=named.name(pledge.unit, last_day(pledge.year)),
        criterion=target.criterion,
        sense=target.sense,
        target=target.target,
        achieved=target.achieved,
        unit_of_measure=target.unit_of_measure,
        outcome=target.outcome,
    )


def _pledges_listed(found: Pledges) -> Iterable[Fact]:
    """Facts named `pledges.2021.count`, `pledges.2021.targets`, `pledges.2021.kept` and so on."""
    by_year = (fact for year in found.years for fact in year.figures.values())
    return (found.count, *found.figures.values(), *by_year)


registry.register(
    FactSource(
        "pledges",
        _("Emulation pledges"),
        pledges_of,
        _pledges_listed,
        nouns={
            "count": (
                "bản giao ước",
                "giao ước thi đua | ký kết",
            ),
            "units": ("đơn vị | ký giao ước",),
            "targets": ("chỉ tiêu | giao ước",),
            "kept": ("chỉ tiêu đạt",),
            "missed": (
                "chỉ tiêu không đạt",
                "chỉ tiêu | giao ước | không đạt",
            ),
            "unknown": (
                "chỉ tiêu | chưa đến kỳ đánh giá",
                "chỉ tiêu | giao ước | chưa đến kỳ đánh giá",
            ),
        },
    )
)
