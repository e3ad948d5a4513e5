"""The sheets of indicators: what is measured, what is aimed at, what came out."""

from typing import ClassVar

from campaign.models import Indicator, IndicatorTarget, IndicatorValue
from campaign.resources.figures import FigureResource
from office_culture.resources.base import RecordResource
from office_culture.resources.terms import TermResource


class IndicatorResource(TermResource):
    """One row for each indicator."""

    class Meta:
        model = Indicator
        fields = (
            "name",
            "code",
            "unit_of_measure",
            "direction",
            "decimals",
            "lowest",
            "highest",
            "topic",
            "position",
            "enabled",
        )


class IndicatorTargetResource(RecordResource):
    """One row for each indicator, unit and year."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("indicator", "unit", "year"),)

    class Meta:
        model = IndicatorTarget
        fields = ("indicator", "unit", "year", "value")


class IndicatorValueResource(FigureResource):
    """One row for each indicator, unit and period."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("indicator", "unit", "period_start", "period_end"),)

    class Meta:
        model = IndicatorValue
        fields = ("indicator", "unit", "period_start", "period_end", "value", "source")
