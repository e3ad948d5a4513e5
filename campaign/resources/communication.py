"""The sheets of communication."""

from typing import ClassVar

from campaign.models import ActivityDocument, CommunicationActivity, CommunicationChannel
from office_culture.resources.base import RecordResource
from office_culture.resources.terms import TermResource


class CommunicationChannelResource(TermResource):
    """Ways of making things known."""

    class Meta:
        model = CommunicationChannel


class CommunicationActivityResource(RecordResource):
    """One row for each occasion."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("what", "held_on", "unit"),)

    class Meta:
        model = CommunicationActivity


class ActivityDocumentResource(RecordResource):
    """The documents made known on an occasion."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("activity", "document"),)

    class Meta:
        model = ActivityDocument
