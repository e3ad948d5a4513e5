"""The courses of rounds and of inspections; see `bricks.course`."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from office_culture.actions import outgoing
from office_culture.admin.bricks.course import CourseStep
from office_culture.models import (
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionRoundState,
    InspectionState,
    TeamRole,
)


def of_round(inspection_round: InspectionRound) -> list[CourseStep]:
    """From the plan through the visits to the report on the round."""
    states = list(inspection_round.inspections.values_list("state", flat=True))
    closed = states.count(InspectionState.CLOSED)
    finished = inspection_round.state == InspectionRoundState.FINISHED
    begun = inspection_round.state != InspectionRoundState.PLANNED
    ready = bool(states) and inspection_round.members.filter(role=TeamRole.HEAD).exists()
    overview = reverse("admin:office_culture_inspectionround_overview", args=[inspection_round.pk])
    return [
        CourseStep(_("Team and units"), begun or ready, "" if states else _("no unit yet")),
        CourseStep(_("Open the round"), begun, step="open"),
        CourseStep(
            _("Visits"),
            finished or (bool(states) and closed == len(states)),
            _("%(closed)s of %(total)s closed") % {"closed": closed, "total": len(states)} if begun else "",
            action=_("Units and results"),
            url=overview if begun else "",
        ),
        CourseStep(_("Finish the round"), finished, step="finish"),
        CourseStep(
            _("Report on the round"),
            inspection_round.paper_id is not None,
            step=outgoing.ISSUE,
            action=_("Units and results"),
            url=overview if begun else "",
        ),
    ]


def of_inspection(inspection: Inspection) -> list[CourseStep]:
    """From the announcement through the visit to findings that are remedied; a surprise visit is not announced."""
    state = inspection.state
    begun = state in {InspectionState.AT_WORK, InspectionState.CLOSED}
    closed = state == InspectionState.CLOSED
    findings = list(Finding.objects.filter(result__inspection=inspection).values_list("state", flat=True))
    settled = findings.count(FindingState.VERIFIED)
    form = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    result = reverse("admin:office_culture_inspection_result", args=[inspection.pk])
    announced = CourseStep(
        _("The unit assesses itself"), begun or state == InspectionState.SELF_ASSESSMENT, step="ask"
    )
    return [
        *([] if inspection.inspection_round.surprise else [announced]),
        CourseStep(_("Begin the visit"), begun, step="start"),
        CourseStep(
            _("Checklist"),
            closed or (begun and not inspection.unchecked),
            _("%(count)s items open") % {"count": inspection.unchecked} if begun and not closed else "",
            action=_("Go through the checklist"),
            url=form,
        ),
        CourseStep(
            pgettext("inspection", "Close"),
            closed,
            step="close",
            action=_("Go through the checklist"),
            url=form,
        ),
        CourseStep(
            _("Minutes"), inspection.paper_id is not None, step=outgoing.ISSUE, action=_("Result"), url=result
        ),
        CourseStep(
            _("Findings remedied"),
            closed and settled == len(findings),
            _("%(settled)s of %(total)s") % {"settled": settled, "total": len(findings)} if findings else "",
            action=_("Result"),
            url=result,
        ),
    ]
