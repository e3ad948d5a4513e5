"""The sheets of figures: case files, indices and ranks, digital work."""

from typing import Any, ClassVar

from django.utils import timezone

from campaign.models import CaseFileReturn, DigitalShare, DigitalSystem, ReformIndex, ReformRank
from office_culture.resources.base import RecordResource


class FigureResource(RecordResource):
    """Writes down who brought the figure in, as its page does."""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().before_save_instance(instance, row, **kwargs)
        instance.entered_by, instance.entered_at = self.user, timezone.now()


class CaseFileReturnResource(FigureResource):
    """Sums are computed and stand in no column; causes of delay have a sheet of their own."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "period_start", "period_end"),)

    class Meta:
        model = CaseFileReturn
        fields = (
            "unit",
            "period_start",
            "period_end",
            "new",
            "carried_over",
            "carried_over_note",
            "early",
            "on_time",
            "overdue",
            "returned",
            "in_progress",
            "source",
        )


class ReformIndexResource(RecordResource):
    """One row for each published index."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("name",))

    class Meta:
        model = ReformIndex
        fields = ("name", "code", "published_by", "main", "position", "enabled")


class ReformRankResource(FigureResource):
    """One row for each unit, year and index."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "index"),)

    class Meta:
        model = ReformRank
        fields = ("unit", "year", "index", "rank", "of", "among", "target", "source")


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
