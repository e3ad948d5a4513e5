"""Pledges and registrations of the years of a period, with their outcomes."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Pledge, PledgeOutcome, PledgeTarget, TargetSense, TitleRegistration, TitleSubject
from campaign.selectors.receipts import Receipt, received
from office_culture.models import Document
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import count, many, rows_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import UnitNames, last_day, names_in
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.numbers import measured, number


@dataclass(frozen=True, slots=True)
class PledgeOutcomes:
    """Targets or registrations by outcome, as primary keys; each is in exactly one of the three."""

    kept: tuple[int, ...] = ()
    missed: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        return (*self.kept, *self.missed, *self.unknown)

    @property
    def count(self) -> int:
        return len(self.rows)


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
class Settled:
    """One registration and its outcome; `on_record` says that the title is among the awards received."""

    registration: TitleRegistration
    outcome: PledgeOutcome
    decision: Document | None
    on_record: bool

    @property
    def pk(self) -> int:
        return self.registration.pk

    @property
    def subject(self) -> str:
        return self.registration.title.subject

    @property
    def unproved(self) -> bool:
        """Whether it was entered as achieved, but no award received confirms it."""
        return self.outcome == PledgeOutcome.YES and not self.on_record


@dataclass(frozen=True, slots=True)
class TitleCount:
    """One title in one year: how many registered, and how many achieved it."""

    row: int
    name: str
    subject: str
    counts: PledgeOutcomes
    figures: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class RegistrationYear:
    """The registrations of one year by title."""

    year: int
    collectives: PledgeOutcomes
    individuals: PledgeOutcomes
    titles: tuple[TitleCount, ...]
    figures: tuple[Fact, ...]

    @property
    def count(self) -> int:
        return self.collectives.count + self.individuals.count


@dataclass(frozen=True, slots=True)
class Pledges:
    """The pledges of a period by year, and their number; `figures` are the facts of all their targets."""

    years: tuple[PledgeYear, ...]
    count: Fact
    figures: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Registrations:
    """The registrations of a period by year; `figures` are their number and outcomes."""

    years: tuple[RegistrationYear, ...]
    figures: Mapping[str, Fact]


def _pledge_rows(scope: FactScope) -> QuerySet[Pledge]:
    pledges: QuerySet[Pledge] = Pledge.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, year="year"),
        _by("signed_on", scope.as_of),
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


def _registration_rows(scope: FactScope) -> QuerySet[TitleRegistration]:
    registrations: QuerySet[TitleRegistration] = TitleRegistration.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, year="year"),
        _by("registered_on", scope.as_of),
        year__gte=scope.start.year,
        year__lte=scope.end.year,
    )
    return _in_order_of_titles(registrations)


@reads(_pledge_rows, _target_rows)
def pledges_of(scope: FactScope, pledges: list[Pledge], targets_of_all: list[PledgeTarget]) -> Pledges:
    """The pledges within the scope, for papers."""
    years = _pledge_years(pledges, targets_of_all, names_in(scope, scope.as_of))
    rows = (row for year in years for row in year.pledges)
    targets = _together([year.targets for year in years])
    return Pledges(
        years,
        many("pledges.count", gettext("pledges signed"), "campaign.pledge", rows),
        _figures("pledges", "targets", gettext("targets pledged"), targets, "campaign.pledgetarget"),
    )


@reads(_registration_rows)
def registrations_of(scope: FactScope, registrations: list[TitleRegistration]) -> Registrations:
    """The registrations within the scope, for papers."""
    years = _registration_years(registrations, by=scope.as_of)
    every = _together([counts for year in years for counts in (year.collectives, year.individuals)])
    label = gettext("registrations for titles")
    return Registrations(
        years, _figures("registrations", "count", label, every, "campaign.titleregistration")
    )


def _together(counts: Iterable[PledgeOutcomes]) -> PledgeOutcomes:
    """The counts merged into one."""
    every = list(counts)
    return PledgeOutcomes(
        tuple(row for item in every for row in item.kept),
        tuple(row for entry in every for row in entry.missed),
        tuple(row for element in every for row in element.unknown),
    )


def _by(column: str, day: datetime.date) -> Q:
    """The condition that the day of `column` is not after `day`; without a day, that its year has begun by then."""
    return Q(**{f"{column}__lte": day}) | Q(**{f"{column}__isnull": True, "year__lte": day.year})


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
    outcomes = _by_outcome((target for _pledge, target in targets), lambda target: target.outcome)
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
            **_figures(key, "targets", label, outcomes, "campaign.pledgetarget"),
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


def _in_order_of_titles(registrations: QuerySet[TitleRegistration]) -> QuerySet[TitleRegistration]:
    return registrations.select_related("title").order_by(
        "year", "title__position", "title__name", "title", "pk"
    )


def registrations_by_year(registrations: QuerySet[TitleRegistration]) -> tuple[RegistrationYear, ...]:
    """These registrations counted by title, oldest year first."""
    return _registration_years(_in_order_of_titles(registrations))


def _registration_years(
    registrations: Iterable[TitleRegistration], *, by: datetime.date | None = None
) -> tuple[RegistrationYear, ...]:
    """These registrations in their order; with a day what was achieved by then."""
    return tuple(
        _registration_year(year, list(rows))
        for year, rows in groupby(settled(registrations, by=by), key=lambda row: row.registration.year)
    )


def settled(
    registrations: Iterable[TitleRegistration], *, by: datetime.date | None = None
) -> tuple[Settled, ...]:
    """The outcome of each registration: achieved if the title is on record as received, else as entered."""
    rows = list(registrations)
    receipts = received(rows, by=by)
    return tuple(_settle(row, receipts.get(row.pk)) for row in rows)


def _settle(registration: TitleRegistration, receipt: Receipt | None) -> Settled:
    if receipt is None:
        return Settled(
            registration, PledgeOutcome(registration.outcome), registration.decision, on_record=False
        )
    return Settled(registration, PledgeOutcome.YES, receipt.decision or registration.decision, on_record=True)


def _registration_year(year: int, rows: list[Settled]) -> RegistrationYear:
    by_title = [list(group) for _title, group in groupby(rows, key=lambda row: row.registration.title_id)]
    collectives = _outcomes(row for row in rows if row.subject == TitleSubject.COLLECTIVE)
    individuals = _outcomes(row for row in rows if row.subject == TitleSubject.INDIVIDUAL)
    titles = tuple(_title_count(year, group) for group in by_title)
    return RegistrationYear(
        year=year,
        collectives=collectives,
        individuals=individuals,
        titles=titles,
        figures=tuple(_of_a_year(year, collectives, individuals, titles)),
    )


def _title_count(year: int, rows: list[Settled]) -> TitleCount:
    title, counts = rows[0].registration.title, _outcomes(rows)
    key = f"registrations.{year}.title.{title.pk}"
    label = gettext("registrations for “%(title)s”, %(year)s") % {"title": title.name, "year": year}
    figures = _figures(key, "count", label, counts, "campaign.titleregistration", title.name)
    return TitleCount(title.pk, title.name, rows[0].subject, counts, figures)


def _of_a_year(
    year: int, collectives: PledgeOutcomes, individuals: PledgeOutcomes, titles: tuple[TitleCount, ...]
) -> Iterator[Fact]:
    for name, label, counts in (
        ("collectives", gettext("registrations of collectives for %(year)s"), collectives),
        ("individuals", gettext("registrations of individuals for %(year)s"), individuals),
    ):
        key, model = f"registrations.{year}.{name}", "campaign.titleregistration"
        yield from _figures(key, "count", label % {"year": year}, counts, model).values()
    for title in titles:
        yield from title.figures.values()


def _figures(
    key: str, of_all: str, label: str, counts: PledgeOutcomes, model: str, of: str = ""
) -> dict[str, Fact]:
    """The number of all, under the name `of_all`, and the numbers by outcome, as facts."""
    return {
        name: many(f"{key}.{name}", what % {"what": label}, model, rows, of=of)
        for name, what, rows in (
            (of_all, "%(what)s", counts.rows),
            ("kept", gettext("%(what)s: achieved"), counts.kept),
            ("missed", gettext("%(what)s: not achieved"), counts.missed),
            ("unknown", gettext("%(what)s: not known yet"), counts.unknown),
        )
    }


def _outcomes(rows: Iterable[Settled]) -> PledgeOutcomes:
    return _by_outcome(rows, lambda row: row.outcome)


def _by_outcome(rows: Iterable[Any], outcome: Callable[[Any], str]) -> PledgeOutcomes:
    every = [(row.pk, outcome(row)) for row in rows]

    def those(wanted: PledgeOutcome) -> tuple[int, ...]:
        return tuple(pk for pk, found in every if found == wanted)

    return PledgeOutcomes(those(PledgeOutcome.YES), those(PledgeOutcome.NO), those(PledgeOutcome.UNKNOWN))


def _pledges_listed(found: Pledges) -> Iterable[Fact]:
    """Facts named `pledges.2021.count`, `pledges.2021.targets`, `pledges.2021.kept` and so on."""
    by_year = (fact for year in found.years for fact in year.figures.values())
    return (found.count, *found.figures.values(), *by_year)


def _registrations_listed(found: Registrations) -> Iterable[Fact]:
    """Facts named `registrations.2021.collectives.count`, `registrations.2021.individuals.kept` and by title."""
    return (*found.figures.values(), *(fact for year in found.years for fact in year.figures))


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
registry.register(
    FactSource(
        "registrations",
        _("Registrations for titles"),
        registrations_of,
        _registrations_listed,
        nouns={
            f"{key}{name}": tuple(f"{noun} | đăng ký{outcome}{title}" for noun in nouns)
            for key, nouns, title in (
                ("", ("lượt",), ""),
                ("collectives.", ("tập thể",), ""),
                ("individuals.", ("cá nhân",), ""),
                ("title.*.", ("lượt", "tập thể", "cá nhân"), " | {of}"),
            )
            for name, outcome in (
                ("count", ""),
                ("kept", " | đạt danh hiệu"),
                ("missed", " | không đạt danh hiệu"),
                ("unknown", " | chưa đến kỳ đánh giá"),
            )
        },
    )
)
