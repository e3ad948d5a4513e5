"""The sheets of the document register."""

from typing import ClassVar

from office_culture.models import Document, DocumentRelation
from office_culture.resources.base import RecordResource


class DocumentResource(RecordResource):
    """Numbers begin anew each year and in each office: only symbol, date and issuer together name a document."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("symbol", "date", "issuer"),)

    class Meta:
        model = Document


class DocumentRelationResource(RecordResource):
    """What implements, rests on, amends or replaces what."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("document", "kind", "target"),)

    class Meta:
        model = DocumentRelation
