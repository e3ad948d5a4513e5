"""What waits in commendation: rounds, dossiers, sessions of councils, decisions, objections."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from awards.actions import decisions, dossiers, nominees, postings, revocations, rounds, sessions, submissions
from awards.models import (
    Answer,
    AwardDecision,
    CouncilSession,
    DecisionLine,
    Dossier,
    DossierState,
    NominationRound,
    NominationRoundState,
    Nominee,
    NomineeState,
    Objection,
    ObjectionState,
    Revocation,
    RevokedAward,
    Submission,
    SubmissionLine,
)
from office_culture.actions import outgoing
from office_culture.actions.waiting import (
    Urgency,
    WaitingFor,
    answer_to,
    declare,
    way_of_papers,
)
from office_culture.models import OutgoingState
from office_culture.models.outgoing import FINAL

OFFICE = "round__unit"


def _without_answer(rows: Any, today: datetime.date) -> Any:
    open_lines = SubmissionLine.objects.filter(answer=Answer.OPEN)
    return rows.filter(pk__in=open_lines.order_by().values("submission"))


def _with_prizes_to_pay(rows: Any, today: datetime.date) -> Any:
    unpaid = DecisionLine.objects.filter(prize_due__gt=0, paid_on=None, void=False)
    return rows.filter(outside=False, pk__in=unpaid.order_by().values("decision"))


def _not_returned(rows: Any, today: datetime.date) -> Any:
    owed = RevokedAward.objects.filter(object_returned_on=None)
    return rows.filter(pk__in=owed.order_by().values("revocation")).exclude(returns_due_on__lt=today)


def _not_returned_in_time(rows: Any, today: datetime.date) -> Any:
    owed = RevokedAward.objects.filter(object_returned_on=None)
    return rows.filter(returns_due_on__lt=today, pk__in=owed.order_by().values("revocation"))


def _under_review(rows: Any, today: datetime.date) -> Any:
    return rows.filter(dossier__state=DossierState.UNDER_REVIEW)


def _session_day_reached(rows: Any, today: datetime.date) -> Any:
    return rows.filter(held_on__lte=today)


def _held_after(rows: Any, today: datetime.date) -> Any:
    return rows.filter(held_on__gt=today)


def _without_minutes(rows: Any, today: datetime.date) -> Any:
    return rows.filter(paper=None)


declare(
    NominationRound,
    rounds.WORKFLOW,
    WaitingFor(slug="decide", label=_("Nomination rounds without a decision"), step="decide", unit="unit"),
    WaitingFor(
        slug="gather",
        label=_("Nomination rounds that gather dossiers"),
        step="submit",
        unit="unit",
        urgency=Urgency.DRAFTS,
    ),
    settled={NominationRoundState.DECIDED},
)
declare(
    Dossier,
    dossiers.WORKFLOW,
    WaitingFor(
        slug="review",
        label=_("Dossiers submitted, to be reviewed"),
        permission=dossiers.REVIEW,
        states=frozenset({DossierState.SUBMITTED, DossierState.UNDER_REVIEW}),
        unit=OFFICE,
    ),
    WaitingFor(
        slug="write",
        label=_("Dossiers being written"),
        step="submit",
        unit="unit",
        urgency=Urgency.DRAFTS,
    ),
    answer_to(
        "submit",
        _("Dossiers that I submitted, checked"),
        permission="awards.view_dossier",
        states={DossierState.CHECKED},
    ),
    settled={DossierState.CHECKED},
)
declare(
    Nominee,
    nominees.WORKFLOW,
    WaitingFor(slug="mend", label=_("Nominees returned, to be mended"), step="send", unit="dossier__unit"),
    WaitingFor(
        slug="judge",
        label=_("Nominees to be passed on or returned"),
        step="pass",
        unit="dossier__round__unit",
        rows=_under_review,
    ),
    answer_to(
        "send",
        _("Nominees that I sent again, passed on"),
        permission="awards.view_nominee",
        states={NomineeState.PASSED},
    ),
    settled={NomineeState.PASSED, NomineeState.WITHDRAWN},
)
declare(
    CouncilSession,
    sessions.WORKFLOW,
    WaitingFor(
        slug="open", label=_("Sessions of councils to be opened"), step="open", rows=_session_day_reached
    ),
    WaitingFor(slug="conclude", label=_("Sessions of councils to be concluded"), step="conclude"),
    WaitingFor(
        slug="minutes",
        label=_("Minutes of councils to be issued"),
        step=outgoing.ISSUE,
        rows=_without_minutes,
    ),
    WaitingFor(
        slug="planned",
        label=_("Sessions of councils planned"),
        step="open",
        urgency=Urgency.DUE,
        rows=_held_after,
        day="held_on",
    ),
)
declare(
    Objection,
    postings.WORKFLOW,
    WaitingFor(slug="settle", label=_("Objections to be settled"), step="settle"),
    settled={ObjectionState.SETTLED},
)
declare(
    AwardDecision,
    decisions.WORKFLOW,
    *way_of_papers(
        "awards.awarddecision",
        approve=_("Decisions on awards to approve"),
        issue=_("Decisions on awards approved, to be issued"),
        write=_("Decisions on awards being written"),
        answered=_("Decisions on awards that I sent to review, approved or issued"),
    ),
    WaitingFor(
        slug="pay",
        label=_("Decisions with prizes to be paid"),
        step="pay",
        unit="unit",
        rows=_with_prizes_to_pay,
    ),
    settled=FINAL,
)
declare(
    Submission,
    submissions.WORKFLOW,
    *way_of_papers(
        "awards.submission",
        approve=_("Submissions to approve"),
        issue=_("Submissions approved, to be issued"),
        write=_("Submissions being written"),
        answered=_("Submissions that I sent to review, approved or issued"),
    ),
    WaitingFor(
        slug="answer",
        label=_("Submissions without an answer yet"),
        step="answer",
        unit="unit",
        urgency=Urgency.DUE,
        rows=_without_answer,
    ),
    settled={OutgoingState.WITHDRAWN},
)
declare(
    Revocation,
    revocations.WORKFLOW,
    *way_of_papers(
        "awards.revocation",
        approve=_("Revocations to approve"),
        issue=_("Revocations approved, to be issued"),
        write=_("Revocations being written"),
        answered=_("Revocations that I sent to review, approved or issued"),
    ),
    WaitingFor(
        slug="returns",
        label=_("Revoked awards to be returned"),
        step="returns",
        unit="unit",
        urgency=Urgency.DUE,
        rows=_not_returned,
        day="returns_due_on",
    ),
    WaitingFor(
        slug="returns-late",
        label=_("Revoked awards not returned in time"),
        step="returns",
        unit="unit",
        urgency=Urgency.OVERDUE,
        rows=_not_returned_in_time,
        day="returns_due_on",
    ),
    settled=FINAL,
)
