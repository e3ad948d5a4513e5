"""Every model of the package."""

from awards.models.catalogue import Award, AwardKind, AwardLevel, AwardSubject
from awards.models.rounds import NominationRound, RoundKind, RoundState

__all__ = [
    "Award",
    "AwardKind",
    "AwardLevel",
    "AwardSubject",
    "NominationRound",
    "RoundKind",
    "RoundState",
]
