"""The sheets of public postings, objections and holidays."""

from typing import ClassVar

from awards.models import Holiday, Objection, PublicPosting
from office_culture.resources.base import RecordResource


class PublicPostingResource(RecordResource):
    """One row for each posting; who stands in it is chosen on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("nomination_round", "posted_on", "place"),)
    told: ClassVar[tuple[str, ...]] = ("ends_on",)

    class Meta:
        model = PublicPosting
        fields = ("nomination_round", "posted_on", "days", "place", "note")


class ObjectionResource(RecordResource):
    """One row for each objection; answers are given on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("posting", "nominee", "received_on", "from_whom"),)
    told: ClassVar[tuple[str, ...]] = ("state", "answer", "settled_on")

    class Meta:
        model = Objection
        fields = ("posting", "nominee", "received_on", "from_whom", "text")


class HolidayResource(RecordResource):
    """One row for each day."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("day",),)

    class Meta:
        model = Holiday
        fields = ("day", "name", "worked")
