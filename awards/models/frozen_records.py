"""What the database keeps of commendation: decisions in force or withdrawn with their lines, and concluded votes."""

from awards.models.decisions import AwardDecision, DecisionLine
from awards.models.deliberations import Abstention, Deliberation, OpenVote
from awards.models.outgoing import FINAL
from awards.models.revocations import Revocation, RevokedAward
from awards.models.sessions import Attendance, CouncilSession, OwnThreshold, SessionState
from office_culture.models.frozen import RowCondition, all_but, freeze
from office_culture.models.outgoing import OutgoingState

_DECISION = (
    "unit",
    "subject",
    "recipients",
    "signature_form",
    "signature_holder",
    "signer",
    "signer_post",
    "paper",
    "outside",
    "issuer",
    "symbol",
    "decided_on",
    "decided_year",
    "decider",
    "proposed_by",
    "document",
)
_TOTAL = ("decided_total", "decided_total_in")
_FINAL = RowCondition("state", FINAL)
freeze(AwardDecision, *_DECISION, "nomination_round", "answers", "without_session", *_TOTAL, when=_FINAL)
freeze(Revocation, *_DECISION, "ground", "reason", when=_FINAL)
for _model in (AwardDecision, Revocation):
    freeze(_model, "state", when=_FINAL, steps=(OutgoingState.WITHDRAWN,))
# Certificates are numbered and prizes paid afterwards, and a decision that falls makes its lines void.
freeze(
    DecisionLine,
    *all_but(
        DecisionLine,
        *("search_text", "version", "created_at", "updated_at", "kept_as_typed"),
        *("certificate_number", "paid_on", "void"),
    ),
    when=RowCondition("decision__state", FINAL),
)
freeze(RevokedAward, "revocation", "conferral", "money", when=RowCondition("revocation__state", FINAL))

# Reopening a session takes its conclusions back in the open, through the door.
_WITH_OUTCOME = RowCondition("outcome", ("",), among=False)
freeze(
    Deliberation,
    *all_but(Deliberation, "search_text", "version", "created_at", "updated_at", "kept_as_typed", "name"),
    when=_WITH_OUTCOME,
)
_CONCLUDED_VOTE = RowCondition("deliberation__outcome", ("",), among=False)
freeze(Abstention, "deliberation", "seat", "ground", "because", when=_CONCLUDED_VOTE)
freeze(OpenVote, "deliberation", "seat", "choice", when=_CONCLUDED_VOTE)
_CONCLUDED = SessionState.CONCLUDED
freeze(
    CouncilSession,
    *("council", "nomination_round", "held_on", "state"),
    when=RowCondition("state", (_CONCLUDED,)),
)
_OF_CONCLUDED = RowCondition("session__state", (_CONCLUDED,))
freeze(Attendance, "session", "seat", "present", "opinion", "counts_as_vote", when=_OF_CONCLUDED)
freeze(
    OwnThreshold,
    *("session", "award", "recipient", "threshold_percent", "threshold_base", "ballot"),
    *("quorum_percent", "source"),
    when=_OF_CONCLUDED,
)
