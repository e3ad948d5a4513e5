"""The sheet of issued papers: export only, as numbers are given only when a paper is issued."""

from typing import ClassVar

from office_culture.models import IssuedPaper
from office_culture.resources.base import RecordResource


class IssuedPaperResource(RecordResource):
    """The book of papers sent out."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "symbol"),)

    class Meta:
        model = IssuedPaper
