"""The sheet of kinds of papers."""

from typing import ClassVar

from awards.models import PaperKind
from office_culture.resources.base import RecordResource


class PaperKindResource(RecordResource):
    """One row for each kind of paper."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    class Meta:
        model = PaperKind
        fields = ("name", "per_nominee", "position")
