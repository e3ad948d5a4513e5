"""Imports every model of the package, so that Django and readers find them in one place."""

from office_culture.models.accounts import User
from office_culture.models.backups import Backup
from office_culture.models.checklist_rows import ChecklistBand, ChecklistGroup, ChecklistItem, Method
from office_culture.models.checklists import Checklist, ChecklistVersion
from office_culture.models.column_titles import ColumnTitle
from office_culture.models.councils import ConflictGround, Council, CouncilRole, Seat
from office_culture.models.document_kinds import Origin, RelationKind, Use
from office_culture.models.documents import Document, DocumentRelation
from office_culture.models.events import Event, Verb
from office_culture.models.files import DocumentFile, FileLink, StoredFile
from office_culture.models.findings import Finding, FindingFile, FindingLevel, FindingState
from office_culture.models.identities import UnitIdentity
from office_culture.models.inspections import (
    Agreement,
    Inspection,
    InspectionFile,
    InspectionResult,
    InspectionResultFile,
    InspectionState,
    Result,
    WorkStatus,
)
from office_culture.models.legal_bases import LegalBasis
from office_culture.models.long_work import LongWork
from office_culture.models.not_applicable import NotApplicable
from office_culture.models.notices import MailChoice, NoticeMark
from office_culture.models.office_papers import OfficePaper
from office_culture.models.outgoing import Outgoing, OutgoingState, SignatureForm, SignerBlock, WithPaper
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
from office_culture.models.saved_views import SavedView
from office_culture.models.sign_ins import Device, SignInRule
from office_culture.models.substitutions import Substitution
from office_culture.models.unit_changes import (
    ChangedUnit,
    ChangeSide,
    UnitChange,
    UnitChangeKind,
    UnitChangeState,
    UnitName,
    UnitPlace,
)
from office_culture.models.units import Unit, UnitKind
from office_culture.models.unsaved import UnsavedForm
from office_culture.models.versions import Frozen, VersionState

__all__ = [
    "Agreement",
    "Backup",
    "BreachCount",
    "ChangeSide",
    "ChangedUnit",
    "Checklist",
    "ChecklistBand",
    "ChecklistGroup",
    "ChecklistItem",
    "ChecklistVersion",
    "Clause",
    "ColumnTitle",
    "ConflictGround",
    "Council",
    "CouncilRole",
    "Device",
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
    "LegalBasis",
    "LongWork",
    "MailChoice",
    "Method",
    "NotApplicable",
    "NoticeMark",
    "NumberRegister",
    "OfficePaper",
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
    "SavedView",
    "Seat",
    "SignInRule",
    "SignatureForm",
    "SignerBlock",
    "Signing",
    "StaffCategory",
    "StaffingReturn",
    "StoredFile",
    "Substitution",
    "TeamMember",
    "TeamRole",
    "Unit",
    "UnitChange",
    "UnitChangeKind",
    "UnitChangeState",
    "UnitIdentity",
    "UnitKind",
    "UnitName",
    "UnitPlace",
    "UnsavedForm",
    "Use",
    "User",
    "Verb",
    "VersionState",
    "WithPaper",
    "WorkStatus",
]
