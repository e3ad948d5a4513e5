"""Which table of an office's files holds which kind of record, in the order of loading."""

from dataclasses import dataclass, field

from django.db.models import Model

from awards.models import Award, NominationRound
from campaign.models import (
    ActivityDocument,
    Campaign,
    CampaignBasis,
    CaseFileReturn,
    CommunicationActivity,
    CommunicationChannel,
    DigitalShare,
    DigitalSystem,
    EmulationTitle,
    Innovation,
    InnovationAuthor,
    InnovationEffect,
    Movement,
    ParentMovement,
    Plan,
    Pledge,
    PledgeTarget,
    ReformRank,
    Report,
    Requirement,
    Task,
    TaskPartner,
    TitleRegistration,
)
from office_culture.models import Document, DocumentRelation, Person, Posting, StaffingReturn, Unit


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `parts` are tables inside a row, with the link from the part to the row.

    `listed` are parts that a row names only by the record they link to.
    """

    model: type[Model]
    parts: dict[str, tuple[type[Model], str]] = field(default_factory=dict)
    listed: dict[str, tuple[type[Model], str, str]] = field(default_factory=dict)


TABLES: dict[str, Table] = {
    "units": Table(Unit),
    "people": Table(Person, parts={"postings": (Posting, "person")}),
    "staffing": Table(StaffingReturn),
    "documents": Table(Document),
    "campaigns": Table(
        Campaign,
        parts={"parents": (ParentMovement, "campaign")},
        listed={"bases": (CampaignBasis, "campaign", "document")},
    ),
    "plans": Table(Plan),
    "requirements": Table(Requirement),
    "tasks": Table(Task, listed={"partners": (TaskPartner, "task", "unit")}),
    "pledges": Table(Pledge, parts={"targets": (PledgeTarget, "pledge")}),
    "emulation_titles": Table(EmulationTitle),
    "title_registrations": Table(TitleRegistration),
    "movements": Table(Movement),
    "channels": Table(CommunicationChannel),
    "activities": Table(
        CommunicationActivity, listed={"documents": (ActivityDocument, "activity", "document")}
    ),
    "case_files": Table(CaseFileReturn),
    "reform_ranks": Table(ReformRank),
    "digital_shares": Table(DigitalShare),
    "digital_systems": Table(DigitalSystem),
    "innovations": Table(
        Innovation,
        parts={"authors": (InnovationAuthor, "innovation"), "effects": (InnovationEffect, "innovation")},
    ),
    "awards": Table(Award),
    "rounds": Table(NominationRound),
    "reports": Table(Report),
}

# How a record is named in these files; a name that fits two records is a fault of the file.
NAMED_BY: dict[type[Model], str] = {
    Unit: "name",
    Person: "full_name",
    Document: "symbol",
    Campaign: "name",
    CommunicationChannel: "name",
    Award: "name",
    Plan: "title",
    Requirement: "text",
    EmulationTitle: "name",
    Innovation: "title",
}

# Relations point to documents that may stand later in the file, so they follow when all are there.
RELATIONS = (DocumentRelation, "document")
