"""What the minutes of a session print, with all text resolved."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from awards.models import CouncilSession, SessionState
from awards.rules.voting import Ballots, Voting
from awards.selectors.ballots import BallotLine, BallotSheet, sheet_of
from office_culture.selectors.councils import MinutesHead, minutes_head
from office_culture.selectors.unit_names import UnitNames
from office_culture.text.order import name_key


@dataclass(frozen=True, slots=True)
class AbstentionRow:
    """A member who did not vote on a nominee; `ground` is a value of `ConflictGround`."""

    name: str
    ground: str
    because: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """The vote on one nominee. `outcome` is "" while the session is not concluded or the rule is missing."""

    name: str
    unit_name: str
    ballots: Ballots
    possible: int
    base: int
    outcome: str
    lower_award: str
    abstaining: tuple[AbstentionRow, ...]
    votes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VoteGroup:
    """All votes on one award for one kind of recipient, with the rule they follow."""

    award: str
    is_title: bool
    recipient: str
    voting: Voting | None
    rows: tuple[VoteRow, ...]

    @property
    def threshold(self) -> Decimal:
        return self.voting.threshold_percent if self.voting else Decimal(0)


@dataclass(frozen=True, slots=True)
class CouncilMinutesFacts:
    """A session with all it voted on. Until it is concluded its minutes are a draft."""

    head: MinutesHead
    round_name: str
    groups: tuple[VoteGroup, ...]
    concluded: bool


FOR_MINUTES = ("council__unit", "council__set_up_by", "nomination_round")


def minutes_facts(session: CouncilSession) -> CouncilMinutesFacts:
    """The facts of the minutes of one session; the number of queries does not depend on how much it voted on."""
    sheet = sheet_of(session)
    return CouncilMinutesFacts(
        head=minutes_head(session, sheet.members),
        round_name=session.nomination_round.name,
        groups=_groups(sheet, UnitNames(session.held_on)),
        concluded=session.state == SessionState.CONCLUDED,
    )


def _groups(sheet: BallotSheet, named: UnitNames) -> tuple[VoteGroup, ...]:
    found: dict[tuple[int, str], list[BallotLine]] = {}
    for line in sheet.lines:
        if line.ballots is not None:
            found.setdefault((line.nominee.award_id, line.nominee.recipient_kind), []).append(line)
    names = {member.seat: member.name for member in sheet.members}
    return tuple(
        VoteGroup(
            award=str(lines[0].nominee.award),
            is_title=lines[0].nominee.award.is_called_title,
            recipient=recipient,
            voting=lines[0].voting,
            rows=tuple(
                _row(line, line.ballots, names, named)
                for line in sorted(lines, key=_place_of)
                if line.ballots is not None
            ),
        )
        for (_award, recipient), lines in found.items()
    )


def _place_of(line: BallotLine) -> tuple[int, Any]:
    """The sort key within an award: the place in the list, then the Vietnamese order of names."""
    nominee = line.nominee
    return nominee.position, name_key(nominee.name, is_person=nominee.person_id is not None)


def _row(line: BallotLine, ballots: Ballots, names: dict[int, str], named: UnitNames) -> VoteRow:
    nominee = line.nominee
    return VoteRow(
        name=nominee.name,
        unit_name=named.name(nominee.unit)
        if nominee.person_id and not nominee.unit.is_group_of_posts
        else "",
        ballots=ballots,
        possible=line.turnout.possible,
        base=line.base,
        outcome=line.outcome or "",
        lower_award=str(line.lower_award) if line.lower_award else "",
        abstaining=tuple(
            AbstentionRow(abstention.name, abstention.ground, abstention.because)
            for abstention in line.abstaining
        ),
        votes=tuple((names.get(seat, ""), choice) for seat, choice in line.open_votes),
    )
