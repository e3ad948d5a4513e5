"""What a standard may ask for: one class for each kind of condition.

A new kind is a value of `ConditionKind` and a class below, which says how it is judged, how it reads and what it needs.
"""

from collections.abc import Mapping

from awards.models.terms import ConditionKind
from awards.rules.conditions.base import KindOfCondition
from awards.rules.conditions.members import MemberCountWithAward, MemberShareWithAward, MembersRated
from awards.rules.conditions.own import (
    AwardInYears,
    JudgedByAPerson,
    MeetsAward,
    MonthsOfService,
    NoDiscipline,
    RatedInYears,
    RecognisedInnovations,
)

KINDS: Mapping[str, KindOfCondition] = {
    ConditionKind.HOLDS: AwardInYears(),
    ConditionKind.MEETS: MeetsAward(),
    ConditionKind.RATING: RatedInYears(),
    ConditionKind.INNOVATIONS: RecognisedInnovations(),
    ConditionKind.SERVICE: MonthsOfService(),
    ConditionKind.MEMBERS_HOLD: MemberShareWithAward(),
    ConditionKind.MEMBERS_RATED: MembersRated(),
    ConditionKind.SOME_HOLD: MemberCountWithAward(),
    ConditionKind.CLEAN: NoDiscipline(),
    ConditionKind.JUDGED: JudgedByAPerson(),
}


def kinds_that_need(column: str) -> tuple[str, ...]:
    """The kinds of condition that ask for nothing while `column` is empty."""
    return tuple(str(kind) for kind, asked in KINDS.items() if column in asked.needs)
