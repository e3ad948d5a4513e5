"""Which awards count as given or revoked in a period, by name and as totals without names."""

from django.db.models import QuerySet

from awards.models import STANDING, AwardTotal, Conferral
from awards.rules.totals import Remainder
from awards.selectors.totals import remainders_of
from office_culture.rules.facts import FactScope
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces


def total_rows(scope: FactScope) -> QuerySet[AwardTotal]:
    """The totals without names of the period."""
    rows: QuerySet[AwardTotal] = AwardTotal.objects.filter(**totals_lookups(scope))
    return rows.select_related("award", "unit", "decision").order_by("pk")


def awarded_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select exactly the standing awards decided in the period, up to the day of the report."""
    return {
        **scope.once(UnitPlaces).lookups(Conferral, scope.unit_path, day="decided_on"),
        "decided_on__gte": scope.start,
        "decided_on__lte": min(scope.end, scope.as_of),
        **STANDING,
    }


def totals_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select the totals without names of the period."""
    return {
        **scope.once(UnitPlaces).lookups(AwardTotal, scope.unit_path, day="counted_on"),
        "counted_on__gte": scope.start,
        "counted_on__lte": min(scope.end, scope.as_of),
    }


def totals_of(scope: FactScope) -> list[tuple[AwardTotal, Remainder]]:
    """The totals without names of the period, each with what it adds to the awards recorded by name."""
    return scope.once(_totals_of, scope)


@reads(total_rows)
def _totals_of(_scope: FactScope, totals: list[AwardTotal]) -> list[tuple[AwardTotal, Remainder]]:
    found = remainders_of(totals)
    return [(row, found[row.pk]) for row in totals]


def award_lookups(rounds: object, scope: FactScope) -> dict[str, object]:
    """The lookups that select the standing awards given to nominees of these rounds by the day of the report."""
    return {
        "nominee__nomination_round__in": rounds,
        **STANDING,
        "decided_on__lte": scope.as_of,
    }


def revoked_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select the awards revoked in the period; one whose day nobody knows belongs to none."""
    return {
        **scope.once(UnitPlaces).lookups(Conferral, scope.unit_path, day="decided_on"),
        "revoked_on__gte": scope.start,
        "revoked_on__lte": min(scope.end, scope.as_of),
    }
