"""Who is called up in which order."""

from django.db.models import QuerySet

from awards.models import AwardDecision, DecisionLine
from awards.rules.order import legal_order
from office_culture.models import OutgoingState


def presented(decisions: QuerySet[AwardDecision]) -> list[DecisionLine]:
    """The lines of these decisions in force, in the legal order; revoked awards are not presented. One question."""
    rows = DecisionLine.objects.filter(
        decision__in=decisions.filter(state=OutgoingState.ISSUED), conferral__revoked_on__isnull=True
    )
    return sorted(rows.select_related("award", "decision"), key=legal_order)
