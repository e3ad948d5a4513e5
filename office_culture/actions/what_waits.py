"""What waits in the records of the office: inspections, findings, papers, checklists, units that change."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office_culture.actions import (
    checklists,
    findings,
    inspections,
    office_papers,
    outgoing,
    rounds,
    unit_changes,
)
from office_culture.actions.waiting import (
    SOON_DAYS,
    Urgency,
    WaitingFor,
    answer_to,
    declare,
    version_drafts,
    way_of_papers,
)
from office_culture.models import (
    ChecklistVersion,
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionRoundState,
    InspectionState,
    OfficePaper,
    UnitChange,
    UnitChangeState,
    User,
)
from office_culture.models.outgoing import FINAL

# Older inspections were signed on paper before the program came; nobody waits for their minutes.
MINUTES_AWAITED_DAYS = 365


def _of_a_round_under_way(rows: Any, today: datetime.date) -> Any:
    return rows.filter(inspection_round__state=InspectionRoundState.OPEN)


def _without_minutes(rows: Any, today: datetime.date) -> Any:
    since = today - datetime.timedelta(days=MINUTES_AWAITED_DAYS)
    return rows.filter(paper=None, inspection_round__placed_to__gte=since)


def _without_report(rows: Any, today: datetime.date) -> Any:
    return rows.filter(paper=None, placed_to__gte=today - datetime.timedelta(days=MINUTES_AWAITED_DAYS))


def _all_visited(rows: Any, today: datetime.date) -> Any:
    return rows.exclude(pk__in=_rounds_with_visits())


def _not_all_visited(rows: Any, today: datetime.date) -> Any:
    return rows.filter(pk__in=_rounds_with_visits())


def _rounds_with_visits() -> Any:
    """The rounds in which a unit is still to be visited, by their keys."""
    open_visits = Inspection.objects.exclude(state=InspectionState.CLOSED).order_by()
    return open_visits.values("inspection_round")


def _visits_due(rows: Any, today: datetime.date) -> Any:
    """Visits of rounds under way whose own day, or the last day of the round, is today or has passed."""
    return _of_a_round_under_way(rows, today).filter(_is_due(today))


def _visits_to_come(rows: Any, today: datetime.date) -> Any:
    return _of_a_round_under_way(rows, today).exclude(_is_due(today))


def _is_due(today: datetime.date) -> Q:
    return Q(visited_on__lte=today) | Q(visited_on=None, inspection_round__placed_to__lte=today)


def _late(rows: Any, today: datetime.date) -> Any:
    return rows.overdue(today)


def _soon(rows: Any, today: datetime.date) -> Any:
    return rows.due_soon(today, SOON_DAYS)


declare(
    InspectionRound,
    rounds.workflow,
    WaitingFor(slug="open", label=_("Rounds of inspections to be opened"), step="open", unit="unit"),
    WaitingFor(
        slug="finish",
        label=_("Rounds with every unit visited, to be finished"),
        step="finish",
        unit="unit",
        rows=_all_visited,
    ),
    WaitingFor(
        slug="issue",
        label=_("Reports on rounds to be issued"),
        step=outgoing.ISSUE,
        unit="unit",
        rows=_without_report,
    ),
    WaitingFor(
        slug="under-way",
        label=_("Rounds of inspections under way"),
        step="finish",
        unit="unit",
        urgency=Urgency.DRAFTS,
        rows=_not_all_visited,
    ),
)
declare(
    Inspection,
    inspections.workflow,
    WaitingFor(
        slug="visit",
        label=_("Visits of today and before, to be begun"),
        step="start",
        rows=_visits_due,
        page="form",
        day="visited_on",
    ),
    WaitingFor(
        slug="assess",
        label=_("Inspections that ask for the unit's own assessment"),
        permission="office_culture.assess_inspection",
        states=frozenset({InspectionState.SELF_ASSESSMENT}),
        unit="unit",
    ),
    WaitingFor(slug="close", label=_("Inspections under way, to be closed"), step="close"),
    WaitingFor(
        slug="planned",
        label=_("Visits of rounds under way"),
        page="form",
        step="start",
        urgency=Urgency.DUE,
        rows=_visits_to_come,
        day="visited_on",
    ),
    WaitingFor(
        slug="minutes",
        label=_("Minutes of inspections to be issued"),
        step=outgoing.ISSUE,
        rows=_without_minutes,
    ),
)
declare(
    Finding,
    findings.workflow,
    WaitingFor(slug="remedy", label=_("Findings to remedy"), step="remedy", unit="unit", day="due_on"),
    WaitingFor(slug="verify", label=_("Findings remedied, to be checked"), step="verify"),
    WaitingFor(
        slug="overdue",
        label=_("Findings not remedied in time"),
        permission="office_culture.view_finding",
        states=frozenset({FindingState.OPEN, FindingState.REOPENED}),
        urgency=Urgency.OVERDUE,
        rows=_late,
        day="due_on",
    ),
    WaitingFor(
        slug="soon",
        label=_("Findings to be remedied within 14 days"),
        permission="office_culture.view_finding",
        states=frozenset({FindingState.OPEN, FindingState.REOPENED}),
        urgency=Urgency.DUE,
        rows=_soon,
        day="due_on",
    ),
    answer_to(
        "remedy",
        _("Findings that I remedied, checked"),
        permission="office_culture.view_finding",
        states={FindingState.VERIFIED},
    ),
    settled={FindingState.VERIFIED},
)
declare(
    OfficePaper,
    office_papers.WORKFLOW,
    *way_of_papers(
        "office_culture.officepaper",
        approve=_("Office papers to approve"),
        issue=_("Office papers approved, to be issued"),
        write=_("Office papers being written"),
        answered=_("Office papers that I sent to review, approved or issued"),
    ),
    settled=FINAL,
)
declare(
    ChecklistVersion,
    checklists.WORKFLOW,
    *version_drafts(_("Checklists being written")),
    settled=("in_use", "withdrawn"),
)
declare(
    UnitChange,
    unit_changes.WORKFLOW,
    WaitingFor(slug="carry-out", label=_("Changes of units to be carried out"), step="carry_out"),
    settled={UnitChangeState.DONE},
)


def _code_ran_out(rows: Any, today: datetime.date) -> Any:
    return rows.filter(is_active=True, code_expires__lt=timezone.now())


declare(
    User,
    None,
    WaitingFor(
        slug="code",
        label=_("Accounts whose code ran out before it was used"),
        permission="office_culture.reset_user",
        rows=_code_ran_out,
    ),
)
