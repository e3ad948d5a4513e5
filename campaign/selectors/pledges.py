"""Pledges and registrations of the years of a period: what was promised, and what came of it."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from campaign.models import Outcome, Pledge, PledgeTarget, TargetSense, TitleRegistration, TitleSubject
from campaign.selectors.receipts import Receipt, received
from office_culture.models import Document
from office_culture.rules.facts import FactScope
from office_culture.text.numbers import number


@dataclass(frozen=True, slots=True)
class Kept:
    """Promises by what came of them, as row numbers; every promise stands in exactly one of the three."""

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
    outcome: Outcome

    @property
    def target_text(self) -> str:
        """ "≥ 95 %"; "" where nothing is counted."""
        sign = "≤" if self.sense == TargetSense.AT_MOST else "≥"
        return f"{sign} {self._measured(self.target)}" if self.target is not None else ""

    @property
    def achieved_text(self) -> str:
        """ "97,2 %"; "" where nothing is counted, or not yet."""
        return self._measured(self.achieved) if self.achieved is not None else ""

    def _measured(self, value: Decimal) -> str:
        return f"{number(value)} {self.unit_of_measure}".strip()


@dataclass(frozen=True, slots=True)
class PledgeYear:
    """The pledges of one year: how many units signed, and their targets."""

    year: int
    pledges: tuple[int, ...]
    units: int
    targets: Kept
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """One registration and what came of it; `on_record` says that the title stands among the awards received."""

    registration: TitleRegistration
    outcome: Outcome
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
        """Whether it was entered as achieved, yet no award received bears it out."""
        return self.outcome == Outcome.YES and not self.on_record


@dataclass(frozen=True, slots=True)
class TitleCount:
    """One title in one year: how many registered, and how many achieved it."""

    row: int
    name: str
    subject: str
    counts: Kept


@dataclass(frozen=True, slots=True)
class RegistrationYear:
    """The registrations of one year by title."""

    year: int
    collectives: Kept
    individuals: Kept
    titles: tuple[TitleCount, ...]

    @property
    def count(self) -> int:
        return self.collectives.count + self.individuals.count


def pledge_years(scope: FactScope) -> tuple[PledgeYear, ...]:
    """Pledges of the scope's unit and those below it, year by year; with a campaign its own and general ones."""
    pledges = Pledge.objects.filter(
        unit__path__startswith=scope.unit_path, year__gte=scope.start.year, year__lte=scope.end.year
    )
    if scope.campaign_id is not None:
        pledges = pledges.filter(campaign__isnull=True) | pledges.filter(campaign=scope.campaign_id)
    pledges = pledges.filter(signed_on__lte=scope.as_of)
    return pledges_by_year(pledges)


def pledges_by_year(pledges: Any) -> tuple[PledgeYear, ...]:
    """These pledges with their targets, oldest year first."""
    every = list(
        pledges.select_related("unit")
        .prefetch_related("targets")
        .order_by("year", "unit__position", "unit__sort_key", "pk")
    )
    return tuple(_pledge_year(year, list(rows)) for year, rows in groupby(every, key=lambda row: row.year))


def _pledge_year(year: int, pledges: list[Pledge]) -> PledgeYear:
    targets = [(pledge, target) for pledge in pledges for target in pledge.targets.all()]
    return PledgeYear(
        year=year,
        pledges=tuple(pledge.pk for pledge in pledges),
        units=len({pledge.unit_id for pledge in pledges}),
        targets=_kept((target for _, target in targets), lambda target: target.outcome),
        rows=tuple(_target(pledge, target) for pledge, target in targets),
    )


def _target(pledge: Pledge, target: PledgeTarget) -> TargetRow:
    return TargetRow(
        unit=pledge.unit.name,
        criterion=target.criterion,
        sense=target.sense,
        target=target.target,
        achieved=target.achieved,
        unit_of_measure=target.unit_of_measure,
        outcome=target.outcome,
    )


def registration_years(scope: FactScope) -> tuple[RegistrationYear, ...]:
    """Registrations in the scope's unit and in those below it, year by year."""
    return registrations_by_year(
        TitleRegistration.objects.filter(
            unit__path__startswith=scope.unit_path,
            year__gte=scope.start.year,
            year__lte=scope.end.year,
            registered_on__lte=scope.as_of,
        ),
        by=scope.as_of,
    )


def registrations_by_year(
    registrations: Any, *, by: datetime.date | None = None
) -> tuple[RegistrationYear, ...]:
    """These registrations counted by title, oldest year first; with a day what was achieved by then."""
    every = settled(
        registrations.select_related("title").order_by(
            "year", "title__position", "title__name", "title", "pk"
        ),
        by=by,
    )
    return tuple(
        _registration_year(year, list(rows))
        for year, rows in groupby(every, key=lambda row: row.registration.year)
    )


def settled(
    registrations: Iterable[TitleRegistration], *, by: datetime.date | None = None
) -> tuple[Settled, ...]:
    """What came of each registration: a title on record as received counts, else what was entered."""
    rows = list(registrations)
    receipts = received(rows, by=by)
    return tuple(_settle(row, receipts.get(row.pk)) for row in rows)


def _settle(registration: TitleRegistration, receipt: Receipt | None) -> Settled:
    if receipt is None:
        return Settled(registration, Outcome(registration.outcome), registration.decision, on_record=False)
    return Settled(registration, Outcome.YES, receipt.decision or registration.decision, on_record=True)


def _registration_year(year: int, rows: list[Settled]) -> RegistrationYear:
    by_title = [list(some) for _, some in groupby(rows, key=lambda row: row.registration.title_id)]
    return RegistrationYear(
        year=year,
        collectives=_outcomes(row for row in rows if row.subject == TitleSubject.COLLECTIVE),
        individuals=_outcomes(row for row in rows if row.subject == TitleSubject.INDIVIDUAL),
        titles=tuple(
            TitleCount(
                some[0].registration.title_id,
                some[0].registration.title.name,
                some[0].subject,
                _outcomes(some),
            )
            for some in by_title
        ),
    )


def _outcomes(rows: Iterable[Settled]) -> Kept:
    return _kept(rows, lambda row: row.outcome)


def _kept(rows: Iterable[Any], outcome: Callable[[Any], str]) -> Kept:
    every = [(row.pk, outcome(row)) for row in rows]

    def those(wanted: Outcome) -> tuple[int, ...]:
        return tuple(pk for pk, found in every if found == wanted)

    return Kept(those(Outcome.YES), those(Outcome.NO), those(Outcome.UNKNOWN))
