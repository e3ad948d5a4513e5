"""The sheets of tasks and of the units that help."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from campaign.models import Task, TaskPartner
from office_culture.resources.base import RecordResource


class TaskResource(RecordResource):
    """One row for each task. The state is not in the sheet, and the last day of a task is changed on its page only."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("plan", "content", "lead_unit", "start"),)
    advice = _("The last day of a task that exists already moves only on its page, with a reason.")
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "content": (
                "Nhiệm vụ",
                "Nội dung công việc",
                "Công việc",
                "Nội dung",
                "Tên nhiệm vụ",
            ),
            "lead_unit": (
                "Đơn vị chủ trì",
                "Chủ trì",
                "Cơ quan chủ trì",
                "Đơn vị thực hiện",
                "Phụ trách",
            ),
            "product": (
                "Sản phẩm",
                "Sản phẩm dự kiến",
            ),
            "result": (
                "Kết quả",
                "Kết quả thực hiện",
            ),
        }
    )

    class Meta:
        model = Task


class TaskPartnerResource(RecordResource):
    """One row for each unit that helps with a task."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("task", "unit"),)

    class Meta:
        model = TaskPartner
