"""The sheet of a session: every nominee with who may vote, the rule that applies, the ballots and what they come to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from awards.models import (
    AbstentionGround,
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
from awards.rules.voting import Ballots, Member, Turnout, Voting, abstains_for_the_unit, result_of
from awards.selectors.eligibility import pick
from office_culture.models import Posting


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
        """What the ballots come to; None while they, or the rule, are missing."""
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
        return tuple(one for one in self.abstaining if one.ground == AbstentionGround.DECLARED)

    def may_vote(self, member: Member) -> bool:
        """Whether there can be a ballot of this member."""
        return member.takes_part and member.seat not in {one.seat for one in self.abstaining}


@dataclass(frozen=True, slots=True)
class BallotSheet:
    """A session with its members and one line for each nominee, in the order of the awards."""

    members: tuple[Member, ...]
    lines: tuple[BallotLine, ...]

    @property
    def turnout(self) -> Turnout:
        """The session as a whole, nobody abstaining."""
        return Turnout.of(self.members, ())

    def line(self, nominee: int) -> BallotLine | None:
        return next((line for line in self.lines if line.nominee.pk == nominee), None)


def sheet_of(session: CouncilSession) -> BallotSheet:
    """Everything on the vote of one session; the number of statements does not depend on how many nominees there are.

    The nominees are those passed on in the round of the session on whom no other session has concluded, and whoever
    has ballots here. Of a concluded session only those on whom it voted.
    """
    members = members_of(session)
    kept = {row.nominee_id: row for row in _deliberations(session)}
    nominees = _nominees(session, kept)
    rules = _rules(nominees)
    own = {(row.award_id, row.recipient): row for row in OwnThreshold.objects.filter(session=session)}
    awards = list(Award.objects.on(session.nomination_round.rules_day))
    council = session.council.unit.path
    return BallotSheet(
        members,
        tuple(
            _line(nominee, kept.get(nominee.pk), members, council, _voting(nominee, rules, own), awards)
            for nominee in nominees
        ),
    )


def members_of(session: CouncilSession) -> tuple[Member, ...]:
    """The seats of the council in their order, each with its attendance and where its person is posted that day."""
    attendances = {row.seat_id: row for row in session.attendances.all()}
    seats = list(session.council.seats.select_related("person__unit"))
    units: dict[int, list[str]] = defaultdict(list)
    postings = Posting.objects.on(session.held_on).filter(person__in=[seat.person_id for seat in seats])
    for person, path in postings.values_list("person", "unit__path"):
        units[person].append(path)
    made = []
    for seat in seats:
        attendance = attendances.get(seat.pk)
        made.append(
            Member(
                seat=seat.pk,
                person=seat.person_id,
                name=seat.name,
                post=seat.post,
                role=seat.role,
                votes=seat.votes,
                present=attendance is not None and attendance.present,
                opinion=attendance.opinion if attendance else "",
                opinion_counts=attendance is not None and attendance.counts_as_vote,
                units=tuple(units.get(seat.person_id) or [seat.person.unit.path]),
            )
        )
    return tuple(made)


def _deliberations(session: CouncilSession) -> Iterable[Deliberation]:
    rows: Iterable[Deliberation] = (
        Deliberation.objects.filter(session=session)
        .select_related("lower_award", "outcome_award", "rule")
        .prefetch_related("abstentions__seat", "open_votes")
    )
    return rows


def _nominees(session: CouncilSession, kept: dict[int, Deliberation]) -> list[Nominee]:
    wanted = Q(pk__in=kept)
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
    """The highest award first, collectives before individuals, then as the unit ordered them."""
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
    kept: Deliberation | None,
    members: tuple[Member, ...],
    council_path: str,
    voting: Voting | None,
    awards: list[Award],
) -> BallotLine:
    if kept is not None and kept.outcome:
        return _frozen(nominee, kept, members)
    abstaining = _abstaining(nominee, kept, members, council_path)
    turnout = Turnout.of(members, (one.seat for one in abstaining))
    return BallotLine(
        nominee=nominee,
        voting=voting,
        abstaining=abstaining,
        turnout=turnout,
        base=turnout.base(voting.base) if voting else 0,
        lower_choices=lower_than(nominee, awards),
        ballots=_ballots(kept) if kept else None,
        lower_award=kept.lower_award if kept else None,
        deliberation=kept,
        open_votes=tuple((vote.seat_id, vote.choice) for vote in kept.open_votes.all()) if kept else (),
    )


def _frozen(nominee: Nominee, kept: Deliberation, members: tuple[Member, ...]) -> BallotLine:
    whole = Turnout.of(members, ())
    return BallotLine(
        nominee=nominee,
        voting=Voting(
            threshold_percent=kept.threshold_percent,  # type: ignore[arg-type]  # an outcome always has one
            base=kept.threshold_base,
            is_open=kept.ballot == Ballot.OPEN,
            quorum_percent=kept.quorum_percent,
            source=kept.rule_source,
            confirmation=kept.rule.confirmation if kept.rule else "",
            rule=kept.rule_id,
        ),
        abstaining=tuple(
            Abstaining(row.seat_id, row.seat.name, row.ground, row.because) for row in kept.abstentions.all()
        ),
        turnout=Turnout(whole.seats, whole.present, kept.possible or 0),
        base=kept.base_count or 0,
        lower_choices=(),
        ballots=_ballots(kept),
        lower_award=kept.lower_award,
        deliberation=kept,
        open_votes=tuple((vote.seat_id, vote.choice) for vote in kept.open_votes.all()),
    )


def _ballots(kept: Deliberation) -> Ballots:
    return Ballots(kept.handed_in, kept.in_favour, kept.for_lower, kept.against, kept.blank)


def _abstaining(
    nominee: Nominee, kept: Deliberation | None, members: tuple[Member, ...], council_path: str
) -> tuple[Abstaining, ...]:
    """Members with a vote who do not vote on `nominee`: by the records first, then whoever declared it."""
    declared = (
        {
            row.seat_id: row.because
            for row in kept.abstentions.all()
            if row.ground == AbstentionGround.DECLARED
        }
        if kept
        else {}
    )
    found = []
    for member in members:
        if not member.votes:
            continue
        ground = ground_of_records(member, nominee, council_path)
        if ground:
            found.append(Abstaining(member.seat, member.name, ground))
        elif member.seat in declared:
            found.append(
                Abstaining(member.seat, member.name, AbstentionGround.DECLARED, declared[member.seat])
            )
    return tuple(found)


def ground_of_records(member: Member, nominee: Nominee, council_path: str) -> str:
    """Why the records say that `member` does not vote on `nominee`, or ""."""
    if nominee.person_id == member.person:
        return AbstentionGround.SELF
    if abstains_for_the_unit(member, unit_path=nominee.unit.path, council_path=council_path):
        return AbstentionGround.UNIT
    return ""


def lower_than(nominee: Nominee, awards: Iterable[Award]) -> tuple[Award, ...]:
    """Awards for the same kind of recipient that rank below the proposed one (the highest has position 1)."""
    return tuple(
        award
        for award in awards
        if award.is_for(nominee.recipient_kind) and award.position > nominee.award.position
    )
