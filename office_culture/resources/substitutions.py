"""The sheet of substitutions: export only, as everybody names their own."""

from typing import ClassVar

from office_culture.models import Substitution
from office_culture.resources.base import RecordResource


class SubstitutionResource(RecordResource):
    """One row for each substitution."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("substitute", "valid_from"),)

    class Meta:
        model = Substitution
