"""The sheet of a session: every nominee with who may vote, the rule that applies, the ballots and the outcome."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from awards.models import (
    Award,
    AwardRule,
    Ballot,
    CouncilSession,
    Deliberation,
    Nominee,
    NomineeState,
    OwnThreshold,
    RuleTopic,
    SessionState,
    VoteOutcome,
)
from awards.rules.voting import Ballots, Turnout, Voting, result_of
from awards.selectors.eligibility import pick
from office_culture.models import ConflictGround
from office_culture.rules.councils import Member, conflict_of
from office_culture.selectors.councils import members_of


@dataclass(frozen=True, slots=True)
class Abstaining:
    """A member who does not vote on a nominee."""

    seat: int
    name: str
    ground: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One nominee on the sheet.

    `voting` is None where no rule and no threshold of the office's own applies; `ballots` is None before they are
    entered. Of a concluded session all of it is as it was frozen.
    """

    nominee: Nominee
    voting: Voting | None
    abstaining: tuple[Abstaining, ...]
    turnout: Turnout
    base: int
    lower_choices: tuple[Award, ...]
    ballots: Ballots | None = None
    lower_award: Award | None = None
    deliberation: Deliberation | None = None
    open_votes: tuple[tuple[int, str], ...] = ()

    @property
    def outcome(self) -> VoteOutcome | None:
        """The outcome of the ballots; None while they, or the rule, are missing."""
        if self.deliberation is not None and self.deliberation.outcome:
            return VoteOutcome(self.deliberation.outcome)
        if self.voting is None or self.ballots is None or not self.base:
            return None
        return result_of(self.voting, self.ballots, self.base)

    @property
    def is_open(self) -> bool:
        """Whether individual ballots may be recorded."""
        return self.voting is not None and self.voting.is_open

    @property
    def declared(self) -> tuple[Abstaining, ...]:
        """Members who declared it themselves; the others follow from the records."""
        return tuple(
            abstention for abstention in self.abstaining if abstention.ground == ConflictGround.DECLARED
        )

    def may_vote(self, member: Member) -> bool:
        """Whether this member can have a ballot on the nominee: takes part and does not abstain."""
        return member.takes_part and member.seat not in {abstention.seat for abstention in self.abstaining}


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """A session with its members and one line for each nominee, in the order of the awards."""

    members: tuple[Member, ...]
    lines: tuple[BallotLine, ...]

    @property
    def turnout(self) -> Turnout:
        """The turnout of the session if nobody abstains."""
        return Turnout.of(self.members, ())

    def line(self, nominee: int) -> BallotLine | None:
        return next((line for line in self.lines if line.nominee.pk == nominee), None)


def sheet_of(session: CouncilSession) -> BallotSheet:
    """The sheet of one session; the number of queries does not depend on how many nominees there are.

    The nominees are those passed on in the round of the session on whom no other session has concluded, and whoever has
    ballots here. Of a concluded session only those on whom it voted.
    """
    members = members_of(session)
    deliberations = {row.nominee_id: row for row in _deliberations(session)}
    nominees = _nominees(session, deliberations)
    rules = _rules(nominees)
    own = {(row.award_id, row.recipient): row for row in OwnThreshold.objects.filter(session=session)}
    awards = list(Award.objects.on(session.nomination_round.rules_day))
    council = session.council.unit.path
    return BallotSheet(
        members,
        tuple(
            _line(
                nominee, deliberations.get(nominee.pk), members, council, _voting(nominee, rules, own), awards
            )
            for nominee in nominees
        ),
    )


def _deliberations(session: CouncilSession) -> Iterable[Deliberation]:
    rows: Iterable[Deliberation] = (
        Deliberation.objects.filter(session=session)
        .select_related("lower_award", "outcome_award", "rule")
        .prefetch_related("abstentions__seat", "open_votes")
    )
    return rows


def _nominees(session: CouncilSession, deliberations: dict[int, Deliberation]) -> list[Nominee]:
    wanted = Q(pk__in=deliberations)
    if session.state != SessionState.CONCLUDED:
        elsewhere = Deliberation.objects.exclude(session=session).exclude(outcome="").values("nominee")
        wanted |= Q(nomination_round=session.nomination_round_id, state=NomineeState.PASSED) & ~Q(
            pk__in=elsewhere
        )
    rows = Nominee.objects.filter(wanted).select_related(
        "award", "unit", "person", "nomination_round", "dossier__unit"
    )
    return sorted(rows, key=_place)


def _place(nominee: Nominee) -> tuple[int, int, bool, int, int]:
    """The sort key: the highest award first, collectives before individuals, then as the unit ordered them."""
    award = nominee.award
    return award.position, award.pk, nominee.person_id is not None, nominee.position, nominee.pk


