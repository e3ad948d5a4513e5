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
from office_culture.rules.councils import Member, reaches


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
        """The numbers for one nominee; `abstaining` are the seats that do not vote on it."""
        out = set(abstaining)
        voters = [member for member in members if member.votes]
        return cls(
            seats=len(voters),
            present=sum(member.present for member in voters),
            possible=sum(member.takes_part and member.seat not in out for member in voters),
        )

    def base(self, kind: str) -> int:
        """The number of members of which the share is taken: all with a vote, or those who could vote."""
        return self.seats if kind == VoteBase.ALL else self.possible

    def is_quorate(self, percent: Decimal | None) -> bool:
        """Whether enough members with a vote attend; where nothing is asked, one is enough."""
        return self.present > 0 if percent is None else reaches(self.present, self.seats, percent)


def result_of(voting: Voting, ballots: Ballots, base: int) -> VoteOutcome:
    """The outcome by the threshold: first the award, then the lower form, each by its own ballots, else NOT_AGREED."""
    if reaches(ballots.in_favour, base, voting.threshold_percent):
        return VoteOutcome.AGREED
    if reaches(ballots.for_lower, base, voting.threshold_percent):
        return VoteOutcome.LOWER
    return VoteOutcome.NOT_AGREED
