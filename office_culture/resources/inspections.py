"""The sheets of inspections: rounds with their bases and teams, the units inspected, and the findings."""

from typing import ClassVar

from office_culture.models import Finding, Inspection, InspectionRound, RoundBasis, TeamMember
from office_culture.resources.base import RecordResource


class InspectionRoundResource(RecordResource):
    """The plan of each round."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "year"),)

    class Meta:
        model = InspectionRound
        fields = (
            "name",
            "year",
            "unit",
            "checklist_version",
            "plan",
            "start",
            "end",
            "surprise",
            "team_decision",
        )


class RoundBasisResource(RecordResource):
    """What the rounds inspect against."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("inspection_round", "document"),)

    class Meta:
        model = RoundBasis
        fields = ("inspection_round", "document", "position")


class TeamMemberResource(RecordResource):
    """The teams of the rounds."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("inspection_round", "person"),)

    class Meta:
        model = TeamMember
        fields = ("inspection_round", "person", "role", "post", "position")


class InspectionResource(RecordResource):
    """The visit to each unit; results and scores come from the inspection's own page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("inspection_round", "unit"),)

    class Meta:
        model = Inspection
        fields = (
            "inspection_round",
            "unit",
            "visited_on",
            "place",
            "represented_by",
            "present",
            "unit_opinion",
            "conclusion",
        )


class FindingResource(RecordResource):
    """What is to be remedied; each finding begins on the page of its inspection, so its sheet only goes out."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "found_on", "content"),)

    class Meta:
        model = Finding
        fields = ("result", "unit", "person", "level", "content", "found_on", "remedy", "owner", "due_on")
