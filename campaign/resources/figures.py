"""The sheets of figures: case files, indices and ranks, digital work."""

from typing import Any

from django.utils import timezone

from office_culture.resources.base import RecordResource


class FigureResource(RecordResource):
    """Sets who entered the figure and when, as the page of the figure does."""

    def prepare(self, instance: Any) -> None:
        super().prepare(instance)
        instance.entered_by, instance.entered_at = self.user, timezone.now()
