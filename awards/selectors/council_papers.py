"""What the minutes of a session print, with all text resolved."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from awards.models import CouncilSession, SessionState
from awards.rules.voting import Ballots, Member, Voting
from awards.selectors.ballots import BallotLine, BallotSheet, sheet_of
from campaign.models.reviews import CouncilRole
from campaign.selectors.innovation_papers import Office
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class AbstentionRow:
    """A member who did not vote on a nominee; `ground` is a value of `AbstentionGround`."""

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
    recipient: str
    voting: Voting | None
    rows: tuple[VoteRow, ...]

    @property
    def threshold(self) -> Decimal:
        return self.voting.threshold_percent if self.voting else Decimal(0)


@dataclass(frozen=True, slots=True)
class CouncilMinutesFacts:
    """A session with all it voted on. Until it is concluded its minutes are a draft."""

    office: Office
    council: str
    set_up_by: Citation
    name: str
    round_name: str
    held_on: datetime.date
    place: str
    discussion: str
    members: tuple[Member, ...]
    groups: tuple[VoteGroup, ...]
    concluded: bool

    @property
    def voters(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.votes)

    @property
    def presiding(self) -> Member | None:
        """The chair, in whose absence a deputy; None where neither attends."""
        return self._attending(CouncilRole.CHAIR) or self._attending(CouncilRole.DEPUTY)

    @property
    def secretary(self) -> Member | None:
        return self._attending(CouncilRole.SECRETARY)

    def _attending(self, role: str) -> Member | None:
        return next((one for one in self.members if one.role == role and one.present), None)


def minutes_facts(session: CouncilSession) -> CouncilMinutesFacts:
    """Everything on the minutes of one session; the number of statements does not depend on how much it voted on."""
    sheet = sheet_of(session)
    council = session.council
    unit = council.unit
    return CouncilMinutesFacts(
        office=Office(
            agency=unit.name_in_text,
            letterhead=unit.letterhead_name or unit.name,
            superior=unit.letterhead_superior,
            place=unit.place,
            code=unit.code,
        ),
        council=council.name,
        set_up_by=citation_of(council.set_up_by),
        name=session.name,
        round_name=session.nomination_round.name,
        held_on=session.held_on,
        place=session.place,
        discussion=session.discussion,
        members=sheet.members,
        groups=_groups(sheet),
        concluded=session.state == SessionState.CONCLUDED,
    )


def _groups(sheet: BallotSheet) -> tuple[VoteGroup, ...]:
    found: dict[tuple[int, str], list[BallotLine]] = {}
    for line in sheet.lines:
        if line.ballots is not None:
            found.setdefault((line.nominee.award_id, line.nominee.recipient_kind), []).append(line)
    names = {member.seat: member.name for member in sheet.members}
    return tuple(
        VoteGroup(
            award=str(lines[0].nominee.award),
            recipient=recipient,
            voting=lines[0].voting,
            rows=tuple(_row(line, line.ballots, names) for line in lines if line.ballots is not None),
        )
        for (_award, recipient), lines in found.items()
    )


def _row(line: BallotLine, ballots: Ballots, names: dict[int, str]) -> VoteRow:
    nominee = line.nominee
    return VoteRow(
        name=nominee.name,
        unit_name=nominee.unit.name if nominee.person_id else "",
        ballots=ballots,
        possible=line.turnout.possible,
        base=line.base,
        outcome=line.outcome or "",
        lower_award=str(line.lower_award) if line.lower_award else "",
        abstaining=tuple(AbstentionRow(one.name, one.ground, one.because) for one in line.abstaining),
        votes=tuple((names.get(seat, ""), choice) for seat, choice in line.open_votes),
    )
