"""Issuing a report: it is checked by the preflight, its facts are stored, the report that it corrects is superseded."""

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from campaign.actions.reports import WORKFLOW, supersede_corrected
from campaign.models import Narrative, Report
from campaign.report.issued_facts import facts_to_store, store
from campaign.report.paper import TYPE_CODE
from campaign.report.preflight.examination import issues_of
from campaign.report.preflight.material import Material
from campaign.report.preflight.result import sort_issues
from campaign.report.preflight_views import preflight_address
from office_culture.actions import outgoing
from office_culture.actions.outgoing import Against, Prepared, RestsOn
from office_culture.actions.papers import PaperType
from office_culture.models import IssuedPaper
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User


def prepared(report: Report, on: datetime.date, by: "User") -> Prepared:
    """The paper of the report and what the preflight has against it on that day, both from the same material."""
    texts = RestsOn.seen(Narrative.objects.filter(report=report))
    material = Material(report, on, by)
    early = _before_the_corrected(report, on)
    why = sort_issues(report, issues_of(material)).refusal()
    page = preflight_address(report, on if on != timezone.localdate() else None)
    facts = {} if why else facts_to_store(report)

    def store_facts(issued_report: Report, issued: IssuedPaper, by: "User") -> None:
        store(issued_report, facts)

    return Prepared(
        paper=material.paper,
        paper_type=PaperType(TYPE_CODE, report.outline.paper),
        against=(
            *((Against(early, field="on"),) if early else ()),
            *((Against(why, page=page),) if why else ()),
        ),
        rests_on=(texts,),
        follows=(store_facts, supersede_corrected),
    )


def _before_the_corrected(report: Report, on: datetime.date) -> str:
    """Why a correction is not issued on that day, which is before that of the corrected paper, or ""."""
    corrected = report.replaces.paper if report.replaces else None
    if corrected is None or on >= corrected.date:
        return ""
    return gettext("%(paper)s is of %(day)s; what takes its place is not dated before it.") % {
        "paper": corrected,
        "day": numeric(corrected.date),
    }


outgoing.register(Report, WORKFLOW, prepared, examines_itself=True)
