"""The sheet of the texts on which decisions and submissions rest."""

from typing import ClassVar

from office_culture.models import LegalBasis
from office_culture.resources.base import RecordResource


class LegalBasisResource(RecordResource):
    """One row for each text."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("text", "matter", "valid_from"),)

    class Meta:
        model = LegalBasis
