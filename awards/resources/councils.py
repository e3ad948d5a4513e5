"""The sheets of councils and their seats."""

from typing import ClassVar

from awards.models import Council, Seat
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
