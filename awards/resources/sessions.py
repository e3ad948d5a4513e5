"""The sheet of sessions on nominations."""

from awards.models import CouncilSession
from office_culture.resources.councils import SessionResource


class CouncilSessionResource(SessionResource):
    """One row for each session."""

    class Meta:
        model = CouncilSession
