"""The sheet of sections handed out, for export only: sections are handed out on the page of their report."""

from typing import ClassVar

from campaign.models import SectionAssignment
from office_culture.resources.base import RecordResource


class SectionAssignmentResource(RecordResource):
    """One row for each section that was handed out."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "due", "note"),)
    derived: ClassVar[tuple[str, ...]] = ("report", "title", "state", "delivered_on", "return_reason")

    class Meta:
        model = SectionAssignment
