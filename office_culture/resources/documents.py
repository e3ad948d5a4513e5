"""The sheets of the document register."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from office_culture.models import Document, DocumentRelation
from office_culture.resources.base import RecordResource


class DocumentResource(RecordResource):
    """Numbers begin anew each year and in each office: only symbol, date and issuer together name a document."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("symbol", "date", "issuer"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "symbol": (
                "Số, ký hiệu",
                "Số ký hiệu",
                "Số và ký hiệu",
                "Số/ký hiệu",
                "Số KH",
                "Số hiệu",
                "Số hiệu văn bản",
                "Số văn bản",
                "Số VB",
                "Ký hiệu",
                "Số, ký hiệu văn bản",
            ),
            "date": (
                "Ngày ban hành",
                "Ngày, tháng",
                "Ngày tháng",
                "Ngày",
                "Ngày BH",
                "Ngày văn bản",
                "Ngày ký",
                "Ngày, tháng, năm",
                "Ngày tháng năm",
                "Ngày, tháng, năm ban hành",
                "Ngày, tháng ban hành",
                "Thời gian ban hành",
            ),
            "issuer": (
                "Cơ quan ban hành",
                "CQBH",
                "Nơi ban hành",
                "Đơn vị ban hành",
                "Cơ quan, đơn vị ban hành",
                "Cơ quan BH",
                "Tác giả",
                "Tác giả văn bản",
                "Nơi gửi",
            ),
            "type_name": (
                "Loại văn bản",
                "Loại VB",
                "Loại",
                "Hình thức văn bản",
                "Tên loại",
                "Tên loại văn bản",
                "Thể loại",
            ),
            "subject": (
                "Trích yếu",
                "Trích yếu nội dung",
                "Nội dung trích yếu",
                "Trích yếu nội dung văn bản",
                "Nội dung",
                "Nội dung văn bản",
                "Tên văn bản",
                "Tên loại và trích yếu",
                "Tên loại và trích yếu nội dung",
                "Tên loại, trích yếu nội dung",
                "Tên loại và trích yếu nội dung văn bản",
                "Tên loại, trích yếu nội dung văn bản",
                "Về việc",
                "V/v",
            ),
        }
    )

    years_of_days: ClassVar[Mapping[str, str]] = MappingProxyType({"date": "dated_in"})

    class Meta:
        model = Document


class DocumentRelationResource(RecordResource):
    """What implements, rests on, amends or replaces what."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("document", "kind", "target"),)

    class Meta:
        model = DocumentRelation
