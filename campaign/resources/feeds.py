"""The sheet of calendar feeds: units and their feeds, without addresses."""

from typing import ClassVar

from campaign.models import CalendarFeed
from office_culture.resources.base import RecordResource


class CalendarFeedResource(RecordResource):
    """For export only: an address is created on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "purpose"),)

    class Meta:
        model = CalendarFeed
