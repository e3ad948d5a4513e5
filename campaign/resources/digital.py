"""The sheets of digital work."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from campaign.models import DigitalShare, DigitalSystem
from campaign.resources.figures import FigureResource
from office_culture.resources.base import RecordResource


class DigitalShareResource(FigureResource):
    """One row for each indicator, unit and period."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "indicator", "period_start", "period_end"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "indicator": (
                "Nội dung",
                "Chỉ tiêu",
                "Tiêu chí",
            ),
            "percent": (
                "Tỷ lệ",
                "Tỷ lệ (%)",
                "Kết quả",
                "Tỷ lệ đạt",
                "Đạt tỷ lệ",
            ),
            "target": (
                "Chỉ tiêu giao",
                "Mục tiêu",
                "Kế hoạch",
            ),
        }
    )

    class Meta:
        model = DigitalShare


class DigitalSystemResource(RecordResource):
    """The digital systems of a unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name"),)

    class Meta:
        model = DigitalSystem
