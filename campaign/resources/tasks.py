"""The sheets of tasks and of the units that help."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from campaign.models import Task, TaskPartner
from office_culture.resources.base import RecordResource


class TaskResource(RecordResource):
    """One row for each task. The state stands in no sheet, and the last day of a task moves on its page only."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("plan", "content", "lead_unit", "start"),)
    advice = _("The last day of a task that exists already moves only on its page, with a reason.")

    class Meta:
        model = Task


class TaskPartnerResource(RecordResource):
    """One row for each unit that helps with a task."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("task", "unit"),)

    class Meta:
        model = TaskPartner