def _rules(nominees: list[Nominee]) -> list[AwardRule]:
    awards = {nominee.award_id for nominee in nominees}
    return list(AwardRule.objects.filter(topic=RuleTopic.VOTE, award__in=awards))


def _voting(
    nominee: Nominee, rules: list[AwardRule], own: dict[tuple[int, str], OwnThreshold]
) -> Voting | None:
    """The rule in force on the rules day of the round; without one the office's own threshold; otherwise None.

    A rule that does not say how the ballot is taken is voted on in secret: then nobody's vote is recorded.
    """
    row: Any = pick(rules, nominee) or own.get((nominee.award_id, nominee.recipient_kind))
    if row is None:
        return None
    is_rule = isinstance(row, AwardRule)
    return Voting(
        threshold_percent=row.threshold_percent,
        base=row.threshold_base,
        is_open=row.ballot == Ballot.OPEN,
        quorum_percent=row.quorum_percent,
        source=row.source,
        confirmation=row.confirmation if is_rule else "",
        rule=row.pk if is_rule else None,
    )


def _line(
    nominee: Nominee,
    deliberation: Deliberation | None,
    members: tuple[Member, ...],
    council_path: str,
    voting: Voting | None,
    awards: list[Award],
) -> BallotLine:
    if deliberation is not None and deliberation.outcome:
        return _frozen(nominee, deliberation, members)
    abstaining = _abstaining(nominee, deliberation, members, council_path)
    turnout = Turnout.of(members, (abstention.seat for abstention in abstaining))
    return BallotLine(
        nominee=nominee,
        voting=voting,
        abstaining=abstaining,
        turnout=turnout,
        base=turnout.base(voting.base) if voting else 0,
        lower_choices=lower_than(nominee, awards),
        ballots=_ballots(deliberation) if deliberation else None,
        lower_award=deliberation.lower_award if deliberation else None,
        deliberation=deliberation,
        open_votes=tuple((vote.seat_id, vote.choice) for vote in deliberation.open_votes.all())
        if deliberation
        else (),
    )


def _frozen(nominee: Nominee, deliberation: Deliberation, members: tuple[Member, ...]) -> BallotLine:
    whole = Turnout.of(members, ())
    return BallotLine(
        nominee=nominee,
        voting=Voting(
            threshold_percent=deliberation.threshold_percent,  # type: ignore[arg-type]  # an outcome always has one
            base=deliberation.threshold_base,
            is_open=deliberation.ballot == Ballot.OPEN,
            quorum_percent=deliberation.quorum_percent,
            source=deliberation.rule_source,
            confirmation=deliberation.rule.confirmation if deliberation.rule else "",
            rule=deliberation.rule_id,
        ),
        abstaining=tuple(
            Abstaining(row.seat_id, row.seat.name, row.ground, row.because)
            for row in deliberation.abstentions.all()
        ),
        turnout=Turnout(whole.seats, whole.present, deliberation.possible or 0),
        base=deliberation.base_count or 0,
        lower_choices=(),
        ballots=_ballots(deliberation),
        lower_award=deliberation.lower_award,
        deliberation=deliberation,
        open_votes=tuple((vote.seat_id, vote.choice) for vote in deliberation.open_votes.all()),
    )


def _ballots(deliberation: Deliberation) -> Ballots:
    return Ballots(
        deliberation.handed_in,
        deliberation.in_favour,
        deliberation.for_lower,
        deliberation.against,
        deliberation.blank,
    )


def _abstaining(
    nominee: Nominee, deliberation: Deliberation | None, members: tuple[Member, ...], council_path: str
) -> tuple[Abstaining, ...]:
    """Members with a vote who do not vote on `nominee`: by the records first, then whoever declared it."""
    declared = (
        {
            row.seat_id: row.because
            for row in deliberation.abstentions.all()
            if row.ground == ConflictGround.DECLARED
        }
        if deliberation
        else {}
    )
    found = []
    for member in members:
        if not member.votes:
            continue
        ground = conflict_of(
            member.person,
            {nominee.person_id},
            member.units,
            unit_path=nominee.unit.path,
            council_path=council_path,
        )
        if ground:
            found.append(Abstaining(member.seat, member.name, ground))
        elif member.seat in declared:
            found.append(Abstaining(member.seat, member.name, ConflictGround.DECLARED, declared[member.seat]))
    return tuple(found)


def lower_than(nominee: Nominee, awards: Iterable[Award]) -> tuple[Award, ...]:
    """Awards for the same kind of recipient that rank below the proposed one (the highest has position 1)."""
    return tuple(
        award
        for award in awards
        if award.is_for(nominee.recipient_kind) and award.position > nominee.award.position
    )
