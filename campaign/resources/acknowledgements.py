"""The sheets of acknowledged warnings and of remarks: for export only, as both come from the course of a report."""

from typing import ClassVar

from campaign.models import Acknowledgement
from office_culture.resources.base import RecordResource


class AcknowledgementResource(RecordResource):
    """One row for each warning that somebody let stand."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("report", "code", "subject", "fingerprint"),)

    class Meta:
        model = Acknowledgement
