"""The sheets of public postings, objections and holidays."""

from collections.abc import Mapping
from typing import ClassVar

from awards.models import Holiday, Objection, PublicPosting
from office_culture.resources.base import RecordResource


class PublicPostingResource(RecordResource):
    """One row for each posting; who stands in it is chosen on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("nomination_round", "posted_on", "place"),)
    derived: ClassVar[tuple[str, ...]] = ("ends_on",)
    left_out: ClassVar[Mapping[str, str]] = {
        "nominees": "who stands in a posting is chosen on its page, among those of its round",
    }

    class Meta:
        model = PublicPosting


class ObjectionResource(RecordResource):
    """One row for each objection; answers are given on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("posting", "nominee", "received_on", "from_whom"),)
    derived: ClassVar[tuple[str, ...]] = ("state", "answer", "settled_on")

    class Meta:
        model = Objection


class HolidayResource(RecordResource):
    """One row for each day."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("day",),)

    class Meta:
        model = Holiday
