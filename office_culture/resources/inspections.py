"""The sheets of inspections: rounds with their bases and teams, the units inspected, and the findings."""

from collections.abc import Mapping
from typing import ClassVar

from office_culture.models import Inspection
from office_culture.resources.base import RecordResource


class InspectionResource(RecordResource):
    """The visit to each unit; results and scores come from the inspection's own page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("inspection_round", "unit"),)
    left_out: ClassVar[Mapping[str, str]] = {
        "begun_at": "hours of a visit are typed with its results, on the inspection's page",
        "ended_at": "as begun_at",
    }

    class Meta:
        model = Inspection
