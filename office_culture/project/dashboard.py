"""The start page of the admin: what waits, as tiles that each lead to their rows.

A tile is a selector: one query, and the list behind it. To add one, add a line to `SOURCES`.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models import NominationRound, RoundState
from campaign.models import AssignmentState, Report, ReportState, SectionAssignment, Task, TaskState
from campaign.selectors.remarks import waiting_for_review_of
from office_culture.models import Finding, FindingState, Inspection, InspectionState

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


SOURCES = (
    Source(
        "waiting",
        _("Reports to approve"),
        Report,
        "campaign.approve_report",
        lambda rows, today: rows.filter(state=ReportState.IN_REVIEW),
        {"state__exact": ReportState.IN_REVIEW},
    ),
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
    Source(
        "waiting",
        _("Sections of reports delivered, to be accepted"),
        SectionAssignment,
        "campaign.change_report",
        lambda rows, today: rows.filter(state=AssignmentState.DELIVERED),
        {"state__exact": AssignmentState.DELIVERED},
    ),
    Source(
        "waiting",
        _("Tasks reported as done, to be accepted"),
        Task,
        "campaign.steer_task",
        lambda rows, today: rows.filter(state=TaskState.REPORTED),
        {"state__exact": TaskState.REPORTED},
    ),
    Source(
        "waiting",
        _("Nomination rounds without a decision"),
        NominationRound,
        "awards.change_nominationround",
        lambda rows, today: rows.filter(state=RoundState.SUBMITTED),
        {"state__exact": RoundState.SUBMITTED},
    ),
    Source(
        "waiting",
        _("Inspections that ask for the unit's own assessment"),
        Inspection,
        "office_culture.assess_inspection",
        lambda rows, today: rows.filter(state=InspectionState.SELF_ASSESSMENT),
        {"state__exact": InspectionState.SELF_ASSESSMENT},
    ),
    Source(
        "waiting",
        _("Inspections under way, to be closed"),
        Inspection,
        "office_culture.close_inspection",
        lambda rows, today: rows.filter(state=InspectionState.AT_WORK),
        {"state__exact": InspectionState.AT_WORK},
    ),
    Source(
        "waiting",
        _("Findings to remedy"),
        Finding,
        "office_culture.remedy_finding",
        lambda rows, today: rows.filter(state__in=(FindingState.OPEN, FindingState.REOPENED)),
        {"state__in": f"{FindingState.OPEN},{FindingState.REOPENED}"},
    ),
    Source(
        "waiting",
        _("Findings remedied, to be checked"),
        Finding,
        "office_culture.verify_finding",
        lambda rows, today: rows.filter(state=FindingState.REMEDIED),
        {"state__exact": FindingState.REMEDIED},
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
    Source(
        "drafts",
        _("Reports being written"),
        Report,
        "campaign.change_report",
        lambda rows, today: rows.filter(state=ReportState.DRAFT),
        {"state__exact": ReportState.DRAFT},
    ),
)


def tiles(user: "User") -> list[Tile]:
    """The tiles that this account may see and that count anything, the most urgent first."""
    today = timezone.localdate()
    found = []
    for source in SOURCES:
        if user.has_perm(source.permission) and user.has_perm(_view(source.model)):
            rows = source.rows(source.model.objects.visible_to(user), today)
            count = (source.own(rows, user) if source.own else rows).count()
            if count:
                found.append(Tile(source.kind, source.label, count, _list_url(source, today)))
    return found


def _view(model: Any) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def _list_url(source: Source, today: datetime.date) -> str:
    opts = source.model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    query = {name: str(value).format(today=today.isoformat()) for name, value in source.query.items()}
    return f"{address}?{urlencode(query)}"
