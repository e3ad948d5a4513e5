"""The sheet of ranks."""

from typing import ClassVar

from campaign.models import ReformRank
from campaign.resources.figures import FigureResource


class ReformRankResource(FigureResource):
    """One row for each unit, year and index."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "indicator"),)

    class Meta:
        model = ReformRank
