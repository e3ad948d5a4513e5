"""The sheet of values of indicators measured in numbers."""

from typing import ClassVar

from campaign.models import IndicatorValue
from campaign.resources.figures import FigureResource


class IndicatorValueResource(FigureResource):
    """One row for each indicator, unit and period."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("indicator", "unit", "period_start", "period_end"),)

    class Meta:
        model = IndicatorValue
