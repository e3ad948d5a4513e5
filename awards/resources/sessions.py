"""The sheet of sessions. Attendance, ballots and outcomes are entered on their own pages only."""

from typing import ClassVar

from awards.models import CouncilSession
from office_culture.resources.base import RecordResource


class CouncilSessionResource(RecordResource):
    """One row for each session."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("council", "held_on", "name"),)

    class Meta:
        model = CouncilSession
