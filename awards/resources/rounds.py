"""The sheet of nomination rounds."""

from collections.abc import Mapping
from typing import ClassVar

from awards.models import NominationRound
from office_culture.resources.base import RecordResource


class NominationRoundResource(RecordResource):
    """One row for each round; its awards are chosen on its page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "opened_on"),)
    left_out: ClassVar[Mapping[str, str]] = {
        "awards": "the awards of a round are chosen on its page, among those of its kind",
    }

    class Meta:
        model = NominationRound
