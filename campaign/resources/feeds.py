"""The sheet of calendar feeds: who has one, never the address."""

from typing import ClassVar

from campaign.models import CalendarFeed
from office_culture.resources.base import RecordResource


class CalendarFeedResource(RecordResource):
    """Only leaves: an address comes into being on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "purpose"),)

    class Meta:
        model = CalendarFeed
