"""Every model of the package, for Django and for readers."""

from office_culture.models.accounts import User
from office_culture.models.checklist_rows import ChecklistBand, ChecklistGroup, ChecklistItem, Method
from office_culture.models.checklists import Checklist, ChecklistVersion
from office_culture.models.document_kinds import Origin, RelationKind, Use
from office_culture.models.documents import Document, DocumentRelation
from office_culture.models.events import Event, Verb
from office_culture.models.files import DocumentFile, FileLink, StoredFile
from office_culture.models.findings import Finding, FindingFile, FindingLevel, FindingState
from office_culture.models.identities import UnitIdentity
from office_culture.models.inspections import (
    Inspection,
    InspectionFile,
    InspectionResult,
    InspectionResultFile,
    InspectionState,
    Result,
    WorkStatus,
)
from office_culture.models.outgoing import Outgoing, OutgoingState, SignatureForm, SignerBlock
from office_culture.models.papers import (
    IssuedPaper,
    NumberRegister,
    PaperFacts,
    PaperFile,
    PaperFileKind,
    PaperSignature,
    PaperState,
    Signing,
)
from office_culture.models.people import Gender, Person, Posting, StaffCategory, StaffingReturn
from office_culture.models.regulations import Clause, Regulation, RegulationKind, RegulationRevision
from office_culture.models.rounds import (
    BreachCount,
    InspectionRound,
    InspectionRoundState,
    RoundBasis,
    TeamMember,
    TeamRole,
)
from office_culture.models.unit_changes import (
    ChangedUnit,
    ChangeSide,
    UnitChange,
    UnitChangeKind,
    UnitChangeState,
    UnitName,
)
from office_culture.models.units import Unit, UnitKind
from office_culture.models.versions import Frozen, VersionState

__all__ = [
    "BreachCount",
    "ChangeSide",
    "ChangedUnit",
    "Checklist",
    "ChecklistBand",
    "ChecklistGroup",
    "ChecklistItem",
    "ChecklistVersion",
    "Clause",
    "Document",
    "DocumentFile",
    "DocumentRelation",
    "Event",
    "FileLink",
    "Finding",
    "FindingFile",
    "FindingLevel",
    "FindingState",
    "Frozen",
    "Gender",
    "Inspection",
    "InspectionFile",
    "InspectionResult",
    "InspectionResultFile",
    "InspectionRound",
    "InspectionRoundState",
    "InspectionState",
    "IssuedPaper",
    "Method",
    "NumberRegister",
    "Origin",
    "Outgoing",
    "OutgoingState",
    "PaperFacts",
    "PaperFile",
    "PaperFileKind",
    "PaperSignature",
    "PaperState",
    "Person",
    "Posting",
    "Regulation",
    "RegulationKind",
    "RegulationRevision",
    "RelationKind",
    "Result",
    "RoundBasis",
    "SignatureForm",
    "SignerBlock",
    "Signing",
    "StaffCategory",
    "StaffingReturn",
    "StoredFile",
    "TeamMember",
    "TeamRole",
    "Unit",
    "UnitChange",
    "UnitChangeKind",
    "UnitChangeState",
    "UnitIdentity",
    "UnitKind",
    "UnitName",
    "Use",
    "User",
    "Verb",
    "VersionState",
    "WorkStatus",
]
