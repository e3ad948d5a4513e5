"""The sheets of achievements, awards received and yearly ratings."""

from collections.abc import Mapping
from typing import ClassVar

from awards.models import Achievement, Conferral, YearlyRating
from office_culture.resources.base import RecordResource


class AchievementResource(RecordResource):
    """One row for each achievement."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "person", "title", "period_start", "period_end"),)

    class Meta:
        model = Achievement


class ConferralResource(RecordResource):
    """One row for each award received: how an office brings in the years before."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("unit", "person", "award", "ground", "period_start", "period_end"),
    )
    left_out: ClassVar[Mapping[str, str]] = {
        "achievements": "awards of earlier years come in before the achievements that they rest on",
    }

    class Meta:
        model = Conferral


class YearlyRatingResource(RecordResource):
    """One row for each person or collective and year."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "person", "year"),)

    class Meta:
        model = YearlyRating
