"""The sheet of findings."""

from typing import ClassVar

from office_culture.models import Finding
from office_culture.resources.base import RecordResource


class FindingResource(RecordResource):
    """What is to be remedied. Findings are opened on the page of their inspection, so the sheet is only exported."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "found_on", "content"),)

    class Meta:
        model = Finding
