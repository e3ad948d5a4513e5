"""The sheets of criteria, review sessions and confirmations. Scores are given on their own page only."""

from typing import ClassVar

from campaign.models import CouncilMember, ReviewSession
from office_culture.resources.base import RecordResource


class ReviewSessionResource(RecordResource):
    """One row for each session."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "held_on", "name"),)

    class Meta:
        model = ReviewSession


class CouncilMemberResource(RecordResource):
    """One row for each member of a session's council."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("session", "person"),)

    class Meta:
        model = CouncilMember
