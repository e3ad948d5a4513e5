"""The sheets of published indices and of ranks."""

from typing import ClassVar

from campaign.models import ReformIndex, ReformRank
from campaign.resources.figures import FigureResource
from office_culture.resources.terms import TermResource


class ReformIndexResource(TermResource):
    """One row for each published index."""

    class Meta:
        model = ReformIndex
        fields = ("name", "code", "published_by", "main", "position", "enabled")


class ReformRankResource(FigureResource):
    """One row for each unit, year and index."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "index"),)

    class Meta:
        model = ReformRank
        fields = ("unit", "year", "index", "rank", "of", "among", "target", "source")
