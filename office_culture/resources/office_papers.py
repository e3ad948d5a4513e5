"""The sheet of office papers: for export only, as each is drafted from its record."""

from typing import ClassVar

from office_culture.models import OfficePaper
from office_culture.resources.base import RecordResource


class OfficePaperResource(RecordResource):
    """One row for each paper."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "subject"),)

    class Meta:
        model = OfficePaper
