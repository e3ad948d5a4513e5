"""The order in which recipients are called up."""

from collections.abc import Iterable

from django.db.models import QuerySet

from awards.models import AwardDecision, DecisionLine
from awards.rules.order import legal_order
from office_culture.models import OutgoingState


def stating_totals_only(lines: Iterable[DecisionLine]) -> set[int]:
    """The keys of the decisions that state another total than the prizes of their lines; one query at most."""
    decisions = {line.decision_id: line.decision for line in lines}
    stating = [pk for pk, decision in decisions.items() if decision.decided_total is not None]
    if not stating:
        return set()
    dues: dict[int, list[int | None]] = {pk: [] for pk in stating}
    for pk, due in DecisionLine.objects.filter(decision__in=stating).values_list("decision", "prize_due"):
        dues[pk].append(due)
    return {pk for pk in stating if decisions[pk].total_differs(dues[pk])}


def presented(decisions: QuerySet[AwardDecision]) -> list[DecisionLine]:
    """The lines of these decisions in force, in the legal order; revoked awards are not presented. One query."""
    rows = DecisionLine.objects.filter(
        decision__in=decisions.filter(state=OutgoingState.ISSUED), conferral__revoked_because=""
    )
    return sorted(rows.select_related("award", "decision"), key=legal_order)
