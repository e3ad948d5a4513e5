"""The sheets of achievements, awards received and yearly ratings."""

from typing import ClassVar

from awards.models import Achievement, Conferral, YearlyRating
from office_culture.resources.base import RecordResource


class AchievementResource(RecordResource):
    """One row for each achievement."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "person", "title", "period_start", "period_end"),)

    class Meta:
        model = Achievement
        fields = (
            "person",
            "unit",
            "name",
            "title",
            "kind",
            "period_start",
            "period_end",
            "text",
            "innovation",
            "evidence",
        )


class ConferralResource(RecordResource):
    """One row for each award received: how an office brings in the years before."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "person", "award", "ground", "period_start", "period_end"),
    )

    class Meta:
        model = Conferral
        fields = (
            "award",
            "person",
            "unit",
            "name",
            "post",
            "unit_name",
            "labour",
            "ground",
            "period_start",
            "period_end",
            "decided_on",
            "decision",
        )


class YearlyRatingResource(RecordResource):
    """One row for each person or collective and year."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "person", "year"),)

    class Meta:
        model = YearlyRating
        fields = ("person", "unit", "name", "year", "rating", "decision")
