"""The sheet of the catalogue of awards."""

from typing import ClassVar

from awards.models import Award
from office_culture.resources.base import RecordResource


class AwardResource(RecordResource):
    """One row for each award."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "subject", "valid_from"),)

    class Meta:
        model = Award
