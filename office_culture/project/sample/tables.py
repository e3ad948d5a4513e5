"""Which table of an office's files holds which kind of record, in the order of loading."""

from dataclasses import dataclass, field

from django.db.models import Model

from awards.models import (
    Achievement,
    Award,
    Conferral,
    Council,
    CouncilSession,
    Dossier,
    Impediment,
    NominationRound,
    Nominee,
    Seat,
    ServiceLeave,
    YearlyRating,
)
from campaign.models import (
    ActivityDocument,
    Campaign,
    CampaignBasis,
    CaseFileReturn,
    CommunicationActivity,
    CommunicationChannel,
    CouncilMember,
    Criterion,
    DigitalShare,
    DigitalSystem,
    EffectConfirmation,
    EmulationTitle,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Innovation,
    InnovationAuthor,
    InnovationEffect,
    InnovationReturn,
    LateCause,
    LateFiles,
    Movement,
    ParentMovement,
    Plan,
    Pledge,
    PledgeTarget,
    ReformIndex,
    ReformRank,
    Report,
    Requirement,
    ReviewCriteria,
    ReviewSession,
    Score,
    Task,
    TaskPartner,
    TitleRegistration,
)
from office_culture.models import (
    Document,
    DocumentRelation,
    Person,
    Posting,
    StaffingReturn,
    Unit,
    UnitIdentity,
    User,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `parts` are tables inside a row, with the link from the part to the row.

    `listed` are parts that a row names only by the record they link to. `last` are columns that are set when the
    parts are there, because a constraint holds both together.
    """

    model: type[Model]
    parts: dict[str, tuple[type[Model], str]] = field(default_factory=dict)
    listed: dict[str, tuple[type[Model], str, str]] = field(default_factory=dict)
    last: tuple[str, ...] = ()


TABLES: dict[str, Table] = {
    "units": Table(Unit, parts={"identities": (UnitIdentity, "unit")}),
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
    "late_causes": Table(LateCause),
    "case_files": Table(CaseFileReturn, parts={"late": (LateFiles, "case_files")}),
    "reform_indices": Table(ReformIndex),
    "reform_ranks": Table(ReformRank),
    "digital_shares": Table(DigitalShare),
    "digital_systems": Table(DigitalSystem),
    "review_criteria": Table(ReviewCriteria, parts={"criteria": (Criterion, "version_of")}),
    "review_sessions": Table(ReviewSession, parts={"members": (CouncilMember, "session")}),
    "indicators": Table(Indicator, parts={"targets": (IndicatorTarget, "indicator")}),
    "indicator_values": Table(IndicatorValue),
    "innovations": Table(
        Innovation,
        parts={"authors": (InnovationAuthor, "innovation"), "effects": (InnovationEffect, "innovation")},
        last=(
            "state",
            "state_reason",
            "submitted_on",
            "unit_name",
            "session",
            "level",
            "recognised_on",
            "recognised_by",
        ),
    ),
    "scores": Table(Score),
    "confirmations": Table(EffectConfirmation),
    "awards": Table(Award),
    "ratings": Table(YearlyRating),
    "achievements": Table(Achievement),
    "conferrals": Table(Conferral),
    "impediments": Table(Impediment),
    "leaves": Table(ServiceLeave),
    "councils": Table(Council, parts={"seats": (Seat, "council")}),
    "rounds": Table(NominationRound),
    "council_sessions": Table(CouncilSession),
    "dossiers": Table(Dossier),
    "nominees": Table(Nominee),
    "reports": Table(Report),
}

# Rows that name an account, which can be made only when its unit and its person are there.
AFTER_ACCOUNTS: dict[str, Table] = {"innovation_returns": Table(InnovationReturn)}

# How a record is named in these files; a name that fits two records is a fault of the file.
NAMED_BY: dict[type[Model], str] = {
    Unit: "name",
    Person: "full_name",
    Document: "symbol",
    Campaign: "name",
    CommunicationChannel: "name",
    LateCause: "name",
    Indicator: "name",
    ReformIndex: "name",
    Award: "name",
    Achievement: "title",
    NominationRound: "name",
    Council: "name",
    Dossier: "name",
    Plan: "title",
    Requirement: "text",
    EmulationTitle: "name",
    Innovation: "title",
    ReviewCriteria: "name",
    ReviewSession: "name",
    CouncilMember: "name",
    Criterion: "name",
    User: "username",
}

# Relations point to documents that may stand later in the file, so they follow when all are there.
RELATIONS = (DocumentRelation, "document")
