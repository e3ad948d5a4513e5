"""The sheets of communication."""

from typing import ClassVar

from campaign.models import ActivityDocument, CommunicationActivity, CommunicationChannel
from office_culture.resources.base import RecordResource
from office_culture.resources.terms import TermResource


class CommunicationChannelResource(TermResource):
    """Channels of communication."""

    class Meta:
        model = CommunicationChannel


class CommunicationActivityResource(RecordResource):
    """One row for each occasion."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("what", "held_on", "held_in", "unit"),)

    class Meta:
        model = CommunicationActivity


class ActivityDocumentResource(RecordResource):
    """The documents announced on an occasion."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("activity", "document"),)

    class Meta:
        model = ActivityDocument
