"""Tasks of a plan: lead unit, units that help, last day, and result."""

import datetime
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.plans import Plan, Requirement, plausible_day
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.copies import Copying
from office_culture.models.documents import Document
from office_culture.models.periods import period_constraint
from office_culture.models.twins import Twins
from office_culture.models.units import Unit
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models.accounts import User


class TaskState(models.TextChoices):
    """State of a task. Being overdue is no state: it follows from the day on which one looks."""

    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in_progress", _("in progress")
    REPORTED = "reported", _("reported as done")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    CANCELLED = "cancelled", _("cancelled")


# Tasks without a last day stand behind all others; later days are refused.
LAST_DAY = datetime.date(2199, 12, 31)
# States in which the task still has to be worked on.
OPEN = (TaskState.PLANNED, TaskState.IN_PROGRESS, TaskState.RETURNED)
# The day on which these were finished is known.
FINISHED = (TaskState.REPORTED, TaskState.ACCEPTED)


class TaskQuerySet(RecordQuerySet["Task"]):
    """Tasks, filtered by account and by day."""

    def visible_to(self, user: "User") -> Self:
        """Tasks that a unit within the account's scope leads or helps with, and those of its plans."""
        if user.is_superuser:
            return self
        if user.unit is None:
            return self.none()
        return self.filter(_done_by(user.unit.with_all_below) | user.unit.with_all_below("plan__unit__path"))

    def of_units_below(self, path: str) -> Self:
        """Tasks that a unit at `path` or below it leads or helps with."""
        return self.filter(_done_by(lambda column: Q(**{f"{column}__startswith": path})))

    def open(self) -> Self:
        """Tasks that are planned, in progress or returned."""
        return self.filter(state__in=OPEN)

    def overdue(self, day: datetime.date) -> Self:
        """Open tasks whose last day lies before `day`; on the last day itself a task is in time.

        A task without a last day is never overdue.
        """
        return self.open().filter(due__lt=day)

    def due_soon(self, day: datetime.date, days: int) -> Self:
        """Open tasks whose last day is `day` or one of the `days` after it."""
        return self.open().filter(due__gte=day, due__lte=day + datetime.timedelta(days=days))

    def running(self, start: datetime.date, end: datetime.date) -> Self:
        """Tasks with at least one of their days in the period; for a day that is not set, that of the plan counts."""
        return self.filter(
            Q(start__lte=end) | Q(start__isnull=True, plan__period_start__lte=end),
            Q(due__gte=start) | Q(due__isnull=True, plan__period_end__gte=start),
        )


def _done_by(within: Callable[[str], Q]) -> Q:
    """The condition that the unit that leads, or one that helps, is `within`: a condition for a column with a path."""
    helped = TaskPartner.objects.filter(within("unit__path")).values("task")
    return within("lead_unit__path") | Q(pk__in=helped)


