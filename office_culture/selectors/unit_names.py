"""What units were called on a day: papers on earlier years name them as they were then."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from office_culture.models import Unit, UnitName
from office_culture.rules.facts import FactScope
from office_culture.selectors.reading import reads


class UnitNames:
    """The names of all units by day; one statement, however many are asked for.

    `day` is the one that is meant where none is given; `earlier` are the names of `earlier_names`, read here without.
    """

    def __init__(self, day: datetime.date, earlier: Mapping[int, list[UnitName]] | None = None) -> None:
        self._day = day
        self._earlier = earlier_names() if earlier is None else earlier

    def name(self, unit: Unit, day: datetime.date | None = None) -> str:
        """The name of the unit on that day."""
        earlier = self._on(unit, day or self._day)
        return earlier.name if earlier else unit.name

    def in_text(self, unit: Unit, day: datetime.date | None = None) -> str:
        """The name of the unit on that day as papers used it in a sentence."""
        earlier = self._on(unit, day or self._day)
        return earlier.printed_name or earlier.name if earlier else unit.name_in_text

    def _on(self, unit: Unit, day: datetime.date) -> UnitName | None:
        for row in self._earlier.get(unit.pk, ()):
            if (row.valid_from is None or row.valid_from <= day) and (row.valid_to and day <= row.valid_to):
                return row
        return None


def _name_rows(_scope: FactScope) -> QuerySet[UnitName]:
    rows: QuerySet[UnitName] = UnitName.objects.dated()
    return rows


@reads(_name_rows)
def names_before(_scope: FactScope, rows: list[UnitName]) -> dict[int, list[UnitName]]:
    """The names that units had before, by the key of the unit, for the selectors of a scope."""
    return _by_unit(rows)


def earlier_names() -> dict[int, list[UnitName]]:
    """The names that units had before, by the key of the unit."""
    return _by_unit(UnitName.objects.dated())


def _by_unit(rows: Iterable[UnitName]) -> dict[int, list[UnitName]]:
    found: dict[int, list[UnitName]] = defaultdict(list)
    for row in rows:
        found[row.unit_id].append(row)
    return found


def names_in(scope: FactScope, day: datetime.date) -> UnitNames:
    """The names of units on `day` for a selector of `scope`."""
    return UnitNames(day, scope.once(names_before, scope))


def last_day(year: int) -> datetime.date:
    """The day by which figures of a year name their units."""
    return datetime.date(year, 12, 31)
