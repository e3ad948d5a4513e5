"""The life of a session: planned, opened with its attendance, concluded with what it rests on frozen, reopened."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.ballots import RUN, SECRETARY
from awards.models import (
    Abstention,
    AbstentionGround,
    Attendance,
    Ballot,
    Council,
    CouncilSession,
    Deliberation,
    NominationRoundState,
    NomineeState,
    RecipientKind,
    SessionState,
    VoteOutcome,
)
from awards.selectors.ballots import BallotLine, BallotSheet, sheet_of
from awards.selectors.deliberations import decided_upon
from campaign.models.reviews import CouncilRole
from office_culture.actions.workflow import Answers, Transition, Workflow
from office_culture.text.dates import numeric
from office_culture.text.numbers import percent

if TYPE_CHECKING:
    from office_culture.models import User


def _may_open(session: CouncilSession, by: "User") -> str:
    return " ".join(
        [
            *_wrong_day(session),
            *_round_not_put_up(session),
            *_nobody_votes(session),
        ]
    )


def _wrong_day(session: CouncilSession) -> Iterable[str]:
    if session.held_on > timezone.localdate():
        yield gettext(
            "The session is planned for %(day)s; until then it is neither opened nor concluded."
        ) % {"day": numeric(session.held_on)}
    since = session.council.since
    if session.held_on < since:
        yield gettext("The council was set up on %(day)s; it does not sit before that day.") % {
            "day": numeric(since)
        }


def _round_not_put_up(session: CouncilSession) -> Iterable[str]:
    held = session.nomination_round
    if held.state != NominationRoundState.SUBMITTED:
        yield gettext("The round is “%(state)s”: a council votes on it once it is put up.") % {
            "state": held.get_state_display()
        }


def _nobody_votes(session: CouncilSession) -> Iterable[str]:
    if not session.council.seats.filter(votes=True).exists():
        yield gettext("Nobody in this council has a vote.")


def _take_attendance(session: CouncilSession, by: "User", answers: Answers) -> None:
    """One row for each seat, nobody present yet: who attends is said by the secretary, not by the program."""
    list_seats(session, by)


def list_seats(session: CouncilSession, by: "User") -> None:
    """Adds the rows of attendance that are missing; those that exist stay as they are."""
    there = set(session.attendances.values_list("seat", flat=True))
    for seat in session.council.seats.all():
        if seat.pk not in there:
            Attendance(session=session, seat=seat).save(by=by)


def list_new_seats(council: Council, by: "User") -> None:
    """A member who is added while the council sits stands in the list of its open sessions as well."""
    for session in council.sessions.filter(state=SessionState.OPEN):
        list_seats(session, by)


def _may_conclude(session: CouncilSession, by: "User") -> str:
    sheet = sheet_of(session)
    voted = [line for line in sheet.lines if line.ballots is not None]
    if not voted:
        return gettext("No ballots are entered yet.")
    problems = [
        *_wrong_day(session),
        *_round_not_put_up(session),
        *_nobody_presides(sheet),
        *_settled_elsewhere(session, voted),
        *(problem for line in voted for problem in _inconclusive(session, line)),
    ]
    return " ".join(dict.fromkeys(problems))


def _nobody_presides(sheet: BallotSheet) -> Iterable[str]:
    presiding = {CouncilRole.CHAIR, CouncilRole.DEPUTY}
    if not any(member.present and member.role in presiding for member in sheet.members):
        yield gettext("Neither the chair nor a deputy attends: nobody presides over the session.")


def _settled_elsewhere(session: CouncilSession, voted: Iterable[BallotLine]) -> Iterable[str]:
    """Two sessions may have counted for the same nominee; whichever concludes first has the word."""
    said = Deliberation.objects.filter(nominee__in=[line.nominee.pk for line in voted]).exclude(outcome="")
    for row in said.exclude(session=session).select_related("session").order_by("name", "pk"):
        yield gettext("%(name)s: the session “%(session)s” has concluded on this; take the ballots off.") % {
            "name": row.name,
            "session": row.session.name,
        }


def _inconclusive(session: CouncilSession, line: BallotLine) -> Iterable[str]:
    """Why the vote on one nominee cannot be concluded."""
    nominee, voting, ballots = line.nominee, line.voting, line.ballots
    if nominee.state != NomineeState.PASSED:
        yield gettext("%(name)s is “%(state)s” now; take the ballots off.") % {
            "name": nominee.name,
            "state": nominee.get_state_display(),
        }
    if ballots is not None and ballots.handed_in > line.turnout.possible:
        yield gettext("%(name)s: %(handed_in)s ballots, but only %(possible)s members could vote.") % {
            "name": nominee.name,
            "handed_in": ballots.handed_in,
            "possible": line.turnout.possible,
        }
    if voting is None:
        yield gettext(
            "No rule on the vote about “%(award)s” (%(recipient)s) is in force on %(day)s. Enter the threshold of the "
            "office's own with its source on the page of the session."
        ) % {
            "award": nominee.award,
            "recipient": RecipientKind(nominee.recipient_kind).label,
            "day": numeric(session.nomination_round.rules_day),
        }
    elif not line.turnout.is_quorate(voting.quorum_percent):
        yield gettext(
            "“%(award)s”: %(present)s of %(seats)s members with a vote attend; %(quorum)s must."
        ) % {
            "award": nominee.award,
            "present": line.turnout.present,
            "seats": line.turnout.seats,
            "quorum": percent(voting.quorum_percent or 0),
        }
    if voting is not None and not voting.is_open and line.open_votes:
        yield gettext(
            "%(name)s: the ballot is secret now, yet open votes are kept. Enter the ballots again."
        ) % {"name": nominee.name}


def _freeze(session: CouncilSession, by: "User", answers: Answers) -> None:
    """Writes down the outcome of each vote with the rule, the base and who abstained, as they are today."""
    for line in sheet_of(session).lines:
        if line.deliberation is not None and line.voting is not None:
            _freeze_line(line, by)


def _freeze_line(line: BallotLine, by: "User") -> None:
    kept, voting, outcome = line.deliberation, line.voting, line.outcome
    if kept is None or voting is None or outcome is None:
        return
    kept.rule_id = voting.rule
    kept.rule_source = voting.source
    kept.threshold_percent = voting.threshold_percent
    kept.threshold_base = voting.base
    kept.quorum_percent = voting.quorum_percent
    kept.ballot = Ballot.OPEN if voting.is_open else Ballot.SECRET
    kept.base_count = line.base
    kept.possible = line.turnout.possible
    kept.outcome = outcome
    awards = {VoteOutcome.AGREED: line.nominee.award, VoteOutcome.LOWER: line.lower_award}
    kept.outcome_award = awards.get(outcome)
    kept.save(by=by)
    written = set(kept.abstentions.values_list("seat", flat=True))
    for one in line.abstaining:
        if one.seat not in written:
            Abstention(deliberation=kept, seat_id=one.seat, ground=one.ground).save(by=by)


def _may_reopen(session: CouncilSession, by: "User") -> str:
    return decided_upon(session)


def _thaw(session: CouncilSession, by: "User", answers: Answers) -> None:
    """Outcomes are computed anew at the next conclusion; the events keep what stood here."""
    for kept in session.deliberations.select_related("nominee"):
        kept.outcome, kept.outcome_award = "", None
        kept.rule, kept.rule_source, kept.threshold_percent, kept.threshold_base = None, "", None, ""
        kept.quorum_percent, kept.base_count, kept.possible = None, None, None
        kept.save(by=by)
        for row in kept.abstentions.exclude(ground=AbstentionGround.DECLARED):
            row.delete(by=by)


WORKFLOW: Workflow[CouncilSession] = Workflow(
    Transition(
        name="open",
        label=_("Open the session"),
        sources=frozenset({SessionState.PLANNED}),
        target=SessionState.OPEN,
        permission=RUN,
        who=SECRETARY,
        guard=_may_open,
        apply=_take_attendance,
    ),
    Transition(
        name="conclude",
        label=_("Conclude the session"),
        sources=frozenset({SessionState.OPEN}),
        target=SessionState.CONCLUDED,
        permission=RUN,
        who=SECRETARY,
        guard=_may_conclude,
        apply=_freeze,
    ),
    Transition(
        name="reopen",
        label=_("Reopen the session"),
        sources=frozenset({SessionState.CONCLUDED}),
        target=SessionState.OPEN,
        permission=RUN,
        who=SECRETARY,
        needs_reason=True,
        guard=_may_reopen,
        apply=_thaw,
    ),
)
