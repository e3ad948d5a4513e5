"""Issuing a report: its paper gets number and day, and what it corrects is superseded, all at once or not at all."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from campaign.actions.reports import WORKFLOW
from campaign.models import Report, ReportState
from campaign.selectors.preflight import standing_of
from office_culture.actions import papers
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Refused
from office_culture.models import IssuedPaper
from office_culture.project.report.kept import keep
from office_culture.project.report.paper import TYPE_CODE
from office_culture.project.report.preflight import issues_of
from office_culture.project.report.preflight.material import Material

if TYPE_CHECKING:
    from office_culture.models import User


class PreflightStands(Refused):
    """Something stands against issuing on that day; the page of the preflight lists it."""


def issue_report(
    *,
    report: Report,
    by: "User",
    number: int | None = None,
    on: datetime.date | None = None,
) -> IssuedPaper:
    """The issued paper of an approved report; its file follows after the commit.

    Errors of the preflight and warnings that nobody has acknowledged stop it (`PreflightStands`): they are asked anew
    here, with the row locked, for the day of issue. Raises `Refused` with the sentence to show, and `ValidationError`
    at `number` or `on`.
    """
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        why = WORKFLOW.refusal(WORKFLOW.transitions["issue"], fresh, by)
        if why:
            raise Refused(why)
        # What was examined is what is frozen: the same gathering serves both.
        material = Material(fresh, min(on or timezone.localdate(), timezone.localdate()), by)
        why = standing_of(fresh, issues_of(material)).refusal()
        if why:
            raise PreflightStands(why)
        fresh.paper = papers.issue(
            paper=material.paper,
            paper_type=PaperType(TYPE_CODE, fresh.outline.paper),
            unit=fresh.unit,
            by=by,
            number=number,
            on=on,
        )
        fresh.save(by=by)
        keep(fresh)
        WORKFLOW.perform("issue", obj=fresh, by=by)
        corrected = fresh.replaces
        if corrected is not None and corrected.state == ReportState.ISSUED:
            WORKFLOW.perform("supersede", obj=corrected, by=by)
    return fresh.paper
