"""The tables of an office's files with their models, in the order of loading."""

from dataclasses import dataclass, field

from django.db.models import Model

from awards.models import (
    Achievement,
    Award,
    AwardTotal,
    Conferral,
    CouncilSession,
    Dossier,
    Impediment,
    NominationRound,
    Nominee,
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
    ReformRank,
    Report,
    Requirement,
    ReviewAttendance,
    ReviewCriteria,
    ReviewSession,
    Score,
    Task,
    TaskPartner,
    TitleRegistration,
)
from office_culture.models import (
    ChangedUnit,
    Council,
    Document,
    DocumentRelation,
    NotApplicable,
    Person,
    Posting,
    Seat,
    StaffingReturn,
    Unit,
    UnitChange,
    UnitIdentity,
    User,
)


@dataclass(frozen=True, slots=True)
class SampleTable:
    """One table. `parts` are tables inside a row, each with its model and the link from the part to the row.

    `listed` are parts that a row names only by the record they link to. `last` are columns that are set after the
    parts, because a constraint checks both together.
    """

    model: type[Model]
    parts: dict[str, tuple[type[Model], str]] = field(default_factory=dict)
    listed: dict[str, tuple[type[Model], str, str]] = field(default_factory=dict)
    last: tuple[str, ...] = ()


TABLES: dict[str, SampleTable] = {
    "units": SampleTable(
        Unit, parts={"identities": (UnitIdentity, "unit"), "not_applicable": (NotApplicable, "unit")}
    ),
    "people": SampleTable(Person, parts={"postings": (Posting, "person")}),
    "staffing": SampleTable(StaffingReturn),
    "documents": SampleTable(Document),
    "unit_changes": SampleTable(UnitChange, parts={"units": (ChangedUnit, "change")}),
    "campaigns": SampleTable(
        Campaign,
        parts={"parents": (ParentMovement, "campaign")},
        listed={"bases": (CampaignBasis, "campaign", "document")},
    ),
    "plans": SampleTable(Plan),
    "requirements": SampleTable(Requirement),
    "tasks": SampleTable(Task, listed={"partners": (TaskPartner, "task", "unit")}),
    "pledges": SampleTable(Pledge, parts={"targets": (PledgeTarget, "pledge")}),
    "emulation_titles": SampleTable(EmulationTitle),
    "title_registrations": SampleTable(TitleRegistration),
    "movements": SampleTable(Movement),
    "channels": SampleTable(CommunicationChannel),
    "activities": SampleTable(
        CommunicationActivity, listed={"documents": (ActivityDocument, "activity", "document")}
    ),
    "late_causes": SampleTable(LateCause),
    "case_files": SampleTable(CaseFileReturn, parts={"late": (LateFiles, "case_files")}),
    "indicators": SampleTable(Indicator, parts={"targets": (IndicatorTarget, "indicator")}),
    "indicator_values": SampleTable(IndicatorValue),
    "reform_ranks": SampleTable(ReformRank),
    "digital_shares": SampleTable(DigitalShare),
    "digital_systems": SampleTable(DigitalSystem),
    "review_criteria": SampleTable(
        ReviewCriteria, parts={"criteria": (Criterion, "version_of")}, last=("state",)
    ),
    # Scores name a seat by its person, which must be unique: other councils are loaded after them.
    "review_councils": SampleTable(Council, parts={"seats": (Seat, "council")}),
    "review_sessions": SampleTable(ReviewSession, parts={"attendances": (ReviewAttendance, "session")}),
    "innovations": SampleTable(
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
    "scores": SampleTable(Score),
    "awards": SampleTable(Award),
    "ratings": SampleTable(YearlyRating),
    "achievements": SampleTable(Achievement),
    "conferrals": SampleTable(Conferral),
    "award_totals": SampleTable(AwardTotal),
    "impediments": SampleTable(Impediment),
    "leaves": SampleTable(ServiceLeave),
    "councils": SampleTable(Council, parts={"seats": (Seat, "council")}),
    "rounds": SampleTable(NominationRound),
    "council_sessions": SampleTable(CouncilSession),
    "dossiers": SampleTable(Dossier),
    "nominees": SampleTable(Nominee),
    "reports": SampleTable(Report),
}

# Rows that name an account, which can be made only when its unit and its person are there.
AFTER_ACCOUNTS: dict[str, SampleTable] = {"innovation_returns": SampleTable(InnovationReturn)}

# What follows from papers that the office issued.
AFTER_PAPERS: dict[str, SampleTable] = {"confirmations": SampleTable(EffectConfirmation)}

# How a record is named in these files; a name that fits two records is a fault of the file.
NAMED_BY: dict[type[Model], str] = {
    Unit: "name",
    Person: "full_name",
    Document: "symbol",
    Campaign: "name",
    CommunicationChannel: "name",
    LateCause: "name",
    Indicator: "name",
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
    Seat: "name",
    Criterion: "name",
    User: "username",
}

# Relations are loaded after all documents, as they may name one that comes later in the file.
RELATIONS = (DocumentRelation, "document")
