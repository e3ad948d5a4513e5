"""The sheets of innovations, their authors and their effects.

Recognition is a step of the life cycle: it is exported, but an import does not change it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from campaign.models import Innovation, InnovationAuthor, InnovationEffect
from office_culture.resources.base import RecordResource


class InnovationResource(RecordResource):
    """One row for each innovation; imported first, as the sheets of authors and effects refer to it."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "title"),)
    derived: ClassVar[tuple[str, ...]] = ("state", "level", "recognised_on", "recognised_by")
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "title": (
                "Tên sáng kiến",
                "Tên đề tài",
                "Tên giải pháp",
                "Tên sáng kiến, giải pháp",
                "Sáng kiến",
                "Nội dung sáng kiến",
            ),
            "year": (
                "Năm thực hiện",
                "Năm công nhận",
            ),
            "scope": (
                "Phạm vi áp dụng",
                "Phạm vi ảnh hưởng",
                "Nơi áp dụng",
            ),
            "solution": (
                "Giải pháp",
                "Nội dung giải pháp",
                "Mô tả",
            ),
            "problem": (
                "Thực trạng",
                "Vấn đề",
            ),
        }
    )

    class Meta:
        model = Innovation


class InnovationAuthorResource(RecordResource):
    """One row for each author of an innovation."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "person"),)

    class Meta:
        model = InnovationAuthor


class InnovationEffectResource(RecordResource):
    """One row for each thing that changed."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "direction", "what", "period"),)

    class Meta:
        model = InnovationEffect
