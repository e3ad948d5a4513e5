"""The sheet of totals without names."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from awards.models import AwardTotal
from office_culture.resources.base import RecordResource


class AwardTotalResource(RecordResource):
    """One row for each total: how an office brings in years of which it has no lists."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "award", "recipient", "year", "decision"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "number": (
                "Số lượng",
                "Tổng số",
                "Số lượt",
                "Số quyết định",
            ),
        }
    )

    class Meta:
        model = AwardTotal
