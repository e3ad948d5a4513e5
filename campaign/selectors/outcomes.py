"""Targets and registrations counted by their outcome: achieved, not achieved, not known yet."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from campaign.models import PledgeOutcome
from office_culture.rules.facts import Fact
from office_culture.rules.figures import many


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


def together(counts: Iterable[PledgeOutcomes]) -> PledgeOutcomes:
    """The counts merged into one."""
    every = list(counts)
    return PledgeOutcomes(
        tuple(row for item in every for row in item.kept),
        tuple(row for entry in every for row in entry.missed),
        tuple(row for element in every for row in element.unknown),
    )


def known_by(column: str, day: datetime.date) -> Q:
    """The condition that the day of `column` is not after `day`; without a day, that its year has begun by then."""
    return Q(**{f"{column}__lte": day}) | Q(**{f"{column}__isnull": True, "year__lte": day.year})


def outcome_figures(
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


def by_outcome(rows: Iterable[Any], outcome: Callable[[Any], str]) -> PledgeOutcomes:
    """The keys of the rows by what `outcome` gives for each."""
    every = [(row.pk, outcome(row)) for row in rows]

    def those(wanted: PledgeOutcome) -> tuple[int, ...]:
        return tuple(pk for pk, found in every if found == wanted)

    return PledgeOutcomes(those(PledgeOutcome.YES), those(PledgeOutcome.NO), those(PledgeOutcome.UNKNOWN))
