"""What waits in the records of the campaign: reports, tasks, innovations, figures, outlines."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from campaign.actions import (
    assignments,
    criteria,
    feeds,
    figures,
    innovations,
    outlines,
    reports,
    review_sessions,
    tasks,
)
from campaign.models import (
    AssignmentState,
    CalendarFeed,
    CaseFileReturn,
    DigitalShare,
    FeedState,
    FigureState,
    IndicatorValue,
    Innovation,
    InnovationState,
    OutlineVersion,
    ReformRank,
    Report,
    ReportState,
    ReviewAttendance,
    ReviewCriteria,
    ReviewSession,
    Score,
    SectionAssignment,
    Task,
    TaskState,
)
from campaign.models.innovations import DECIDED
from campaign.models.reports import ISSUED_STATES
from campaign.selectors.remarks import waiting_for_review_of
from office_culture.actions import outgoing
from office_culture.actions.waiting import (
    SOON_DAYS,
    Urgency,
    WaitingFor,
    answer_to,
    declare,
    version_drafts,
    way_of_papers,
)
from office_culture.models import Seat, User
from office_culture.models.sessions import SessionState

LEAD, PLAN = "lead_unit", "plan__unit"


def _late(rows: Any, today: datetime.date) -> Any:
    return rows.overdue(today)


def _soon(rows: Any, today: datetime.date) -> Any:
    return rows.due_soon(today, SOON_DAYS)


def _of_drafts(rows: Any, today: datetime.date) -> Any:
    return rows.filter(report__state=ReportState.DRAFT)


def _all_delivered(rows: Any, today: datetime.date) -> Any:
    """Reports of which sections were handed out and none is still to be written."""
    handed_out = SectionAssignment.objects.filter(report=OuterRef("pk")).order_by()
    return rows.filter(
        Exists(handed_out.exclude(state=AssignmentState.TAKEN_BACK)), ~Exists(handed_out.awaited())
    )


def _without_minutes(rows: Any, today: datetime.date) -> Any:
    return rows.filter(paper=None)


def _in_session(rows: Any, today: datetime.date) -> Any:
    return rows.filter(session__state=SessionState.OPEN)


def _ready_to_be_decided(rows: Any, today: datetime.date) -> Any:
    """Proposals on which everybody present has given points, or whose session is concluded."""
    given = Score.objects.filter(innovation=OuterRef(OuterRef("pk")), seat=OuterRef("seat"))
    silent = ReviewAttendance.objects.filter(
        ~Exists(given), session=OuterRef("session"), present=True, seat__votes=True
    )
    scored = Exists(Score.objects.filter(innovation=OuterRef("pk")))
    return rows.filter(Q(session__state=SessionState.CONCLUDED) | (Q(scored) & ~Q(Exists(silent))))


def _not_scored_by(rows: Any, user: User) -> Any:
    """Proposals put to a session in which the account's own person has a vote and has given no points yet."""
    seats = Seat.objects.filter(person__account=user, votes=True)
    given = Score.objects.filter(seat__in=seats)
    return rows.filter(session__council__in=seats.order_by().values("council")).exclude(
        pk__in=given.order_by().values("innovation")
    )


