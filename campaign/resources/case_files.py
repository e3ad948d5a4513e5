"""The sheet of returns of one-stop case files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from campaign.models import CaseFileReturn
from campaign.resources.figures import FigureResource


class CaseFileReturnResource(FigureResource):
    """One row for each return. Sums are computed and not exported; causes of delay have a sheet of their own."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "period_start", "period_end"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "unit": (
                "Đơn vị báo cáo",
                "Cơ quan giải quyết",
            ),
            "received_in_all": (
                "Tổng tiếp nhận",
                "Tổng số tiếp nhận",
                "Tổng số hồ sơ tiếp nhận",
                "Tổng số hồ sơ",
                "Tiếp nhận",
                "Số hồ sơ tiếp nhận",
                "Tiếp nhận Tổng số",
            ),
            "carried_over": (
                "Kỳ trước chuyển sang",
                "Kỳ trước chuyển qua",
                "Tồn kỳ trước",
                "Từ kỳ trước",
                "Số kỳ trước chuyển sang",
                "Tồn đầu kỳ",
            ),
            "new": (
                "Tiếp nhận mới",
                "Tiếp nhận trong kỳ",
                "Mới tiếp nhận",
                "Trong kỳ",
                "Tiếp nhận mới trong kỳ",
            ),
            "resolved_in_all": (
                "Đã giải quyết",
                "Tổng đã giải quyết",
                "Tổng số đã giải quyết",
                "Số hồ sơ đã giải quyết",
                "Đã giải quyết Tổng số",
            ),
            "early": (
                "Sớm hạn",
                "Trước hạn",
                "Giải quyết trước hạn",
                "Đã giải quyết trước hạn",
            ),
            "on_time": (
                "Đúng hạn",
                "Giải quyết đúng hạn",
                "Đã giải quyết đúng hạn",
            ),
            "overdue": (
                "Trễ hạn",
                "Quá hạn",
                "Giải quyết quá hạn",
                "Đã giải quyết quá hạn",
                "Đã giải quyết trễ hạn",
            ),
            "returned": (
                "Trả lại",
                "Trả lại/rút hồ sơ",
                "Từ chối, trả lại",
                "Hồ sơ trả lại",
            ),
            "published_rate": (
                "Tỷ lệ đúng hạn",
                "Tỷ lệ giải quyết đúng hạn",
                "Tỷ lệ hồ sơ giải quyết đúng hạn",
                "Tỷ lệ hồ sơ giải quyết đúng và trước hạn",
                "Tỷ lệ giải quyết đúng hạn và trước hạn",
                "Tỷ lệ đúng và sớm hạn",
                "Tỷ lệ sớm và đúng hạn",
                "Tỷ lệ trước và đúng hạn",
                "Tỷ lệ đúng hạn và trước hạn",
                "Tỷ lệ trước hạn và đúng hạn",
                "Tỷ lệ giải quyết trước và đúng hạn",
                "Tỷ lệ giải quyết đúng và trước hạn",
                "Tỷ lệ giải quyết trước hạn và đúng hạn",
            ),
            "in_progress": (
                "Đang giải quyết",
                "Đang xử lý",
                "Số hồ sơ đang giải quyết",
                "Chưa giải quyết",
            ),
        }
    )

    explains: ClassVar[Mapping[str, str]] = MappingProxyType({"published_of": "published_rate"})

    class Meta:
        model = CaseFileReturn
