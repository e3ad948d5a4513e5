"""Where units belonged on a day: figures of earlier days follow the structure of those days."""

import datetime
from collections.abc import Iterator
from copy import copy
from typing import Any

from django.db.models import Model, Q

from office_culture.models import Unit, UnitPlace

ONE_DAY = datetime.timedelta(days=1)


class UnitPlaces:
    """The place of all units by day; one statement while no unit has ever moved, two otherwise."""

    def __init__(self) -> None:
        self._moves: dict[int, list[UnitPlace]] = {}
        for row in UnitPlace.objects.order_by("valid_to"):
            self._moves.setdefault(row.unit_id, []).append(row)
        self._parents: dict[int, int | None] = (
            dict(Unit.objects.values_list("pk", "parent")) if self._moves else {}
        )

    def path(self, unit: int, day: datetime.date) -> str:
        """The keys of the units above and of `unit` itself on that day, as `Unit.path` writes them."""
        keys: list[int] = []
        above: int | None = unit
        # A chain that comes back to a unit cannot be entered for one day; for several days nobody checks it.
        while above is not None and above not in keys:
            keys.append(above)
            above = self._parent(above, day)
        return "/" + "".join(f"{key}/" for key in reversed(keys))

    def _parent(self, unit: int, day: datetime.date) -> int | None:
        for row in self._moves.get(unit, ()):
            if (row.valid_from is None or row.valid_from <= day) and day <= row.valid_to:
                return row.parent_id
        return self._parents.get(unit)

    def as_of(self, unit: Unit, day: datetime.date) -> Unit:
        """A copy of `unit` with its path of that day, which exists on the days of that path only; it is not saved."""
        if not self._moves:
            return unit
        then = copy(unit)
        then.path = self.path(unit.pk, day)
        same = [
            (first, last)
            for first, last in self._spans()
            if self.path(unit.pk, last or first or day) == then.path
        ]
        first, last = same[0][0], same[-1][1]
        then.valid_from = max(filter(None, (first, unit.valid_from)), default=None)
        then.valid_to = min(filter(None, (last, unit.valid_to)), default=None)
        return then

    def within(self, path: str, *, day: str = "", year: str = "", unit: str = "unit") -> Q:
        """The condition on rows of units that lay below the unit of `path` on the day of the row.

        `path` is that of today. `day` or `year` is the column with the day of the row; a year stands for its last day.
        Rows without a day follow the structure of today.
        """
        condition = Q(**{f"{unit}__path__startswith": path})
        head = int(path.strip("/").rpartition("/")[2])
        for other in self._moved_with_all_below():
            now_within = head in self._above(other, None)
            for first, last in self._spans():
                then_within = head in self._above(other, last or first)
                if now_within == then_within:
                    continue
                then = Q(**{unit: other}) & _between(first, last, day=day, year=year)
                condition = condition | then if then_within else condition & ~then
        return condition

    def within_on(self, path: str, day: datetime.date, *, unit: str = "unit") -> Q:
        """The condition on rows of units that lay below the unit of `path` on `day`, whatever day the row has."""
        if not self._moves:
            return Q(**{f"{unit}__path__startswith": path})
        head = int(path.strip("/").rpartition("/")[2])
        return Q(**{f"{unit}__in": [key for key in self._parents if head in self._above(key, day)]})

    def lookups(self, model: type[Model], path: str, *, day: str = "", year: str = "") -> dict[str, Any]:
        """`within` as lookups, which a paper can keep: by path while no unit has moved, otherwise by key."""
        if not self._moves:
            return {"unit__path__startswith": path}
        rows = model._default_manager.filter(self.within(path, day=day, year=year))
        return {"pk__in": sorted(rows.order_by().values_list("pk", flat=True))}

    def below(self, unit: int, day: datetime.date) -> Q:
        """The condition on units that belonged directly to the unit of that key on that day."""
        if not self._moves:
            return Q(parent=unit)
        return Q(pk__in=[key for key in self._parents if self._parent(key, day) == unit])

    def _above(self, unit: int, day: datetime.date | None) -> list[int]:
        path = self.path(unit, day or datetime.date.max)
        return [int(key) for key in path.strip("/").split("/")]

    def _moved_with_all_below(self) -> list[int]:
        """The units that moved, and those below them today or then."""
        if not self._moves:
            return []
        children: dict[int, set[int]] = {}
        for unit, parent in self._parents.items():
            children.setdefault(parent or 0, set()).add(unit)
        for rows in self._moves.values():
            for row in rows:
                children.setdefault(row.parent_id or 0, set()).add(row.unit_id)
        found: set[int] = set()
        waiting = list(self._moves)
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.add(unit)
                waiting.extend(children.get(unit, ()))
        return sorted(found)

    def _spans(self) -> Iterator[tuple[datetime.date | None, datetime.date | None]]:
        """The spans of days on which no unit moved, the oldest first."""
        ends = sorted({row.valid_to for rows in self._moves.values() for row in rows})
        starts = {row.valid_from - ONE_DAY for rows in self._moves.values() for row in rows if row.valid_from}
        first: datetime.date | None = None
        for end in sorted({*ends, *starts}):
            yield first, end
            first = end + ONE_DAY
        yield first, None


def _between(first: datetime.date | None, last: datetime.date | None, *, day: str, year: str) -> Q:
    """The condition that the day of a row, or the last day of its year, lies from `first` to `last`."""
    if day:
        condition = Q(**{f"{day}__isnull": False})
        condition &= Q(**{f"{day}__gte": first}) if first else Q()
        return condition & (Q(**{f"{day}__lte": last}) if last else Q())
    condition = Q(**{f"{year}__gte": first.year}) if first else Q()
    if last is None:
        return condition
    return condition & Q(
        **{f"{year}__lte": last.year if (last.month, last.day) == (12, 31) else last.year - 1}
    )
