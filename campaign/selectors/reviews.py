"""Reviews of proposals: the calculation behind each verdict."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from campaign.models import Criterion, Innovation, InnovationAuthor, ReviewSession, Score
from campaign.rules.scoring import Calculation, CriterionMeasure, Rules, Voice, calculate
from office_culture.models import Seat
from office_culture.rules.councils import conflict_of


def calculation_of(innovation: Innovation) -> Calculation | None:
    """The calculation of one innovation; None where it is in no session."""
    if innovation.session is None:
        return None
    return calculations(innovation.session, [innovation])[innovation.pk]


def calculations(session: ReviewSession, innovations: Iterable[Innovation]) -> dict[int, Calculation]:
    """The calculations of innovations of the session, by key; the number of statements does not depend on how many."""
    keys = [innovation.pk for innovation in innovations]
    version = session.criteria
    rules = Rules(version.scale, version.pass_mark, version.quorum_percent)
    measures = tuple(
        CriterionMeasure(criterion.pk, criterion.name, criterion.weight, criterion.minimum)
        for criterion in Criterion.objects.filter(version_of=version)
    )
    seats = list(Seat.objects.filter(council=session.council_id, votes=True))
    authors = _authors(keys)
    points = _points(keys)
    return {
        key: calculate(
            rules,
            measures,
            tuple(
                Voice(seat.pk, seat.name, is_author=bool(conflict_of(seat.person_id, authors[key])))
                for seat in seats
            ),
            points[key],
        )
        for key in keys
    }


def _authors(keys: list[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = InnovationAuthor.objects.filter(innovation__in=keys).values_list("innovation", "person")
    for innovation, person in rows:
        found[innovation].add(person)
    return found


def _points(keys: list[int]) -> dict[int, dict[tuple[int, int], Decimal]]:
    found: dict[int, dict[tuple[int, int], Decimal]] = defaultdict(dict)
    for score in Score.objects.filter(innovation__in=keys):
        found[score.innovation_id][score.seat_id, score.criterion_id] = score.points
    return found
