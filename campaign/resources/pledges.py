"""The sheets of emulation pledges and their targets."""

from typing import ClassVar

from campaign.models import Pledge, PledgeTarget
from office_culture.resources.base import RecordResource


class PledgeResource(RecordResource):
    """One row for each unit, year and campaign."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "campaign"),)

    class Meta:
        model = Pledge


class PledgeTargetResource(RecordResource):
    """One row for each criterion; at year's end the same sheet brings in what was reached."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("pledge", "criterion"),)

    class Meta:
        model = PledgeTarget
