"""The sheets of councils and their seats, and what the sheets of all their sessions share."""

from collections.abc import Mapping
from typing import ClassVar

from office_culture.models import Council, Seat
from office_culture.resources.base import RecordResource


class CouncilResource(RecordResource):
    """One row for each council."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "valid_from"),)

    class Meta:
        model = Council


class SeatResource(RecordResource):
    """One row for each seat of a council."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("council", "person"),)

    class Meta:
        model = Seat


class SessionResource(RecordResource):
    """One row for each session; attendance, points and ballots are entered on their own pages only."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("council", "held_on", "name"),)
    left_out: ClassVar[Mapping[str, str]] = {
        "begun_at": "hours are typed on the page of the session, as those of a visit are",
        "ended_at": "as begun_at",
    }
