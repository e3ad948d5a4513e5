"""Every model of the package."""

from awards.models.achievements import (
    REVOKED,
    STANDING,
    Achievement,
    AchievementFile,
    AchievementKind,
    Conferral,
    Labour,
    YearlyRating,
)
from awards.models.appraisals import Appraisal, Occasion, Verdict
from awards.models.batches import (
    BatchCertificate,
    BatchFile,
    BatchFileKind,
    CertificateBatch,
    CertificateState,
)
from awards.models.catalogue import Award, AwardKind, AwardLevel, AwardSubject
from awards.models.certificates import (
    CertificateField,
    CertificateLayout,
    CertificateMode,
    CertificatePicture,
    CertificateText,
    FieldAlign,
    FieldColour,
    FieldRise,
    FieldStyle,
    PictureKind,
)
from awards.models.conditions import RequiredPaper, RuleCondition
from awards.models.decisions import AwardDecision, DecisionLine
from awards.models.deliberations import (
    Abstention,
    Choice,
    Deliberation,
    OpenVote,
    VoteOutcome,
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
from awards.models.outgoing import FINAL, OfficialDecision, OutgoingPaper
from awards.models.paper_kinds import PaperKind
from awards.models.postings import Holiday, Objection, ObjectionState, PublicPosting
from awards.models.proposed import AwardLine
from awards.models.revocations import Revocation, RevocationGround, RevokedAward
from awards.models.rounds import NominationRound, NominationRoundState, RoundKind
from awards.models.rules import AwardRule
from awards.models.salaries import BaseSalary
from awards.models.sessions import Attendance, CouncilSession, OwnThreshold, SessionState
from awards.models.standing import Impediment, ImpedimentKind, LeaveKind, ServiceLeave
from awards.models.submissions import Answer, Submission, SubmissionLine
from awards.models.terms import (
    Ballot,
    ConditionKind,
    Ground,
    Measure,
    Rating,
    RecipientKind,
    RuleTopic,
    VoteBase,
)
from awards.models.totals import AwardTotal, NamedAwards

__all__ = [
    "FINAL",
    "REVOKED",
    "STANDING",
    "Abstention",
    "Achievement",
    "AchievementFile",
    "AchievementKind",
    "Answer",
    "Appraisal",
    "Attendance",
    "Award",
    "AwardDecision",
    "AwardKind",
    "AwardLevel",
    "AwardLine",
    "AwardRule",
    "AwardSubject",
    "AwardTotal",
    "Ballot",
    "BaseSalary",
    "BatchCertificate",
    "BatchFile",
    "BatchFileKind",
    "CertificateBatch",
    "CertificateField",
    "CertificateLayout",
    "CertificateMode",
    "CertificatePicture",
    "CertificateState",
    "CertificateText",
    "Choice",
    "ConditionKind",
    "Conferral",
    "CouncilSession",
    "DecisionLine",
    "Deliberation",
    "Dossier",
    "DossierFile",
    "DossierState",
    "FieldAlign",
    "FieldColour",
    "FieldRise",
    "FieldStyle",
    "GeneralRule",
    "GeneralTopic",
    "Ground",
    "Holiday",
    "Impediment",
    "ImpedimentKind",
    "Judgement",
    "Labour",
    "LeaveKind",
    "Measure",
    "NamedAwards",
    "NominationRound",
    "NominationRoundState",
    "Nominee",
    "NomineeFile",
    "NomineeState",
    "Objection",
    "ObjectionState",
    "Occasion",
    "OfficialDecision",
    "OpenVote",
    "OutgoingPaper",
    "OwnThreshold",
    "PaperKind",
    "PictureKind",
    "PublicPosting",
    "Rating",
    "RecipientKind",
    "RequiredPaper",
    "Revocation",
    "RevocationGround",
    "RevokedAward",
    "RoundKind",
    "RuleCondition",
    "RuleTopic",
    "ServiceLeave",
    "SessionState",
    "Submission",
    "SubmissionLine",
    "Verdict",
    "VoteBase",
    "VoteOutcome",
    "YearlyRating",
]
