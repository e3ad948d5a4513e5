"""Papers about a plan: the plan as it is issued, and the letter on its overdue tasks."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Plan, Task
from campaign.models.tasks import TaskPartner
from campaign.sections.papers_of_plans import about_overdue, plan_paper, tasks_letter
from campaign.selectors.plan_papers import asked_by, given_out, plan_facts
from office_culture.actions.approval import enter_in_register
from office_culture.actions.drafting.rounds import answer_ahead
from office_culture.models import IssuedPaper, OfficePaper
from office_culture.models.document_kinds import RelationKind, Use
from office_culture.models.documents import DocumentRelation
from office_culture.papers.paper import Paper
from office_culture.rules.paper_kinds import OfficePaperKind, register
from office_culture.selectors.office_papers import frame_facts
from office_culture.text.sentences import capital

if TYPE_CHECKING:
    from office_culture.models import User


def _not_issued_yet(plan: Plan) -> str:
    if plan.document_id:
        return gettext("The plan is issued already: %(document)s.") % {"document": plan.document}
    return ""


def _plan(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    plan: Any = paper.about
    return plan_paper(frame_facts(paper, on), plan_facts(plan, given_out(plan)), draft=draft)


def _set_document(paper: OfficePaper, issued: IssuedPaper, by: "User") -> None:
    """The plan has its document now, which implements what its tasks meet."""
    plan: Any = paper.about
    document = enter_in_register(issued, by, Use.OWN_PLAN)
    for target in asked_by(plan):
        DocumentRelation(document=document, kind=RelationKind.IMPLEMENTS, target=target).save(by=by)
    paper.document = plan.document = document
    plan.save(by=by, reason=issued.symbol)


def _overdue(plan: Plan, on: datetime.date) -> QuerySet[Task]:
    rows: QuerySet[Task] = (
        Task.objects.filter(plan=plan).overdue(on).order_by("lead_unit__position", "due", "pk")
    )
    return rows


def _any_overdue(plan: Plan) -> str:
    if _overdue(plan, timezone.localdate()).exists():
        return ""
    return gettext("No task of this plan is overdue.")


def _letter(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    plan: Any = paper.about
    return tasks_letter(frame_facts(paper, on), plan_facts(plan, _overdue(plan, on)), draft=draft)


def _subject(plan: Plan) -> str:
    """The title without the type that stands above it."""
    words = plan.title.removeprefix("Kế hoạch ")
    return capital(words)


def _rows(plan: Plan) -> Iterable[Any]:
    return (Task.objects.filter(plan=plan), TaskPartner.objects.filter(task__plan=plan))


register(
    OfficePaperKind(
        name="plan",
        title=_("plan"),
        button=_("Draft the plan"),
        about=Plan,
        type_code="KH",
        type_name="Kế hoạch",
        subject=_subject,
        can_draft=_not_issued_yet,
        build=_plan,
        rests_on=_rows,
        follows=_set_document,
    )
)
register(
    OfficePaperKind(
        name="tasks",
        title=_("reminder of overdue tasks"),
        button=_("Draft the reminder of overdue tasks"),
        about=Plan,
        type_code="",
        type_name="Công văn",
        subject=lambda plan: about_overdue(plan_facts(plan, Task.objects.none())),
        can_draft=_any_overdue,
        build=_letter,
        rests_on=_rows,
        against=answer_ahead,
    )
)
