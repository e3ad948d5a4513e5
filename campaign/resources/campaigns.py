"""The sheets of campaigns and movements."""

from typing import ClassVar

from campaign.models import Campaign, CampaignBasis, Movement, ParentMovement
from office_culture.resources.base import RecordResource


class CampaignResource(RecordResource):
    """One row for each campaign of an office."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("office", "name", "period_start"),)

    class Meta:
        model = Campaign


class CampaignBasisResource(RecordResource):
    """The documents that campaigns rest on."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("campaign", "document"),)

    class Meta:
        model = CampaignBasis


class ParentMovementResource(RecordResource):
    """The movements of higher levels that campaigns carry out."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("campaign", "name"),)

    class Meta:
        model = ParentMovement


class MovementResource(RecordResource):
    """Movements beside the campaign, with what the unit did in them."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "valid_from"),)

    class Meta:
        model = Movement
