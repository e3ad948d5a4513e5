"""Registrations for titles of the years of a period, with their outcomes."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import PledgeOutcome, TitleRegistration, TitleSubject
from campaign.selectors.outcomes import PledgeOutcomes, by_outcome, known_by, outcome_figures, together
from campaign.selectors.receipts import Receipt, received
from office_culture.models import Document
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces


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
class Registrations:
    """The registrations of a period by year; `figures` are their number and outcomes."""

    years: tuple[RegistrationYear, ...]
    figures: Mapping[str, Fact]


def _registration_rows(scope: FactScope) -> QuerySet[TitleRegistration]:
    registrations: QuerySet[TitleRegistration] = TitleRegistration.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, year="year"),
        known_by("registered_on", scope.as_of),
        year__gte=scope.start.year,
        year__lte=scope.end.year,
    )
    return _in_order_of_titles(registrations)


@reads(_registration_rows)
def registrations_of(scope: FactScope, registrations: list[TitleRegistration]) -> Registrations:
    """The registrations within the scope, for papers."""
    years = _registration_years(registrations, by=scope.as_of)
    every = together([counts for year in years for counts in (year.collectives, year.individuals)])
    label = gettext("registrations for titles")
    return Registrations(
        years, outcome_figures("registrations", "count", label, every, "campaign.titleregistration")
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
    figures = outcome_figures(key, "count", label, counts, "campaign.titleregistration", title.name)
    return TitleCount(title.pk, title.name, rows[0].subject, counts, figures)


def _of_a_year(
    year: int, collectives: PledgeOutcomes, individuals: PledgeOutcomes, titles: tuple[TitleCount, ...]
) -> Iterator[Fact]:
    for name, label, counts in (
        ("collectives", gettext("registrations of collectives for %(year)s"), collectives),
        ("individuals", gettext("registrations of individuals for %(year)s"), individuals),
    ):
        key, model = f"registrations.{year}.{name}", "campaign.titleregistration"
        yield from outcome_figures(key, "count", label % {"year": year}, counts, model).values()
    for title in titles:
        yield from title.figures.values()


def _outcomes(rows: Iterable[Settled]) -> PledgeOutcomes:
    return by_outcome(rows, lambda row: row.outcome)


def _registrations_listed(found: Registrations) -> Iterable[Fact]:
    """Facts named `registrations.2021.collectives.count`, `registrations.2021.individuals.kept` and by title."""
    return (*found.figures.values(), *(fact for year in found.years for fact in year.figures))


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
