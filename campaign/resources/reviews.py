"""The sheet of review sessions."""

from campaign.models import ReviewSession
from office_culture.resources.councils import SessionResource


class ReviewSessionResource(SessionResource):
    """One row for each session."""

    class Meta:
        model = ReviewSession
