"""What councils agreed on."""

import datetime
from dataclasses import dataclass

from awards.models import Award, Deliberation, NominationRound, Nominee, Outcome


@dataclass(frozen=True, slots=True)
class Agreed:
    """A nominee whom a concluded session agreed on; `award` is the lower form where the council chose that."""

    nominee: Nominee
    award: Award
    deliberation: Deliberation
    held_on: datetime.date


def agreed_in(held: NominationRound) -> list[Agreed]:
    """Whom the council agreed on in a round: the highest award first, collectives before individuals of an award.

    Only outcomes of concluded sessions count; a nominee has at most one in a round. One statement.
    """
    rows = (
        Deliberation.objects.filter(
            nominee__nomination_round=held, outcome__in=(Outcome.AGREED, Outcome.LOWER)
        )
        .select_related(
            "session",
            "outcome_award",
            "nominee__award",
            "nominee__person",
            "nominee__unit",
            "nominee__nomination_round",
            "nominee__dossier__unit",
        )
        .order_by("outcome_award__position", "outcome_award", "nominee__position", "nominee")
    )
    found = [Agreed(row.nominee, row.outcome_award, row, row.session.held_on) for row in rows]
    return sorted(
        found, key=lambda one: (one.award.position, one.award.pk, one.nominee.person_id is not None)
    )
