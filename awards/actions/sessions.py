"""The life of a session: planned, opened with its attendance, concluded with what it rests on frozen, reopened."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.ballots import RUN, SECRETARY
from awards.models import (
    Abstention,
    Ballot,
    CouncilSession,
    Deliberation,
    NominationRound,
    NominationRoundState,
    NomineeState,
    RecipientKind,
    SessionState,
    VoteOutcome,
)
from awards.sections.papers_of_councils import minutes_paper
from awards.selectors.ballots import BallotLine, sheet_of
from awards.selectors.council_papers import FOR_MINUTES, minutes_facts
from awards.selectors.deliberations import decided_upon
from office_culture.actions.councils import (
    SessionClosingForm,
    SessionOpeningForm,
    issuing_minutes,
    list_seats,
    minutes_prepared,
    nobody_presides,
    write_course,
    write_presence,
)
from office_culture.actions.outgoing import Prepared, paper_in_force
from office_culture.actions.workflow import Answers, Because, Transition, Workflow
from office_culture.models import ConflictGround
from office_culture.models.frozen import door
from office_culture.text.dates import numeric
from office_culture.text.numbers import percent

if TYPE_CHECKING:
    from office_culture.models import User


def _may_open(session: CouncilSession, by: "User") -> str:
    of_round = list(_round_refusals(session))
    kind, key = (
        ("awards_nominationround", session.nomination_round_id)
        if of_round
        else ("office_culture_council", session.council_id)
    )
    sentences = [*_wrong_day(session), *of_round, *_nobody_votes(session)]
    return Because(" ".join(sentences), reverse(f"admin:{kind}_change", args=[key]))


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


def _round_refusals(session: CouncilSession) -> Iterable[str]:
    nomination_round = session.nomination_round
    if nomination_round.state != NominationRoundState.SUBMITTED:
        yield gettext("The round is “%(state)s”: a council votes on it once it is put up.") % {
            "state": nomination_round.get_state_display()
        }


def _nobody_votes(session: CouncilSession) -> Iterable[str]:
    if not session.council.seats.filter(votes=True).exists():
        yield gettext("Nobody in this council has a vote.")


def _create_attendance(session: CouncilSession, by: "User", answers: Answers) -> None:
    """Adds a row for each seat, present as it was answered; the secretary may correct it afterwards."""
    list_seats(session, by)
    write_presence(session, answers, by)


def _may_conclude(session: CouncilSession, by: "User") -> str:
    sheet = sheet_of(session)
    voted = [line for line in sheet.lines if line.ballots is not None]
    if not voted:
        return Because(gettext("No ballots are entered yet."), _ballots_of(session))
    problems = [
        *_wrong_day(session),
        *_round_refusals(session),
        *nobody_presides(sheet.members),
        *_settled_elsewhere(session, voted),
        *(problem for line in voted for problem in _inconclusive(session, line)),
    ]
    return Because(" ".join(dict.fromkeys(problems)), _ballots_of(session))


def _ballots_of(session: CouncilSession) -> str:
    return reverse("admin:awards_councilsession_ballots", args=[session.pk])


def _settled_elsewhere(session: CouncilSession, voted: Iterable[BallotLine]) -> Iterable[str]:
    """One sentence for each nominee on whom another session has concluded already."""
    decided = Deliberation.objects.filter(nominee__in=[line.nominee.pk for line in voted]).exclude(outcome="")
    for row in decided.exclude(session=session).select_related("session").order_by("name", "pk"):
        yield gettext("%(name)s: the session “%(session)s” has concluded on this; take the ballots off.") % {
            "name": row.name,
            "session": row.session.name,
        }


def _inconclusive(session: CouncilSession, line: BallotLine) -> Iterable[str]:
    """Sentences that say why the vote on one nominee cannot be concluded."""
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
    write_course(session, answers)
    for line in sheet_of(session).lines:
        if line.deliberation is not None and line.voting is not None:
            _freeze_line(line, by)


def _freeze_line(line: BallotLine, by: "User") -> None:
    deliberation, voting, outcome = line.deliberation, line.voting, line.outcome
    if deliberation is None or voting is None or outcome is None:
        return
    deliberation.rule_id = voting.rule
    deliberation.rule_source = voting.source
    deliberation.threshold_percent = voting.threshold_percent
    deliberation.threshold_base = voting.base
    deliberation.quorum_percent = voting.quorum_percent
    deliberation.ballot = Ballot.OPEN if voting.is_open else Ballot.SECRET
    deliberation.base_count = line.base
    deliberation.possible = line.turnout.possible
    deliberation.outcome = outcome
    awards = {VoteOutcome.AGREED: line.nominee.award, VoteOutcome.LOWER: line.lower_award}
    deliberation.outcome_award = awards.get(outcome)
    deliberation.save(by=by)
    written = set(deliberation.abstentions.values_list("seat", flat=True))
    for abstention in line.abstaining:
        if abstention.seat not in written:
            Abstention(deliberation=deliberation, seat_id=abstention.seat, ground=abstention.ground).save(
                by=by
            )


def _may_reopen(session: CouncilSession, by: "User") -> str:
    return paper_in_force(session) or decided_upon(session)


def _minutes(session: CouncilSession, on: datetime.date, by: "User") -> Prepared:
    row = CouncilSession.objects.select_related(*FOR_MINUTES).get(pk=session.pk)
    return minutes_prepared(
        row,
        on,
        lambda: minutes_paper(minutes_facts(row), draft=False),
        (
            Deliberation.objects.filter(session=row),
            Abstention.objects.filter(deliberation__session=row),
            NominationRound.objects.filter(pk=row.nomination_round_id),
        ),
    )


def _thaw(session: CouncilSession, by: "User", answers: Answers) -> None:
    """Outcomes are computed anew at the next conclusion; the events keep what stood here."""
    with door("reopen"):
        for deliberation in session.deliberations.select_related("nominee"):
            deliberation.outcome, deliberation.outcome_award = "", None
            (
                deliberation.rule,
                deliberation.rule_source,
                deliberation.threshold_percent,
                deliberation.threshold_base,
            ) = None, "", None, ""
            deliberation.quorum_percent, deliberation.base_count, deliberation.possible = None, None, None
            deliberation.save(by=by)
            for row in deliberation.abstentions.exclude(ground=ConflictGround.DECLARED):
                row.delete(by=by)
        CouncilSession.objects.filter(pk=session.pk).update(state=SessionState.OPEN)


WORKFLOW: Workflow[CouncilSession] = Workflow(
    Transition(
        name="open",
        label=_("Open the session"),
        sources=frozenset({SessionState.PLANNED}),
        target=SessionState.OPEN,
        permission=RUN,
        who=SECRETARY,
        form=SessionOpeningForm,
        guard=_may_open,
        apply=_create_attendance,
    ),
    Transition(
        name="conclude",
        label=_("Conclude the session"),
        sources=frozenset({SessionState.OPEN}),
        target=SessionState.CONCLUDED,
        permission=RUN,
        who=SECRETARY,
        form=SessionClosingForm,
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
    *issuing_minutes(_minutes, permission=RUN, who=SECRETARY),
)
