"""Nomination rounds for papers."""

from dataclasses import dataclass

from awards.models import NominationRound, RoundState
from office_culture.facts import FactScope

# Papers are Vietnamese whatever language the screen speaks.
STATE_ON_PAPER = {
    RoundState.GATHERING: "đang tổng hợp, thẩm định hồ sơ để đề nghị khen thưởng",
    RoundState.SUBMITTED: "đã trình cấp có thẩm quyền xem xét, quyết định",
    RoundState.DECIDED: "đã có quyết định khen thưởng",
}
SUBJECTS_ON_PAPER = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "both": "tập thể, cá nhân",
}


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """One round: its awards with the kind of recipient, and how far it has come."""

    pk: int
    name: str
    awards: tuple[tuple[str, str], ...]
    state: str


def rounds_of(scope: FactScope) -> tuple[RoundFacts, ...]:
    """The rounds of the campaign opened by the day of the report, the oldest first."""
    if scope.campaign_id is None:
        return ()
    rows = (
        NominationRound.objects.filter(
            unit__path__startswith=scope.unit_path, campaign_id=scope.campaign_id, opened_on__lte=scope.as_of
        )
        .prefetch_related("awards")
        .order_by("opened_on", "pk")
    )
    return tuple(
        RoundFacts(
            pk=row.pk,
            name=row.name,
            awards=tuple((award.name, SUBJECTS_ON_PAPER[award.subject]) for award in row.awards.all()),
            state=STATE_ON_PAPER[RoundState(row.state)],
        )
        for row in rows
    )
