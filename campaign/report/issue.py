"""A report as a paper that goes out: examined by the preflight, its facts kept with it, what it corrects superseded."""

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from campaign.actions.reports import WORKFLOW, supersede_corrected
from campaign.models import Narrative, Report
from campaign.report.kept import keep, to_keep
from campaign.report.paper import TYPE_CODE
from campaign.report.preflight.examination import issues_of
from campaign.report.preflight.material import Material
from campaign.report.preflight.standing import standing_of
from campaign.report.preflight_views import preflight_address
from office_culture.actions import outgoing
from office_culture.actions.outgoing import Against, Prepared, RestsOn
from office_culture.actions.papers import PaperType
from office_culture.models import IssuedPaper

if TYPE_CHECKING:
    from office_culture.models import User


def prepared(report: Report, on: datetime.date, by: "User") -> Prepared:
    """The paper of the report as the preflight of that day saw it: one gathering serves both."""
    texts = RestsOn.seen(Narrative.objects.filter(report=report))
    material = Material(report, on, by)
    why = standing_of(report, issues_of(material)).refusal()
    page = preflight_address(report, on if on != timezone.localdate() else None)
    facts = {} if why else to_keep(report)

    def keep_facts(issued_report: Report, issued: IssuedPaper, by: "User") -> None:
        keep(issued_report, facts)

    return Prepared(
        paper=material.paper,
        paper_type=PaperType(TYPE_CODE, report.outline.paper),
        against=(Against(why, page=page),) if why else (),
        rests_on=(texts,),
        follows=(keep_facts, supersede_corrected),
    )


outgoing.register(Report, WORKFLOW, prepared)
