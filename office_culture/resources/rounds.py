"""The sheets of rounds of inspection with their bases and teams."""

from typing import ClassVar

from office_culture.models import InspectionRound, RoundBasis, TeamMember
from office_culture.resources.base import RecordResource


class InspectionRoundResource(RecordResource):
    """The plan of each round."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "year"),)

    class Meta:
        model = InspectionRound


class RoundBasisResource(RecordResource):
    """What the rounds inspect against."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("inspection_round", "document"),)

    class Meta:
        model = RoundBasis


class TeamMemberResource(RecordResource):
    """The teams of the rounds."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("inspection_round", "person"),)

    class Meta:
        model = TeamMember
