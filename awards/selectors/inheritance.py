"""What the units before a collective received."""

from collections import defaultdict
from collections.abc import Collection

from awards.models import Conferral
from awards.rules.inheritance import Inheritance
from office_culture.selectors.lineage import predecessors


def inheritances(units: Collection[int]) -> dict[int, list[Inheritance]]:
    """The units before each of `units` with their awards, by its key; units without any are left out."""
    if not units:
        return {}
    earlier = {unit: found for unit, found in predecessors(units).items() if found}
    if not earlier:
        return {}
    held: dict[int, list[str]] = defaultdict(list)
    keys = {one.unit.pk for found in earlier.values() for one in found}
    rows = Conferral.objects.standing().filter(person__isnull=True, unit__in=keys).select_related("award")
    for row in sorted(rows, key=lambda row: row.year):
        held[row.unit_id].append(f"{row.award} {row.year}")
    return {
        unit: [
            Inheritance(one.unit.name, one.change.takes_effect_on, tuple(held[one.unit.pk])) for one in found
        ]
        for unit, found in earlier.items()
    }
