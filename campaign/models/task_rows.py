"""What hangs on a task: how its last day moved, and the evidence of its result."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign.models.tasks import Task
from office_culture.models.base import Record
from office_culture.models.files import FileLink
from office_culture.text.dates import numeric


class TaskPostponement(Record):
    """One move of a task's last day. Written by `actions.tasks.postpone` only."""

    part_of = "task"

    task = models.ForeignKey(Task, models.CASCADE, related_name="postponements", verbose_name=_("task"))
    due_before = models.DateField(_("from"), editable=False)
    due_after = models.DateField(_("to"), editable=False)
    reason = models.TextField(_("reason"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("task", "decided by"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided at"), editable=False)

    unit_path = "task__lead_unit"
    searched: ClassVar[tuple[str, ...]] = ("reason",)

    class Meta:
        verbose_name = _("move of the last day")
        verbose_name_plural = _("moves of the last day")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="task_postponement_moves",
                condition=~Q(due_before=F("due_after")),
                violation_error_message=_("The new last day differs from the old one."),
            ),
            models.CheckConstraint(
                name="task_postponement_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Give a reason."),
            ),
        )

    def __str__(self) -> str:
        return f"{numeric(self.due_before)} → {numeric(self.due_after)}"


class TaskFile(FileLink):
    """Evidence of a task: the product itself, minutes, pictures."""

    part_of = "task"

    task = models.ForeignKey(Task, models.CASCADE, related_name="files", verbose_name=_("task"))

    unit_path = "task__lead_unit"

    class Meta(FileLink.Meta):
        verbose_name = _("evidence of a task")
        verbose_name_plural = _("evidence of tasks")
