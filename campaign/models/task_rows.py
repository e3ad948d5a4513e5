"""Rows of a task: the files that show its result."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campaign.models.tasks import Task
from office_culture.models.files import FileLink


class TaskFile(FileLink):
    """Evidence of a task: the product itself, minutes, pictures."""

    part_of = "task"

    task = models.ForeignKey(Task, models.CASCADE, related_name="files", verbose_name=_("task"))

    unit_path = "task__lead_unit"

    class Meta(FileLink.Meta):
        verbose_name = _("evidence of a task")
        verbose_name_plural = _("evidence of tasks")
