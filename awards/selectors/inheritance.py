"""What the units before a collective received."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone

from awards.models import Conferral
from awards.rules.inheritance import Inheritance
from office_culture.selectors.lineage import predecessors
from office_culture.selectors.unit_names import UnitNames

ONE_DAY = datetime.timedelta(days=1)


def inheritances(units: Collection[int]) -> dict[int, list[Inheritance]]:
    """The units before each of `units` with their awards, by its key; units without any are left out."""
    if not units:
        return {}
    earlier = {unit: found for unit, found in predecessors(units).items() if found}
    if not earlier:
        return {}
    named = UnitNames(timezone.localdate())
    awards_by_unit: dict[int, list[str]] = defaultdict(list)
    keys = {item.unit.pk for found in earlier.values() for item in found}
    rows = Conferral.objects.active().filter(person__isnull=True, unit__in=keys).select_related("award")
    for row in sorted(rows, key=lambda row: row.year):
        awards_by_unit[row.unit_id].append(f"{row.award} {row.year_in_words}")
    return {
        unit: [
            Inheritance(
                named.name(entry.unit, entry.change.takes_effect_on - ONE_DAY),
                entry.change.takes_effect_on,
                tuple(awards_by_unit[entry.unit.pk]),
            )
            for entry in found
        ]
        for unit, found in earlier.items()
    }
