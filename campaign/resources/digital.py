"""The sheets of digital work."""

from typing import ClassVar

from campaign.models import DigitalShare, DigitalSystem
from campaign.resources.figures import FigureResource
from office_culture.resources.base import RecordResource


class DigitalShareResource(FigureResource):
    """One row for each indicator, unit and period."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "indicator", "period_start", "period_end"),)

    class Meta:
        model = DigitalShare


class DigitalSystemResource(RecordResource):
    """The digital systems of a unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name"),)

    class Meta:
        model = DigitalSystem