declare(
    Report,
    reports.WORKFLOW,
    WaitingFor(
        slug="my-review",
        label=_("Reports waiting for my review"),
        permission="campaign.view_report",
        states=frozenset({ReportState.IN_REVIEW}),
        own=waiting_for_review_of,
    ),
    WaitingFor(
        slug="complete",
        label=_("Reports with every section delivered, to be sent to review"),
        step="submit",
        unit="unit",
        rows=_all_delivered,
        asks="submit",
    ),
    *way_of_papers(
        "campaign.report",
        approve=_("Reports to approve"),
        issue=_("Reports approved, to be issued"),
        write=_("Reports being written"),
        answered=_("Reports that I sent to review, approved or issued"),
    ),
    settled=ISSUED_STATES,
)
declare(
    SectionAssignment,
    assignments.WORKFLOW,
    WaitingFor(
        slug="deliver",
        label=_("Sections of reports to write"),
        step="deliver",
        unit="unit",
        rows=_of_drafts,
        day="due",
        page="write",
    ),
    WaitingFor(
        slug="accept",
        label=_("Sections of reports delivered, to be accepted"),
        step="accept",
        unit="report__unit",
    ),
    WaitingFor(
        slug="late",
        label=_("Sections of reports not written in time"),
        permission="campaign.view_sectionassignment",
        urgency=Urgency.OVERDUE,
        rows=_late,
        day="due",
    ),
    answer_to(
        "deliver",
        _("Sections that I delivered, accepted"),
        permission="campaign.view_sectionassignment",
        states={AssignmentState.ACCEPTED},
    ),
    settled={AssignmentState.ACCEPTED, AssignmentState.TAKEN_BACK},
)
declare(
    Task,
    tasks.WORKFLOW,
    WaitingFor(slug="begin", label=_("New tasks to begin"), step="start", unit=LEAD, day="due"),
    WaitingFor(
        slug="mend",
        label=_("Tasks returned, to be worked on again"),
        step="report",
        states=frozenset({TaskState.RETURNED}),
        unit=LEAD,
        day="due",
    ),
    WaitingFor(slug="accept", label=_("Tasks reported as done, to be accepted"), step="accept", unit=PLAN),
    WaitingFor(
        slug="overdue",
        label=_("Tasks overdue"),
        permission="campaign.view_task",
        urgency=Urgency.OVERDUE,
        rows=_late,
        day="due",
    ),
    WaitingFor(
        slug="soon",
        label=_("Tasks due within 14 days"),
        permission="campaign.view_task",
        urgency=Urgency.DUE,
        rows=_soon,
        day="due",
    ),
    WaitingFor(
        slug="report",
        label=_("Tasks under way, to be reported as done"),
        step="report",
        states=frozenset({TaskState.IN_PROGRESS}),
        unit=LEAD,
        urgency=Urgency.DRAFTS,
        day="due",
    ),
    answer_to(
        "report",
        _("Tasks that I reported as done, accepted"),
        permission="campaign.view_task",
        states={TaskState.ACCEPTED},
    ),
    settled={TaskState.ACCEPTED, TaskState.CANCELLED},
)
declare(
    Innovation,
    innovations.WORKFLOW,
    WaitingFor(
        slug="mend",
        label=_("Innovations returned, to be mended"),
        step="submit",
        states=frozenset({InnovationState.RETURNED}),
        unit="unit",
    ),
    WaitingFor(slug="review", label=_("Innovations submitted, to be reviewed"), step="review", unit="unit"),
    WaitingFor(
        slug="score",
        label=_("Innovations waiting for my points"),
        permission="campaign.view_innovation",
        states=frozenset({InnovationState.UNDER_REVIEW}),
        rows=_in_session,
        own=_not_scored_by,
    ),
    WaitingFor(
        slug="decide",
        label=_("Innovations to decide on"),
        step="recognise",
        unit="unit",
        rows=_ready_to_be_decided,
    ),
    WaitingFor(
        slug="write",
        label=_("Innovations being written"),
        step="submit",
        states=frozenset({InnovationState.DRAFT}),
        unit="unit",
        urgency=Urgency.DRAFTS,
    ),
    answer_to(
        "submit",
        _("Innovations that I submitted, decided on"),
        permission="campaign.view_innovation",
        states=DECIDED,
    ),
    settled=DECIDED,
)
declare(
    ReviewSession,
    review_sessions.WORKFLOW,
    WaitingFor(
        slug="conclude",
        label=_("Sessions on innovations to be concluded"),
        step="conclude",
        unit="council__unit",
    ),
    WaitingFor(
        slug="minutes",
        label=_("Minutes of sessions on innovations to be issued"),
        step=outgoing.ISSUE,
        unit="council__unit",
        rows=_without_minutes,
    ),
    # A session on innovations is open from its entry; see `ReviewSession`.
    settled={SessionState.PLANNED},
)
for kind, label in (
    (CaseFileReturn, _("Returns of the one-stop desk to confirm")),
    (IndicatorValue, _("Values of indicators to confirm")),
    (ReformRank, _("Reform ranks to confirm")),
    (DigitalShare, _("Shares of digital work to confirm")),
):
    declare(
        kind,
        figures.WORKFLOWS[kind],
        WaitingFor(slug="confirm", label=label, step="confirm", unit="unit"),
        settled={FigureState.CONFIRMED},
    )
declare(
    OutlineVersion,
    outlines.WORKFLOW,
    *version_drafts(_("Outlines being written")),
    settled=("in_use", "withdrawn"),
)
declare(
    ReviewCriteria,
    criteria.WORKFLOW,
    *version_drafts(_("Criteria of review being written")),
    settled=("in_use", "withdrawn"),
)
declare(CalendarFeed, feeds.WORKFLOW, settled={FeedState.ACTIVE, FeedState.REVOKED})
