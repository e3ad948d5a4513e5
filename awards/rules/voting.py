"""How ballots become an outcome: who may vote, of whom the share is taken, and whether it is enough.

What the law says is little. Decree 152/2025, Article 33.5 (text read): for the highest titles the votes in favour are
counted against the *total* membership of the council, and this is written in the minutes. Below them the office's own
regulation decides (threshold, base, quorum, secret or open). What no text that was read says, this module settles
thus, and the screen says so:

- Base "all members": every seat with a vote, absent and abstaining members included. That abstaining members stay in
  the base follows from "total membership"; how sure: own reading of the text.
- Base "members present": those who take part in this vote, that is members with a vote who are present and do not
  abstain, and absentees whose written opinion counts as a vote. How sure: not looked up; practice.
- A written opinion never counts for the quorum: the quorum asks who attends. How sure: not looked up; practice.
- A ballot is counted for what it says only: one in favour of the award is none for the lower form. How sure: not
  looked up; the strict reading.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from awards.models.deliberations import Choice, VoteOutcome
from awards.models.terms import VoteBase

HUNDRED = 100


def reaches(part: int, whole: int, percent: Decimal) -> bool:
    """Whether `part` of `whole` is at least `percent`, both taken at two decimals: 6 of 9 reaches 66,67%.

    Rules state shares with two decimals, so two thirds can only be written as 66,67. In councils of less than
    200 seats this lets nothing pass that lies below a whole percentage. Integers only; 0 of 0 reaches nothing.
    """
    if whole <= 0:
        return False
    hundredths = (part * HUNDRED * HUNDRED * 2 + whole) // (2 * whole)
    return hundredths >= int(percent * HUNDRED)


def least_that_reaches(whole: int, percent: Decimal) -> int:
    """The smallest number of `whole` that reaches `percent`: 7 of 9 for 70%. 0 where there is nobody."""
    return next((part for part in range(whole + 1) if reaches(part, whole, percent)), 0)


@dataclass(frozen=True, slots=True)
class Voting:
    """By which share a council decides on one award. Percentages are of 100.

    `rule` is the key of the recorded rule, None for a threshold of the office's own. `confirmation` is what the screen
    says beside a rule that nobody confirmed.
    """

    threshold_percent: Decimal
    base: str
    is_open: bool
    quorum_percent: Decimal | None
    source: str
    confirmation: str = ""
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One seat with its attendance on the day; `units` are the paths of the units in which its person is posted."""

    seat: int
    person: int
    name: str
    post: str
    role: str
    votes: bool
    present: bool = False
    opinion: str = ""
    opinion_counts: bool = False
    units: tuple[str, ...] = ()

    @property
    def takes_part(self) -> bool:
        """Whether a ballot of this member can be among those handed in."""
        return self.votes and (self.present or self.opinion_counts)


@dataclass(frozen=True, slots=True)
class Ballots:
    """The ballots on one nominee, as counted."""

    handed_in: int
    in_favour: int
    for_lower: int = 0
    against: int = 0
    blank: int = 0

    @property
    def adds_up(self) -> bool:
        return self.in_favour + self.for_lower + self.against + self.blank == self.handed_in

    @classmethod
    def of(cls, choices: Iterable[str]) -> "Ballots":
        """The count of open votes; `choices` are values of `Choice`."""
        found = Counter(choices)
        return cls(
            handed_in=found.total(),
            in_favour=found[Choice.FAVOUR],
            for_lower=found[Choice.LOWER],
            against=found[Choice.AGAINST],
            blank=found[Choice.BLANK],
        )


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who could vote on one nominee: numbers of members with a vote."""

    seats: int
    present: int
    possible: int

    @classmethod
    def of(cls, members: Iterable[Member], abstaining: Iterable[int]) -> "Turnout":
        """`abstaining` are the seats that do not vote on this nominee."""
        out = set(abstaining)
        voters = [member for member in members if member.votes]
        return cls(
            seats=len(voters),
            present=sum(member.present for member in voters),
            possible=sum(member.takes_part and member.seat not in out for member in voters),
        )

    def base(self, kind: str) -> int:
        """Of how many the share is taken."""
        return self.seats if kind == VoteBase.ALL else self.possible

    def is_quorate(self, percent: Decimal | None) -> bool:
        """Whether enough members with a vote attend; where nothing is asked, one is enough."""
        return self.present > 0 if percent is None else reaches(self.present, self.seats, percent)


def result_of(voting: Voting, ballots: Ballots, base: int) -> VoteOutcome:
    """The outcome: the award itself goes first, then the lower form, each by its own ballots only."""
    if reaches(ballots.in_favour, base, voting.threshold_percent):
        return VoteOutcome.AGREED
    if reaches(ballots.for_lower, base, voting.threshold_percent):
        return VoteOutcome.LOWER
    return VoteOutcome.NOT_AGREED


def abstains_for_the_unit(member: Member, *, unit_path: str, council_path: str) -> bool:
    """Whether a member is from the nominee's unit, or from a unit below it.

    The unit of the council itself, and whatever lies above it, is nobody's "own unit": otherwise nobody could vote on
    the office as a collective. Practice (regulation of Đồng Nai province); not in the decrees that were read.
    """
    if council_path.startswith(unit_path):
        return False
    return any(path.startswith(unit_path) for path in member.units)
