"""How many collectives and individuals were proposed for an award, or received it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from awards.models import Award, AwardTotal, RecipientKind
from office_culture.text.search import fold

SUBJECTS_ON_PAPER = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "both": "tập thể, cá nhân",
}


# Who was put up for an award, or received it: the award, the person if it is one, and the unit.
Given = tuple[int, int | None, int]


@dataclass(frozen=True, slots=True)
class AwardCount:
    """How many times collectives and individuals were proposed for an award, or received it.

    `units` and `people` are the recipients, each once. `unnamed_…` come on top: numbers of which no names are known.
    """

    pk: int
    award: str
    subject: str
    collectives: int = 0
    individuals: int = 0
    units: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    unnamed_collectives: int = 0
    unnamed_individuals: int = 0

    @property
    def total(self) -> int:
        return sum(self.times(kind) for kind in KINDS)

    @property
    def slug(self) -> str:
        """The award in keys of facts: giay-khen-cua-chanh-van-phong."""
        return slugify(fold(self.award))

    def named(self, kind: str) -> int:
        """How many times recipients of the kind, `collectives` or `individuals`, are recorded by name."""
        number: int = getattr(self, kind)
        return number

    def unnamed(self, kind: str) -> int:
        number: int = getattr(self, f"unnamed_{kind}")
        return number

    def times(self, kind: str) -> int:
        return self.named(kind) + self.unnamed(kind)

    def recipients(self, kind: str) -> frozenset[int]:
        """The keys of those of the kind who are recorded by name, each once."""
        return self.people if kind == "individuals" else self.units

    def __add__(self, other: "AwardCount") -> "AwardCount":
        """The sum of both, with the award of the first."""
        return AwardCount(
            self.pk,
            self.award,
            self.subject,
            self.collectives + other.collectives,
            self.individuals + other.individuals,
            self.units | other.units,
            self.people | other.people,
            self.unnamed_collectives + other.unnamed_collectives,
            self.unnamed_individuals + other.unnamed_individuals,
        )


# Kinds of recipients: the kind of record behind them, and what selects them among rows by name and among totals.
KINDS: Mapping[str, tuple[str, Mapping[str, Any], str]] = {
    "collectives": ("office_culture.unit", {"person__isnull": True}, RecipientKind.COLLECTIVE.value),
    "individuals": ("office_culture.person", {"person__isnull": False}, RecipientKind.INDIVIDUAL.value),
}


def counts_of(awards: Iterable[Award], given: Iterable[Given]) -> tuple[AwardCount, ...]:
    """The count of each of these awards, in their order."""
    those = list(given)
    return tuple(count_of(award, [who for who in those if who[0] == award.pk]) for award in awards)


def count_of(award: Award, given: Iterable[Iterable[Any]]) -> AwardCount:
    """How many times these recipients were given the award, each (award, person, unit)."""
    return with_named(AwardCount(award.pk, award.name, SUBJECTS_ON_PAPER[award.subject]), given)


def with_named(count: AwardCount, given: Iterable[Iterable[Any]]) -> AwardCount:
    """The count increased by these recipients, each (award, person, unit), with None as the person of a collective."""
    people = [person for _award, person, _unit in given if person is not None]
    units = [unit for _award, person, unit in given if person is None]
    return count + AwardCount(
        0, "", "", len(units), len(people), units=frozenset(units), people=frozenset(people)
    )


def count_of_totals(totals: Iterable[tuple[AwardTotal, int]]) -> AwardCount:
    """The numbers without names that these totals add, each with its remainder."""
    tally: Counter[str] = Counter()
    for row, remainder in totals:
        tally[row.recipient] += remainder
    return AwardCount(
        0,
        "",
        "",
        unnamed_collectives=tally[RecipientKind.COLLECTIVE],
        unnamed_individuals=tally[RecipientKind.INDIVIDUAL],
    )


def added_by_award(counts: Iterable[AwardCount]) -> list[AwardCount]:
    """The counts added up by award, over all rounds."""
    by_award: dict[int, AwardCount] = {}
    for row in counts:
        by_award[row.pk] = by_award[row.pk] + row if row.pk in by_award else row
    return list(by_award.values())
