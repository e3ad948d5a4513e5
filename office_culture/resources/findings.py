"""The sheet of findings."""

from typing import ClassVar

from office_culture.models import Finding
from office_culture.resources.base import RecordResource


class FindingResource(RecordResource):
    """What is to be remedied; each finding begins on the page of its inspection, so its sheet only goes out."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "found_on", "content"),)

    class Meta:
        model = Finding
