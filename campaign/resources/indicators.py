"""The sheets of indicators and of their targets."""

from typing import ClassVar

from campaign.models import Indicator, IndicatorTarget
from office_culture.resources.base import RecordResource
from office_culture.resources.terms import TermResource


class IndicatorResource(TermResource):
    """One row for each indicator."""

    class Meta:
        model = Indicator


class IndicatorTargetResource(RecordResource):
    """One row for each indicator, unit and year."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("indicator", "unit", "year"),)

    class Meta:
        model = IndicatorTarget
