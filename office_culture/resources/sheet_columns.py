"""The columns of a resource as the reading of files knows them: official titles, synonyms, kinds of cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist

from office_culture.models import ColumnTitle, Person
from office_culture.resources.columns import SheetColumn
from office_culture.resources.widgets import ChoiceWidget, Day, Link, Number, Text, Whole, in_every_language
from office_culture.sheets.columns import ColumnKind, Columns, OfficialColumn

if TYPE_CHECKING:
    from office_culture.resources.base import RecordResource

# Titles that offices write above a field of this name, whatever the kind of record. A resource adds its own.
COMMON: Mapping[str, tuple[str, ...]] = {
    "full_name": ("Họ và tên", "Họ tên", "Họ và tên cán bộ", "Tên cán bộ", "Cán bộ, công chức"),
    "person": (
        "Họ và tên",
        "Họ tên",
        "Cá nhân",
        "Tên cá nhân",
        "Họ và tên, tập thể",
        "Họ và tên, tên tập thể",
        "Tên tập thể, cá nhân",
        "Tập thể, cá nhân",
        "Tên cá nhân, tập thể",
        "Cá nhân, tập thể",
    ),
    "name": ("Tên", "Tên gọi"),
    "unit": (
        "Đơn vị",
        "Đơn vị công tác",
        "Phòng",
        "Phòng ban",
        "Phòng, ban",
        "Phòng ban, đơn vị",
        "Cơ quan, đơn vị",
        "Tên đơn vị",
        "Nơi công tác",
    ),
    "year": ("Năm", "Năm áp dụng", "Năm công nhận", "Năm khen thưởng"),
    "post": ("Chức vụ", "Chức danh", "Chức vụ, đơn vị", "Chức vụ, chức danh"),
    "gender": ("Giới tính", "Giới", "Nam/Nữ", "Phái"),
    "born_on": ("Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày", "Năm sinh"),
    "staff_number": ("Mã số", "Mã CBCCVC", "Mã cán bộ", "Mã nhân viên", "Số hiệu công chức", "Số hiệu"),
    "source": ("Nguồn", "Nguồn số liệu", "Căn cứ"),
    "note": ("Ghi chú", "Chú thích", "GC"),
    "title": ("Tên", "Tiêu đề", "Nội dung"),
    "award": (
        "Danh hiệu",
        "Hình thức",
        "Danh hiệu/Hình thức",
        "Danh hiệu, hình thức khen thưởng",
        "Hình thức khen thưởng",
        "Danh hiệu thi đua",
        "Khen thưởng",
    ),
    "decided_on": ("Ngày ký", "Ngày quyết định", "Ngày QĐ", "Ngày, tháng quyết định", "Ngày ban hành"),
    "decision": ("Số quyết định", "Số QĐ", "Quyết định số", "Quyết định", "Số, ngày quyết định"),
    "period_start": ("Từ ngày", "Từ", "Ngày bắt đầu"),
    "period_end": ("Đến ngày", "Đến", "Ngày kết thúc"),
    "valid_from": ("Từ ngày", "Từ", "Ngày hiệu lực", "Hiệu lực từ"),
    "valid_to": ("Đến ngày", "Đến", "Hết hiệu lực"),
    "indicator": ("Chỉ tiêu", "Chỉ số"),
    "target": ("Kế hoạch", "Chỉ tiêu giao", "Mục tiêu"),
    "value": ("Giá trị", "Kết quả", "Số liệu"),
    "number": ("Số lượng", "Tổng số"),
    "content": ("Nội dung", "Nội dung công việc"),
    "start": ("Bắt đầu", "Từ ngày", "Ngày bắt đầu"),
    "due": ("Thời hạn", "Hạn hoàn thành", "Thời gian hoàn thành"),
    "place": ("Địa điểm", "Nơi tổ chức"),
    "rank": ("Xếp hạng", "Thứ hạng", "Hạng"),
    "rating": (
        "Xếp loại",
        "Mức xếp loại",
        "Kết quả xếp loại",
        "Kết quả đánh giá",
        "Đánh giá, xếp loại",
        "Kết quả đánh giá, xếp loại",
        "Mức độ hoàn thành nhiệm vụ",
    ),
}

# The same for choices: what else people write, by the code of the choice.
COMMON_LABELS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "gender": {"male": ("Nam",), "female": ("Nữ",)},
    "rating": {
        "excellent": (
            "Hoàn thành xuất sắc nhiệm vụ",
            "Hoàn thành xuất sắc",
            "Xuất sắc",
            "HTXSNV",
            "HTXS",
        ),
        "good": ("Hoàn thành tốt nhiệm vụ", "Hoàn thành tốt", "HTTNV", "HTT"),
        "completed": ("Hoàn thành nhiệm vụ", "Hoàn thành", "HTNV", "HT"),
        "failed": ("Không hoàn thành nhiệm vụ", "Không hoàn thành", "KHTNV"),
    },
    "category": {
        "civil_servant": ("Công chức", "CC"),
        "public_employee": ("Viên chức", "VC"),
        "contract": ("Hợp đồng", "HĐ", "Hợp đồng lao động"),
    },
}


def columns_of(resource: RecordResource) -> Columns:
    """The columns of this resource, with the titles that the office added for its kind of record."""
    model: Any = resource._meta.model
    return Columns(
        columns=[_column(resource, name, column) for name, column in resource.columns.items()],
        added=ColumnTitle.objects.titles_of(model._meta.label_lower),
        needed=resource.get_import_id_fields(),
    )


def _column(resource: RecordResource, name: str, column: SheetColumn) -> OfficialColumn:
    widget = column.widget
    labels = (
        tuple(
            (str(code), *in_every_language(label), *COMMON_LABELS.get(name, {}).get(str(code), ()))
            for code, label in widget.choices
        )
        if isinstance(widget, ChoiceWidget)
        else ()
    )
    return OfficialColumn(
        name=name,
        title=column.title,
        titles=tuple(dict.fromkeys(in_every_language(column.lazy_title))),
        synonyms=(*resource.synonyms.get(name, ()), *COMMON.get(name, ())),
        kind=_kind(resource._meta.model, name, widget),
        required=column.required and name not in resource.derived,
        labels=labels,
        help_text=str(column.help_text),
        explains=resource.explains.get(name, ""),
        year_column=resource.years_of_days.get(name, ""),
    )


def _kind(model: Any, name: str, widget: Any) -> ColumnKind:
    if isinstance(widget, Link):
        return ColumnKind.NAME if model._meta.get_field(name).related_model is Person else ColumnKind.LINK
    for known, kind in (
        (Day, ColumnKind.DATE),
        (Whole, ColumnKind.COUNT),
        (Number, ColumnKind.NUMBER),
        (ChoiceWidget, ColumnKind.CHOICE),
    ):
        if isinstance(widget, known):
            return kind
    return (
        ColumnKind.NAME if isinstance(widget, Text) and _is_name_of_person(model, name) else ColumnKind.TEXT
    )


def _is_name_of_person(model: Any, name: str) -> bool:
    """Whether the text is the full name of a person, or stands for one who is no record here."""
    if name == "full_name":
        return True
    try:
        return name == "name" and model._meta.get_field("person").related_model is Person
    except FieldDoesNotExist:
        return False
