"""The sheet of remarks: for export only, as they come from the review of a report."""

from typing import ClassVar

from campaign.models import Remark
from office_culture.resources.base import RecordResource


class RemarkResource(RecordResource):
    """One row for each remark with its answer."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("report", "round", "place", "made_at", "text"),)

    class Meta:
        model = Remark
