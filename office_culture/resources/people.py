"""The sheets of people, postings and staffing returns."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from office_culture.models import Person, Posting, StaffingReturn
from office_culture.resources.base import RecordResource
from office_culture.resources.rows import ImportRow
from office_culture.text.names import person_key


class PersonResource(RecordResource):
    """A person is found by staff number, otherwise by name and unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("staff_number",), ("full_name", "unit"))
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "category": (
                "Đối tượng",
                "Diện",
                "Công chức/viên chức",
                "CBCCVC",
            ),
        }
    )

    years_of_days: ClassVar[Mapping[str, str]] = MappingProxyType({"born_on": "born_in"})

    def remembered(self, rows: Sequence[ImportRow]) -> dict[ImportRow, Any]:
        """The people whom somebody recognised in an earlier sheet by the same spelling in the same unit."""
        keys = {person_key(row.values["full_name"]) for row in rows if row.values.get("full_name")}
        known: dict[tuple[str, Any], Any] = {}
        for person in self.get_queryset().filter(name_key__in=keys).exclude(known_as=[]):
            known |= {(name, person.unit_id): person.pk for name in person.known_as}
        found = {}
        for row in rows if known else ():
            unit = row.values.get("unit")
            pk = known.get((row.values.get("full_name") or "", getattr(unit, "pk", None)))
            if pk is not None:
                found[row] = pk
        return found

    def recognise(self, row: ImportRow) -> None:
        name = row.values.get("full_name")
        if name and name != row.record.full_name and name not in row.record.known_as:
            row.record.known_as = [*row.record.known_as, name]
            row.changed.add("known_as")

    class Meta:
        model = Person


class PostingResource(RecordResource):
    """Who held which post of which unit, since when."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("person", "unit", "post", "valid_from"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "valid_from": (
                "Ngày bổ nhiệm",
                "Bổ nhiệm từ",
                "Giữ chức vụ từ",
            ),
        }
    )

    class Meta:
        model = Posting


class StaffingReturnResource(RecordResource):
    """One row for each unit, year and category."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "category"),)
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "category": (
                "Đối tượng",
                "Loại",
                "Loại biên chế",
            ),
            "assigned": (
                "Được giao",
                "Biên chế được giao",
                "Chỉ tiêu biên chế",
                "Biên chế giao",
                "Số được giao",
                "Giao",
            ),
            "actual": (
                "Có mặt",
                "Hiện có",
                "Biên chế hiện có",
                "Thực hiện",
                "Số có mặt",
            ),
        }
    )

    class Meta:
        model = StaffingReturn
