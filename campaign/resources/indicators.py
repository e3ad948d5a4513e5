"""The sheets of indicators: what is measured, what is aimed at, what came out."""

from typing import ClassVar

from campaign.models import Indicator, IndicatorTarget, IndicatorValue
from campaign.resources.figures import FigureResource
from office_culture.resources.base import RecordResource


class IndicatorResource(RecordResource):
    """One row for each indicator, found by its name in narratives, otherwise by its words."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("name",))

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
