"""The sheets of inspections: rounds with their bases and teams, the units inspected, and the findings."""

from typing import ClassVar

from office_culture.models import Inspection
from office_culture.resources.base import RecordResource


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
