"""Every model of the package, for Django and for readers."""

from office_culture.models.accounts import User
from office_culture.models.document_kinds import Origin, RelationKind, Use
from office_culture.models.documents import Document, DocumentRelation
from office_culture.models.events import Event, Verb
from office_culture.models.files import DocumentFile, FileLink, StoredFile
from office_culture.models.people import Gender, Person, Posting, StaffCategory, StaffingReturn
from office_culture.models.units import Unit, UnitKind

__all__ = [
    "Document",
    "DocumentFile",
    "DocumentRelation",
    "Event",
    "FileLink",
    "Gender",
    "Origin",
    "Person",
    "Posting",
    "RelationKind",
    "StaffCategory",
    "StaffingReturn",
    "StoredFile",
    "Unit",
    "UnitKind",
    "Use",
    "User",
    "Verb",
]
