"""The sheets of dossiers and nominees."""

from collections.abc import Mapping
from typing import ClassVar

from django.core.exceptions import ValidationError

from awards.models import Dossier, Nominee
from office_culture.resources.base import RecordResource


class DossierResource(RecordResource):
    """One row for each unit that takes part in a round."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("round", "unit"),)

    class Meta:
        model = Dossier


class NomineeResource(RecordResource):
    """One row for each person or collective and award."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("dossier", "award", "unit", "person"),)
    left_out: ClassVar[Mapping[str, str]] = {
        "achievements": "only the nominee's own may be chosen, which the page of the nominee offers",
        "innovations": "as achievements",
    }

    class Meta:
        model = Nominee

    def prepare(self, instance: Nominee) -> None:
        super().prepare(instance)
        if refusal := instance.added_too_late():
            raise ValidationError(refusal)
