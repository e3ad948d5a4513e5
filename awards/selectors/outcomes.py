"""The outcome of a round: how many were proposed, passed on, awarded and revoked, for each award."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from awards.models import Award, Conferral, NominationRound, Nominee, NomineeState


@dataclass(frozen=True, slots=True)
class RoundOutcome:
    """One award of a round, for collectives or for individuals.

    `lower` are those proposed for it who were given another award; neither they nor `awarded` hold the `revoked` ones.
    """

    award: Award
    collective: bool
    proposed: int
    passed: int
    awarded: int
    lower: int
    revoked: int

    @property
    def exceeded(self) -> bool:
        """Whether more received the award than were proposed: then a nomination or a decision is recorded wrongly."""
        return self.awarded + self.lower + self.revoked > self.proposed


def outcomes_of(nomination_round: NominationRound) -> list[RoundOutcome]:
    """One line for each award and kind of recipient that somebody was proposed for or received; three queries.

    Awards received count here where they came of a nominee of the round, and where somebody entered them by hand for
    the same award, the same ground and the same period.
    """
    proposed: Counter[tuple[int, bool]] = Counter()
    passed: Counter[tuple[int, bool]] = Counter()
    nominees = Nominee.objects.active().filter(nomination_round=nomination_round)
    for award, person, state in nominees.order_by().values_list("award", "person", "state"):
        proposed[award, person is None] += 1
        passed[award, person is None] += state == NomineeState.PASSED
    received = {name: Counter[tuple[int, bool]]() for name in ("awarded", "lower", "revoked")}
    for award, collective, outcome in _received(nomination_round):
        received[outcome][award, collective] += 1
    tallies = (proposed, passed, *received.values())
    lines = [
        RoundOutcome(award, collective, *(tally[award.pk, collective] for tally in tallies))
        for award in nomination_round.awards.order_by("position", "pk")
        for collective in (True, False)
    ]
    return [line for line in lines if line.proposed or line.awarded or line.lower or line.revoked]


def _received(nomination_round: NominationRound) -> Iterable[tuple[int, bool, str]]:
    """For each award received: the award proposed, whether for a collective, and "awarded", "lower" or "revoked"."""
    rows = Conferral.objects.filter(nominee__nomination_round=nomination_round) | Conferral.objects.filter(
        nominee__isnull=True,
        award__in=nomination_round.awards.all(),
        ground=nomination_round.ground,
        period_start=nomination_round.period_start,
        period_end=nomination_round.period_end,
        unit__path__startswith=nomination_round.unit.path,
    )
    values = rows.order_by().values_list("award", "nominee__award", "person", "revoked_because")
    for award, asked, person, revoked_because in values:
        outcome = "revoked" if revoked_because else "awarded" if asked in {None, award} else "lower"
        yield asked or award, person is None, outcome
