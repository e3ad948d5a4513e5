"""The sheets of dossiers and nominees."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from awards.models import Dossier, Nominee
from office_culture.resources.base import RecordResource


class DossierResource(RecordResource):
    """One row for each unit that takes part in a round."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("round", "unit"),)

    class Meta:
        model = Dossier
        fields = ("round", "unit", "note")


class NomineeResource(RecordResource):
    """One row for each person or collective and award."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("dossier", "award", "unit", "person"),)

    class Meta:
        model = Nominee
        fields = (
            "dossier",
            "award",
            "person",
            "unit",
            "name",
            "post",
            "position",
            "summary",
            "period_start",
            "period_end",
        )

    def before_save_instance(self, instance: Nominee, row: Any, **kwargs: Any) -> None:
        if refusal := instance.added_too_late():
            raise ValidationError(refusal)
        super().before_save_instance(instance, row, **kwargs)
