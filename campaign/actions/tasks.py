"""The life cycle of a task: it is worked on, reported, accepted or returned, postponed or cancelled."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Task, TaskFile, TaskState
from campaign.models.plans import FIRST_YEAR, IMPLAUSIBLE_DAY, LAST_YEAR
from campaign.models.tasks import OPEN
from office_culture.actions import files
from office_culture.actions.workflow import ActionButton, Answers, Because, StepForm, Transition, Workflow
from office_culture.models.events import Verb
from office_culture.rules.fields import DayField
from office_culture.rules.scope import keeps_records_of
from office_culture.rules.uploads import check_upload
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User

STEER = "campaign.steer_task"
LEAD_UNIT = _("the lead unit")
PLAN_KEEPERS = _("those who steer the plan")


def _leads(task: Task, by: "User") -> str:
    if keeps_records_of(by, task.lead_unit):
        return ""
    return gettext("%(unit)s leads this task: its contact takes this step.") % {"unit": task.lead_unit}


def _steers(task: Task, by: "User") -> str:
    if keeps_records_of(by, task.plan.unit):
        return ""
    return gettext("This is a task of a plan of %(unit)s: whoever keeps its records takes this step.") % {
        "unit": task.plan.unit
    }


def _may_report(task: Task, by: "User") -> str:
    if refusal := _leads(task, by):
        return refusal
    if task.done_on is not None and task.done_on > timezone.localdate():
        return Because(
            gettext("The day on which the task was finished lies ahead. Correct it first."), "#id_done_on"
        )
    return ""


NOTHING_WRITTEN = _("Write down the result first, then report the task as done.")


class TaskReportForm(StepForm):
    """What came out of the task, as far as nobody has written it, and its product as a file."""

    result = forms.CharField(label=_("Result"), max_length=2000, error_messages={"required": NOTHING_WRITTEN})
    product = forms.FileField(label=_("The product as a file"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].initial = self.record.result
        self.fields["result"].required = not self.record.result

    def clean_product(self) -> Any:
        upload = self.cleaned_data.get("product")
        if upload:
            check_upload(upload)
        return upload


def _report(task: Task, by: "User", answers: Answers) -> None:
    """Writes the result, attaches the product, and notes the day. Raises `ValidationError` without a result."""
    task.result = answers.get("result") or task.result
    if not task.result:
        raise ValidationError({"result": NOTHING_WRITTEN})
    task.done_on = task.done_on or timezone.localdate()
    task.state_reason = ""
    if upload := answers.get("product"):
        TaskFile(task=task, file=files.store(upload, by=by)).save(by=by)


def _reopen(task: Task, by: "User", answers: Answers) -> None:
    """Clears the day on which the task was done and stores the reason of the return."""
    task.done_on = None
    task.state_reason = answers.reason


def _store_reason(task: Task, by: "User", answers: Answers) -> None:
    task.state_reason = answers.reason


class PostponeForm(StepForm):
    """The new last day: a later one or, to correct a typing error, an earlier one."""

    due = DayField(label=_("New last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].help_text = (
            gettext("It is %(day)s now.") % {"day": numeric(self.record.due)}
            if self.record.due
            else gettext("No last day is set now.")
        )


def _move(task: Task, by: "User", answers: Answers) -> dict[str, str]:
    """Sets the new last day and returns both days (ISO 8601) for the event; `first_due` stays.

    Raises `ValidationError` at `due`.
    """
    before, to = task.due, answers["due"]
    if why := _wrong_day(task, to):
        raise ValidationError({"due": why})
    task.due = to
    return {"source": before.isoformat() if before else "", "target": to.isoformat()}


def _wrong_day(task: Task, to: datetime.date) -> str:
    if to == task.due:
        return gettext("%(day)s is the last day already. Choose another one.") % {"day": numeric(to)}
    if task.start is not None and to < task.start:
        return gettext("%(day)s lies before the start of the task, %(start)s. Choose a later day.") % {
            "day": numeric(to),
            "start": numeric(task.start),
        }
    return "" if FIRST_YEAR <= to.year <= LAST_YEAR else str(IMPLAUSIBLE_DAY)


WORKFLOW: Workflow[Task] = Workflow(
    Transition(
        name="start",
        label=_("Begin"),
        sources=frozenset({TaskState.PLANNED}),
        target=TaskState.IN_PROGRESS,
        permission="campaign.change_task",
        who=LEAD_UNIT,
        guard=_leads,
    ),
    Transition(
        name="report",
        label=_("Report as done"),
        sources=frozenset({TaskState.PLANNED, TaskState.IN_PROGRESS, TaskState.RETURNED}),
        target=TaskState.REPORTED,
        permission="campaign.change_task",
        who=LEAD_UNIT,
        form=TaskReportForm,
        guard=_may_report,
        apply=_report,
    ),
    Transition(
        name="accept",
        label=_("Accept"),
        sources=frozenset({TaskState.REPORTED}),
        target=TaskState.ACCEPTED,
        permission=STEER,
        who=PLAN_KEEPERS,
        guard=_steers,
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        sources=frozenset({TaskState.REPORTED}),
        target=TaskState.RETURNED,
        permission=STEER,
        who=PLAN_KEEPERS,
        needs_reason=True,
        guard=_steers,
        apply=_reopen,
    ),
    ActionButton(
        name="postpone",
        label=_("Move the last day"),
        sources=frozenset(OPEN),
        permission=STEER,
        who=PLAN_KEEPERS,
        needs_reason=True,
        form=PostponeForm,
        undone_by="postpone",
        verb=Verb.POSTPONE,
        guard=_steers,
        apply=_move,
    ),
    Transition(
        name="cancel",
        label=_("Cancel"),
        sources=frozenset(OPEN),
        target=TaskState.CANCELLED,
        permission=STEER,
        who=PLAN_KEEPERS,
        needs_reason=True,
        guard=_steers,
        apply=_store_reason,
    ),
)


def next_actor(task: Task) -> str:
    """Who takes the next step, by name of the unit; "" where nothing is to be done any more."""
    if task.state in OPEN:
        return str(task.lead_unit)
    if task.state == TaskState.REPORTED:
        return gettext("%(who)s (%(unit)s)") % {"who": PLAN_KEEPERS, "unit": task.plan.unit}
    return ""
