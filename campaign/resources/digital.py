"""The sheets of digital work."""

from typing import ClassVar

from campaign.models import DigitalShare, DigitalSystem
from campaign.resources.figures import FigureResource
from office_culture.resources.base import RecordResource


class DigitalShareResource(FigureResource):
    """A share is found by its name in narratives, otherwise by its words."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "code", "period_start", "period_end"),
        ("unit", "what", "period_start", "period_end"),
    )

    class Meta:
        model = DigitalShare
        fields = (
            "unit",
            "period_start",
            "period_end",
            "what",
            "percent",
            "target",
            "excludes",
            "code",
            "source",
        )


class DigitalSystemResource(RecordResource):
    """The digital systems of a unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name"),)

    class Meta:
        model = DigitalSystem
        fields = ("unit", "name", "position", "valid_from", "valid_to")
