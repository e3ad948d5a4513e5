"""The sheets of figures: case files, indices and ranks, digital work."""

from typing import Any

from django.utils import timezone

from office_culture.resources.base import RecordResource


class FigureResource(RecordResource):
    """Writes down who brought the figure in, as its page does."""

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().before_save_instance(instance, row, **kwargs)
        instance.entered_by, instance.entered_at = self.user, timezone.now()
