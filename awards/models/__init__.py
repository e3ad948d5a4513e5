"""Every model of the package."""

from awards.models.achievements import (
    Achievement,
    AchievementFile,
    AchievementKind,
    Conferral,
    YearlyRating,
)
from awards.models.catalogue import Award, AwardKind, AwardLevel, AwardSubject
from awards.models.councils import Council, Seat
from awards.models.decisions import AwardDecision, DecisionLine
from awards.models.deliberations import (
    Abstention,
    AbstentionGround,
    Choice,
    Deliberation,
    OpenVote,
    Outcome,
)
from awards.models.general_rules import GeneralRule, GeneralTopic
from awards.models.nominations import (
    Dossier,
    DossierFile,
    DossierState,
    Judgement,
    Nominee,
    NomineeFile,
    NomineeState,
)
from awards.models.outgoing import FINAL, OfficialDecision, OutgoingPaper, OutgoingState
from awards.models.postings import Holiday, Objection, ObjectionState, PublicPosting
from awards.models.proposed import AwardLine
from awards.models.revocations import Revocation, RevocationGround, RevokedAward
from awards.models.rounds import NominationRound, RoundKind, RoundState
from awards.models.rules import (
    AwardRule,
    Ballot,
    BaseSalary,
    ConditionKind,
    Ground,
    Measure,
    PaperKind,
    Rating,
    RecipientKind,
    RequiredPaper,
    RuleCondition,
    RuleTopic,
    Sureness,
    VoteBase,
)
from awards.models.sessions import Attendance, CouncilSession, OwnThreshold, SessionState
from awards.models.standing import Impediment, ImpedimentKind, LeaveKind, ServiceLeave
from awards.models.submissions import Answer, Submission, SubmissionLine

__all__ = [
    "FINAL",
    "Abstention",
    "AbstentionGround",
    "Achievement",
    "AchievementFile",
    "AchievementKind",
    "Answer",
    "Attendance",
    "Award",
    "AwardDecision",
    "AwardKind",
    "AwardLevel",
    "AwardLine",
    "AwardRule",
    "AwardSubject",
    "Ballot",
    "BaseSalary",
    "Choice",
    "ConditionKind",
    "Conferral",
    "Council",
    "CouncilSession",
    "DecisionLine",
    "Deliberation",
    "Dossier",
    "DossierFile",
    "DossierState",
    "GeneralRule",
    "GeneralTopic",
    "Ground",
    "Holiday",
    "Impediment",
    "ImpedimentKind",
    "Judgement",
    "LeaveKind",
    "Measure",
    "NominationRound",
    "Nominee",
    "NomineeFile",
    "NomineeState",
    "Objection",
    "ObjectionState",
    "OfficialDecision",
    "OpenVote",
    "Outcome",
    "OutgoingPaper",
    "OutgoingState",
    "OwnThreshold",
    "PaperKind",
    "PublicPosting",
    "Rating",
    "RecipientKind",
    "RequiredPaper",
    "Revocation",
    "RevocationGround",
    "RevokedAward",
    "RoundKind",
    "RoundState",
    "RuleCondition",
    "RuleTopic",
    "Seat",
    "ServiceLeave",
    "SessionState",
    "Submission",
    "SubmissionLine",
    "Sureness",
    "VoteBase",
    "YearlyRating",
]
