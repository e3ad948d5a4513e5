"""The sheets of people, postings and staffing returns."""

from typing import ClassVar

from office_culture.models import Person, Posting, StaffingReturn
from office_culture.resources.base import RecordResource


class PersonResource(RecordResource):
    """A person is found by staff number, otherwise by name and unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("staff_number",), ("full_name", "unit"))

    class Meta:
        model = Person


class PostingResource(RecordResource):
    """Who held which post of which unit, since when."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("person", "unit", "post", "valid_from"),)

    class Meta:
        model = Posting


class StaffingReturnResource(RecordResource):
    """One row for each unit, year and category."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "category"),)

    class Meta:
        model = StaffingReturn
