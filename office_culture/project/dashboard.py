"""The start page of the admin: what waits, as tiles that each lead to their rows.

A tile is a selector: rows that wait, and the list behind them. To add one, add a line to `SOURCES`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, IntegerField, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models import (
    AwardDecision,
    CouncilSession,
    Dossier,
    DossierState,
    NominationRound,
    NominationRoundState,
    Nominee,
    NomineeState,
    Objection,
    ObjectionState,
    Revocation,
    SessionState,
    Submission,
)
from campaign.models import (
    AssignmentState,
    Innovation,
    InnovationState,
    Report,
    ReportState,
    SectionAssignment,
    Task,
    TaskState,
)
from campaign.selectors.remarks import waiting_for_review_of
from office_culture.models import Finding, FindingState, Inspection, InspectionState, OutgoingState

if TYPE_CHECKING:
    from office_culture.models import User

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its meaning and the list behind it; `kind` chooses the colour."""

    kind: str
    label: Any
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a tile counts: visible rows of `model`, for accounts with `permission`.

    `query` shows the same rows in their list; `{today}` in it stands for the day.
    """

    kind: str
    label: Any
    model: Any
    permission: str
    rows: Callable[[Any, datetime.date], Any]
    query: dict[str, str]
    # Narrows the rows to those that wait for this very account.
    own: Callable[[Any, "User"], Any] | None = None


def in_state(
    label: Any, model: Any, permission: str, *states: str, kind: str = "waiting", own: Any = None
) -> Source:
    """Rows that stand in one of these states."""
    query = {"state__exact": states[0]} if len(states) == 1 else {"state__in": ",".join(states)}
    return Source(
        kind, label, model, permission, lambda rows, today: rows.filter(state__in=states), query, own=own
    )


SOURCES = (
    in_state(_("Reports to approve"), Report, "campaign.approve_report", ReportState.IN_REVIEW),
    in_state(_("Reports approved, to be issued"), Report, "campaign.issue_report", ReportState.APPROVED),
    Source(
        "waiting",
        _("Reports waiting for my review"),
        Report,
        "campaign.view_report",
        lambda rows, today: rows,
        {"my_review": "waiting"},
        own=waiting_for_review_of,
    ),
    Source(
        "waiting",
        _("Sections of reports to write"),
        SectionAssignment,
        "campaign.deliver_section",
        lambda rows, today: rows.awaited(),
        {"last_day": "awaited"},
    ),
    in_state(
        _("Sections of reports delivered, to be accepted"),
        SectionAssignment,
        "campaign.change_report",
        AssignmentState.DELIVERED,
    ),
    in_state(_("Tasks reported as done, to be accepted"), Task, "campaign.steer_task", TaskState.REPORTED),
    in_state(
        _("Innovations submitted, to be reviewed"),
        Innovation,
        "campaign.review_innovation",
        InnovationState.SUBMITTED,
    ),
    in_state(
        _("Dossiers submitted, to be reviewed"),
        Dossier,
        "awards.review_dossier",
        DossierState.SUBMITTED,
        DossierState.UNDER_REVIEW,
    ),
    in_state(_("Nominees returned, to be mended"), Nominee, "awards.change_nominee", NomineeState.RETURNED),
    in_state(
        _("Nomination rounds without a decision"),
        NominationRound,
        "awards.change_nominationround",
        NominationRoundState.SUBMITTED,
    ),
    in_state(
        _("Sessions of councils to be concluded"),
        CouncilSession,
        "awards.run_councilsession",
        SessionState.OPEN,
    ),
    in_state(_("Objections to be settled"), Objection, "awards.settle_objection", ObjectionState.OPEN),
    in_state(
        _("Decisions on awards to approve"),
        AwardDecision,
        "awards.approve_awarddecision",
        OutgoingState.IN_REVIEW,
    ),
    in_state(
        _("Decisions on awards approved, to be issued"),
        AwardDecision,
        "awards.issue_awarddecision",
        OutgoingState.APPROVED,
    ),
    in_state(_("Submissions to approve"), Submission, "awards.approve_submission", OutgoingState.IN_REVIEW),
    in_state(
        _("Submissions approved, to be issued"),
        Submission,
        "awards.issue_submission",
        OutgoingState.APPROVED,
    ),
    in_state(_("Revocations to approve"), Revocation, "awards.approve_revocation", OutgoingState.IN_REVIEW),
    in_state(
        _("Revocations approved, to be issued"),
        Revocation,
        "awards.issue_revocation",
        OutgoingState.APPROVED,
    ),
    in_state(
        _("Inspections that ask for the unit's own assessment"),
        Inspection,
        "office_culture.assess_inspection",
        InspectionState.SELF_ASSESSMENT,
    ),
    in_state(
        _("Inspections under way, to be closed"),
        Inspection,
        "office_culture.close_inspection",
        InspectionState.AT_WORK,
    ),
    in_state(
        _("Findings to remedy"),
        Finding,
        "office_culture.remedy_finding",
        FindingState.OPEN,
        FindingState.REOPENED,
    ),
    in_state(
        _("Findings remedied, to be checked"),
        Finding,
        "office_culture.verify_finding",
        FindingState.REMEDIED,
    ),
    Source(
        "overdue",
        _("Findings not remedied in time"),
        Finding,
        "office_culture.view_finding",
        lambda rows, today: rows.overdue(today),
        {"state__in": f"{FindingState.OPEN},{FindingState.REOPENED}", "due_on__lt": "{today}"},
    ),
    Source(
        "overdue",
        _("Tasks overdue"),
        Task,
        "campaign.view_task",
        lambda rows, today: rows.overdue(today),
        {"last_day": "overdue"},
    ),
    Source(
        "due",
        _("Tasks due within 14 days"),
        Task,
        "campaign.view_task",
        lambda rows, today: rows.due_soon(today, SOON_DAYS),
        {"last_day": "soon"},
    ),
    in_state(
        _("Sessions of councils planned"),
        CouncilSession,
        "awards.run_councilsession",
        SessionState.PLANNED,
        kind="due",
    ),
    in_state(_("Reports being written"), Report, "campaign.change_report", ReportState.DRAFT, kind="drafts"),
    in_state(
        _("Dossiers being written"), Dossier, "awards.change_dossier", DossierState.DRAFT, kind="drafts"
    ),
)


def tiles(user: "User") -> list[Tile]:
    """The tiles that this account may see and that count anything, the most urgent first; one statement for all."""
    today = timezone.localdate()
    seen = [
        source
        for source in SOURCES
        if user.has_perm(source.permission) and user.has_perm(_view(source.model))
    ]
    if not seen:
        return []
    first, *others = (_counted(place, source, user, today) for place, source in enumerate(seen))
    counts = dict(first.union(*others, all=True).values_list("of_tile", "rows_there"))
    return [
        Tile(source.kind, source.label, counts[place], _list_url(source, today))
        for place, source in enumerate(seen)
        if counts.get(place)
    ]


def _counted(place: int, source: Source, user: "User", today: datetime.date) -> Any:
    """How many rows wait there, as a query of one row."""
    rows = source.rows(source.model.objects.visible_to(user), today)
    if source.own:
        rows = source.own(rows, user)
    return (
        rows.order_by()
        .annotate(of_tile=Value(place, output_field=IntegerField()))
        .values("of_tile")
        .annotate(rows_there=Count("pk", distinct=True))
        .values_list("of_tile", "rows_there")
    )


def _view(model: Any) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def _list_url(source: Source, today: datetime.date) -> str:
    opts = source.model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    query = {name: str(value).format(today=today.isoformat()) for name, value in source.query.items()}
    return f"{address}?{urlencode(query)}"
