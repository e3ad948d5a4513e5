"""What a nominee is judged by: a condition of the rule in force, and the facts in the records.

What is not known counts neither for nor against anybody: the verdict is then that a person has to look.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from awards.models.terms import Ground, Verdict
from awards.rules.spans import span_in_words
from office_culture.text.dates import numeric

# All conditions together are as good as the worst of them; of alternatives the best one counts.
_FROM_WORST = (Verdict.NOT_MET, Verdict.REVIEW, Verdict.MET)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst verdict, which several conditions give together; MET without any."""
    return min(verdicts, key=_FROM_WORST.index, default=Verdict.MET)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """The best verdict, which several alternatives give together. Raises ValueError without any."""
    return max(verdicts, key=_FROM_WORST.index)


def better_than(verdict: Verdict, other: Verdict) -> bool:
    """Whether `verdict` is more in favour of the nominee than `other`."""
    return _FROM_WORST.index(verdict) > _FROM_WORST.index(other)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule in force; see `RuleCondition` for the meaning of its columns."""

    kind: str
    label: str
    pk: int = 0
    alternative: int = 0
    award: int | None = None
    years: int = 1
    least: int = 0
    percent: Decimal = Decimal(0)
    more_than: bool = False
    rating: str = ""
    reach: str = ""
    measure: str = ""
    anew: bool = False


@dataclass(frozen=True, slots=True)
class JudgedRule:
    """The standard in force, with its source and what to say where it is not sure."""

    conditions: tuple[Condition, ...]
    source: str
    confirmation: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class ReceivedAward:
    """An award received and not revoked; `year` is the last one of its achievement period, 0 where nobody knows it."""

    award: int
    year: int
    ground: str = Ground.MERIT


@dataclass(frozen=True, slots=True)
class RecipientInnovation:
    """An innovation of the recipient; without a reach it is not recognised (yet). `year` is 0 where nobody knows it."""

    year: int
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A discipline, inspection or complaint; without an end it is open, unless it is over on a day not known."""

    begun_on: datetime.date | None
    ended_on: datetime.date | None
    reason: str
    discipline: bool = False
    measure: str = ""
    is_over: bool = False

    def is_open_on(self, day: datetime.date) -> bool:
        """Whether it stands in the way on `day`; what is over on a day not known does not."""
        return not self.is_over and self.may_touch(day, day)

    def may_touch(self, start: datetime.date, end: datetime.date) -> bool:
        """Whether it may have lasted on a day from `start` to `end`, by what is known of its days."""
        return (self.begun_on is None or self.begun_on <= end) and (
            self.ended_on is None or self.ended_on >= start
        )

    def touches(self, start: datetime.date, end: datetime.date) -> bool:
        """Whether it surely lasted on at least one day from `start` to `end`."""
        return any(day is not None and start <= day <= end for day in (self.begun_on, self.ended_on)) or (
            self.begun_on is not None and not self.is_over and self.may_touch(start, end)
        )


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a collective on the last day of the period, in its last year.

    `holding` and `rated` count members by award and by rating; `unknown` are those of whom that year tells nothing,
    `unrated` those without a rating. `blocks` are matters of any member.
    """

    count: int
    holding: Mapping[int, int] = field(default_factory=dict)
    rated: Mapping[str, int] = field(default_factory=dict)
    unknown: int = 0
    unrated: int = 0
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records know of one nominee.

    Open matters are looked at on `day`. `service_days` are those of the last year, None where no posting is known;
    `leaves_not_known` are leaves of which nobody knows how many of these days they take.
    """

    award: int
    period_start: datetime.date
    period_end: datetime.date
    day: datetime.date
    ground: str = Ground.MERIT
    received_awards: tuple[ReceivedAward, ...] = ()
    proposed: frozenset[int] = frozenset()
    ratings: Mapping[int, str] = field(default_factory=dict)
    innovations: tuple[RecipientInnovation, ...] = ()
    blocks: tuple[Block, ...] = ()
    service_days: int | None = None
    leaves_not_known: tuple[str, ...] = ()
    members: Members | None = None
    judgements: Mapping[int, tuple[bool, str]] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The last year of the achievement period: chains of years end there."""
        return self.period_end.year

    def window(self, years: int) -> range:
        """That many years in a row, the last one included."""
        return range(self.year - years + 1, self.year + 1)

    def has_records_of(self, year: int) -> bool:
        """Whether a rating or an award of that year is recorded; a year without either is unknown, not empty."""
        return year in self.ratings or any(award.year == year for award in self.received_awards)

    def is_held_in_unknown_year(self, award: int) -> bool:
        """Whether the award is held, on a ground that counts here, and nobody knows for which year."""
        return 0 in self.years_with(award)

    def years_with(self, award: int) -> set[int]:
        """The years for which the award is held on a ground that counts here; 0 where one is not known."""
        # Thematic and ad-hoc awards do not count towards awards for merit (Decree 152/2025, Article 4).
        return {
            received.year
            for received in self.received_awards
            if received.award == award and (self.ground != Ground.MERIT or received.ground == Ground.MERIT)
        }


def block_in_words(block: Block) -> str:
    """The reason of the matter with its first and last day, or that it is still open."""
    if block.begun_on is None or block.is_over:
        return f"{block.reason}, {span_in_words(block.begun_on, block.ended_on, is_over=block.is_over)}"
    if block.ended_on is None:
        return _("%(reason)s, since %(start)s, still open") % {
            "reason": block.reason,
            "start": numeric(block.begun_on),
        }
    return _("%(reason)s, from %(start)s to %(end)s") % {
        "reason": block.reason,
        "start": numeric(block.begun_on),
        "end": numeric(block.ended_on),
    }
