"""The sheet of confirmed reaches."""

from typing import ClassVar

from campaign.models import EffectConfirmation
from office_culture.resources.base import RecordResource


class EffectConfirmationResource(RecordResource):
    """One row for each confirmed reach."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "reach"),)

    class Meta:
        model = EffectConfirmation