class Task(Record):
    """One task. `first_due` is the last day first agreed; `due` moves only by the step `postpone`."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks", verbose_name=_("plan"))
    requirement = models.ForeignKey(
        Requirement,
        models.PROTECT,
        related_name="tasks",
        verbose_name=_("meets the requirement"),
        null=True,
        blank=True,
        help_text=_("What a document from above asks and this task does. Empty: the task is our own idea."),
    )
    position = models.PositiveSmallIntegerField(_("order in the plan"), default=0)
    content = models.CharField(_("task"), max_length=500)
    lead_unit = models.ForeignKey(Unit, models.PROTECT, related_name="led_tasks", verbose_name=_("lead unit"))
    start = models.DateField(_("start"), null=True, blank=True, help_text=_("Empty: the plan does not say."))
    due = models.DateField(
        _("due"),
        null=True,
        blank=True,
        help_text=_(
            "The last day. Once saved it moves only with a reason. Empty: the plan sets none (thường xuyên)."
        ),
    )
    first_due = models.DateField(_("first due"), null=True, editable=False)
    # The last day; where there is none, the last of all days. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=LAST_DAY)
    milestone = models.BooleanField(
        _("milestone"), default=False, help_text=_("A day on which the whole plan turns.")
    )
    product = models.CharField(
        _("required product"), max_length=300, blank=True, help_text=_("For example: kế hoạch, báo cáo.")
    )
    result = models.TextField(_("result"), blank=True)
    product_document = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="tasks_done",
        verbose_name=_("product as registered"),
        null=True,
        blank=True,
        help_text=_("The registered document that is the product; other evidence is attached below."),
    )
    done_on = models.DateField(
        _("finished on"),
        null=True,
        blank=True,
        help_text=_("Empty when it is reported as done: the day of that report."),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=TaskState, default=TaskState.PLANNED, editable=False
    )
    state_reason = models.TextField(_("reason"), blank=True, default="", editable=False)

    objects: ClassVar[Any] = TaskQuerySet.as_manager()

    unit_path = "lead_unit"
    copying: ClassVar[Copying] = Copying(
        carried=("requirement", "position", "content", "lead_unit", "milestone", "product"),
        dated=("content", "product"),
        moved=("start", "due"),
        parts=("partners",),
    )
    named_with: ClassVar[tuple[str, ...]] = ("lead_unit", "plan")
    searched: ClassVar[tuple[str, ...]] = ("content", "product", "result")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "first_due", "placed_on")
    unremembered = ("placed_on",)

    contents_in_plan = Twins("content", "plan", "lead_unit", "start")

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("placed_on", "position", "pk")
        permissions = (("steer_task", _("Can accept, return, postpone and cancel tasks")),)
        indexes = (
            models.Index(fields=("state", "due"), name="task_state_due"),
            models.Index(fields=("placed_on", "position"), name="task_order"),
        )
        constraints = (
            period_constraint("task_due_after_start", "start", "due"),
            plausible_day("task_start_plausible", "start"),
            plausible_day("task_due_plausible", "due"),
            plausible_day("task_done_plausible", "done_on"),
            models.CheckConstraint(
                name="task_state_known",
                condition=Q(state__in=TaskState.values),
                violation_error_message=_("A task is in one of the known states."),
            ),
            models.CheckConstraint(
                name="task_finished_on_a_day",
                condition=~Q(state__in=FINISHED) | Q(done_on__isnull=False),
                violation_error_code="done_on",
                violation_error_message=_("A task that is done has a day on which it was finished."),
            ),
            models.CheckConstraint(
                name="task_ended_with_a_reason",
                condition=~Q(state__in=(TaskState.RETURNED, TaskState.CANCELLED)) | ~Q(state_reason=""),
                violation_error_message=_("A task is returned or cancelled with a reason."),
            ),
            *once(
                "task_once",
                ("plan", "content", "lead_unit", "start"),
                nullable=("start",),
                at="content",
                message=_("The plan holds this task of this unit with the same start already."),
            ),
        )

    def __str__(self) -> str:
        return self.content

    def names_in_sheets(self) -> tuple[str, ...]:
        dated = f"{self.content} [{numeric(self.start) if self.start else '?'}]"
        return (self.content, dated, f"{dated} ({self.lead_unit}; {self.plan})")

    def derive(self) -> None:
        if self.first_due is None:
            self.first_due = self.due
        self.placed_on = self.due or LAST_DAY
        super().derive()

    @property
    def is_given_up(self) -> bool:
        """Whether nobody works on it any more, so that no later plan takes it over."""
        return self.state == TaskState.CANCELLED

    def is_overdue(self, day: datetime.date) -> bool:
        """Whether the task is open although its last day lies before `day`."""
        return self.state in OPEN and self.due is not None and self.due < day

    @property
    def was_postponed(self) -> bool:
        """Whether the last day is later than first agreed."""
        return self.due is not None and self.first_due is not None and self.due > self.first_due

    def clean_fields(self, exclude: Any = None) -> None:
        # The form shows no `first_due`; it comes from `due`, which is checked at its own field.
        super().clean_fields(exclude={*(exclude or ()), "first_due"})

    def clean(self) -> None:
        super().clean()
        problems = {**self._moved_due(), **self._done_ahead(), **self._lead_helps_itself()}
        if problems:
            raise ValidationError(problems)

    def _moved_due(self) -> dict[str, str]:
        if self._state.adding or not type(self).objects.filter(pk=self.pk).exclude(due=self.due).exists():
            return {}
        return {
            "due": gettext(
                "The last day moves only with a reason: open the task and choose “Move the last day”."
            )
        }

    def _done_ahead(self) -> dict[str, str]:
        if self.done_on is None or self.done_on <= timezone.localdate():
            return {}
        return {
            "done_on": gettext("%(day)s lies ahead: a task is finished on a day that has come.")
            % {"day": numeric(self.done_on)}
        }

    def _lead_helps_itself(self) -> dict[str, str]:
        if self._state.adding or not self.partners.filter(unit=self.lead_unit_id).exists():
            return {}
        return {
            "lead_unit": gettext(
                "%(unit)s is among the cooperating units. Take it out there and save, then make it the lead unit."
            )
            % {"unit": self.lead_unit}
        }

    def warnings(self) -> list[str]:
        found = []
        today = timezone.localdate()
        if self.due is not None and self.is_overdue(today):
            found.append(
                gettext("Overdue by %(days)s days: due on %(due)s.")
                % {"days": (today - self.due).days, "due": numeric(self.due)}
            )
        if self.state_reason:
            found.append(f"{self.get_state_display()}: {self.state_reason}")
        early = self.start is not None and self.start < self.plan.period_start
        if early or (self.due is not None and self.due > self.plan.period_end):
            found.append(gettext("The task reaches beyond the period of its plan."))
        if self.done_on and self.start and self.done_on < self.start:
            found.append(gettext("The task was finished before its start. Compare both dates."))
        if self.state == TaskState.REPORTED and self._lacks_product():
            found.append(
                gettext("The required product, %(product)s, is neither attached nor named as a document.")
                % {"product": self.product}
            )
        return found

    def _lacks_product(self) -> bool:
        return bool(self.product) and self.product_document_id is None and not self.files.exists()


class TaskPartner(Record):
    """A unit that helps with a task."""

    part_of = "task"

    task = models.ForeignKey(Task, models.CASCADE, related_name="partners", verbose_name=_("task"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="helped_tasks", verbose_name=_("cooperating unit")
    )

    unit_path = "task__lead_unit"

    class Meta:
        verbose_name = _("cooperating unit")
        verbose_name_plural = _("cooperating units")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("task", "unit"),
                name="task_partner_once",
                violation_error_code="unit",
                violation_error_message=_("This unit is among the cooperating units already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def clean(self) -> None:
        super().clean()
        if self.unit_id and self.unit_id == self.task.lead_unit_id:
            raise ValidationError(
                {"unit": gettext("%(unit)s leads this task; choose another unit.") % {"unit": self.unit}}
            )
