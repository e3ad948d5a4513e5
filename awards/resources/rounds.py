"""The sheet of nomination rounds."""

from typing import ClassVar

from awards.models import NominationRound
from office_culture.resources.base import RecordResource


class NominationRoundResource(RecordResource):
    """One row for each round; its awards are chosen on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "opened_on"),)

    class Meta:
        model = NominationRound
        fields = (
            "name",
            "kind",
            "ground",
            "unit",
            "campaign",
            "period_start",
            "period_end",
            "opened_on",
            "closed_on",
            "rules_of",
        )
