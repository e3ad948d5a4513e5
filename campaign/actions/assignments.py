"""Sections of a report handed out to units: who may write them, and the steps of their life cycle."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import AssignmentState, Narrative, Report, ReportState, SectionAssignment
from campaign.models.assignments import AWAITED
from office_culture.actions.workflow import Answers, Refused, Transition, Workflow
from office_culture.models import Unit
from office_culture.models.constraints import Duplicate
from office_culture.models.events import Verb
from office_culture.rules.scope import keeps_records_of

if TYPE_CHECKING:
    from office_culture.models import User

DELIVER = "campaign.deliver_section"
HAND_OUT = "campaign.change_report"
WRITERS = _("those who write the report")
CONTACT = _("the unit that writes the section")


def may_write(report: Report, section_key: str, user: "User") -> str:
    """Why `user` may not change the text of that section now, or "".

    An account that may hand out sections and keeps the records of the report's unit writes every section; another one
    only a section that its unit was handed and has not delivered. Only a draft is written.
    """
    if report.state != ReportState.DRAFT:
        return gettext("This report is “%(state)s”: it is written only while it is a draft.") % {
            "state": report.get_state_display()
        }
    if section_key not in {section.key for section in report.outline.written()}:
        return gettext("The outline of this report asks for no text there.")
    if user.has_perm(HAND_OUT) and keeps_records_of(user, report.unit):
        return ""
    handed = report.assignments.visible_to(user).filter(section=section_key)
    assignment = handed.exclude(state=AssignmentState.TAKEN_BACK).first()
    if assignment is None or not user.has_perm(DELIVER):
        return gettext("This section was not handed to your unit.")
    if assignment.state not in AWAITED:
        return gettext("This section is delivered. Whoever handed it out can return it.")
    return ""


def handing_out_refused(report: Report, by: "User") -> str:
    """Why `by` may hand out no section of the report, or ""."""
    if not (by.has_perm(HAND_OUT) and keeps_records_of(by, report.unit)):
        return gettext("Sections are handed out by: %(who)s.") % {"who": WRITERS}
    if report.state != ReportState.DRAFT:
        return gettext("This report is “%(state)s”: sections are handed out only while it is a draft.") % {
            "state": report.get_state_display()
        }
    return ""


def hand_out(
    *,
    report: Report,
    sections: Iterable[str],
    unit: Unit,
    due: datetime.date,
    by: "User",
    note: str = "",
) -> list[SectionAssignment]:
    """Hands sections, named by their keys, to a unit to write until `due`; all or none.

    Raises `Refused`, and `ValidationError` at `due`, `unit` or `sections`.
    """
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        why = handing_out_refused(fresh, by)
        if why:
            raise Refused(why)
        if due < timezone.localdate():
            raise ValidationError({"due": gettext("This day has passed. Give the unit time to write.")})
        return [_assign(fresh, key, unit, due, note, by) for key in sections]


def _assign(
    report: Report, key: str, unit: Unit, due: datetime.date, note: str, by: "User"
) -> SectionAssignment:
    if key not in {section.key for section in report.outline.written()}:
        raise ValidationError({"sections": gettext("The outline of this report asks for no text there.")})
    taken = report.assignments.filter(section=key).exclude(state=AssignmentState.TAKEN_BACK).first()
    if taken is not None:
        raise ValidationError(
            {
                "sections": Duplicate(
                    gettext("“%(section)s” is handed to %(unit)s already.")
                    % {"section": taken.title, "unit": taken.unit},
                    taken,
                )
            }
        )
    assignment = SectionAssignment(report=report, section=key, unit=unit, due=due, note=note)
    assignment.full_clean()
    detail = {"step": "hand_out", "unit": str(unit), "due": due.isoformat()}
    assignment.save(by=by, verb=Verb.TRANSITION, detail=detail)
    return assignment


def _keeps_report(assignment: SectionAssignment, by: "User") -> str:
    if not keeps_records_of(by, assignment.report.unit):
        return gettext("“%(report)s” is kept by others.") % {"report": assignment.report}
    return ""


def _draft_of_own_report(assignment: SectionAssignment, by: "User") -> str:
    return _keeps_report(assignment, by) or _still_draft(assignment)


def _still_draft(assignment: SectionAssignment) -> str:
    if assignment.report.state != ReportState.DRAFT:
        return gettext("The report is “%(state)s”: nobody writes on it now.") % {
            "state": assignment.report.get_state_display()
        }
    return ""


def _has_text(assignment: SectionAssignment, by: "User") -> str:
    if not keeps_records_of(by, assignment.unit):
        return gettext("%(unit)s writes this section: its contact takes this step.") % {
            "unit": assignment.unit
        }
    why = _still_draft(assignment)
    if why:
        return why
    text = Narrative.objects.filter(report=assignment.report_id, section=assignment.section).first()
    if text is None or not text.text.strip():
        return gettext("Write the text first, then deliver the section.")
    return ""


def _note_day(assignment: SectionAssignment, by: "User", answers: Answers) -> None:
    assignment.delivered_on = timezone.localdate()
    assignment.return_reason = ""


def _reopen(assignment: SectionAssignment, by: "User", answers: Answers) -> None:
    assignment.delivered_on = None
    assignment.return_reason = answers.reason


WORKFLOW: Workflow[SectionAssignment] = Workflow(
    Transition(
        name="deliver",
        label=_("Deliver"),
        sources=frozenset(AWAITED),
        target=AssignmentState.DELIVERED,
        permission=DELIVER,
        who=CONTACT,
        guard=_has_text,
        apply=_note_day,
    ),
    Transition(
        name="accept",
        label=_("Accept"),
        sources=frozenset({AssignmentState.DELIVERED}),
        target=AssignmentState.ACCEPTED,
        permission=HAND_OUT,
        who=WRITERS,
        guard=_keeps_report,
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        sources=frozenset({AssignmentState.DELIVERED, AssignmentState.ACCEPTED}),
        target=AssignmentState.RETURNED,
        permission=HAND_OUT,
        who=WRITERS,
        needs_reason=True,
        guard=_draft_of_own_report,
        apply=_reopen,
    ),
    Transition(
        name="take_back",
        label=_("Take back"),
        sources=frozenset(AWAITED),
        target=AssignmentState.TAKEN_BACK,
        permission=HAND_OUT,
        who=WRITERS,
        guard=_keeps_report,
    ),
)
