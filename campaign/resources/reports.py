"""The sheet of reports: their frame; texts are written on their page."""

from typing import ClassVar

from campaign.models import Report
from office_culture.resources.base import RecordResource


class ReportResource(RecordResource):
    """One row for each report. Number, date and state follow from its life cycle and are not imported."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "kind", "campaign", "period_start", "period_end"),
    )

    class Meta:
        model = Report
