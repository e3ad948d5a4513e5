"""The former units from which a unit came, through mergers and splits that were carried out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from office_culture.models import ChangedUnit, ChangeSide, Unit, UnitChange, UnitChangeState
from office_culture.models.unit_changes import SUCCEEDING


@dataclass(frozen=True, slots=True)
class Predecessor:
    """A unit whose work another one continues, and the change by which it does."""

    unit: Unit
    change: UnitChange


def predecessors(units: Iterable[int]) -> dict[int, list[Predecessor]]:
    """The predecessors of each unit, the nearest first, by its key; one statement, however far back they reach."""
    rows = (
        ChangedUnit.objects.filter(change__state=UnitChangeState.DONE, change__kind__in=SUCCEEDING)
        .select_related("unit", "change__decision")
        .order_by("-change__takes_effect_on", "pk")
    )
    before: dict[int, list[Predecessor]] = defaultdict(list)
    after: dict[int, list[UnitChange]] = defaultdict(list)
    for row in rows:
        if row.side == ChangeSide.BEFORE:
            before[row.change_id].append(Predecessor(row.unit, row.change))
        else:
            after[row.unit_id].append(row.change)
    return {unit: _back(unit, before, after) for unit in units}


def _back(
    unit: int, before: dict[int, list[Predecessor]], after: dict[int, list[UnitChange]]
) -> list[Predecessor]:
    found: dict[int, Predecessor] = {}
    waiting = [unit]
    while waiting:
        for change in after[waiting.pop(0)]:
            for earlier in before[change.pk]:
                if earlier.unit.pk != unit and earlier.unit.pk not in found:
                    found[earlier.unit.pk] = earlier
                    waiting.append(earlier.unit.pk)
    return list(found.values())


def successors(unit: Unit) -> list[UnitChange]:
    """The mergers and splits by which others went on with the work of `unit`."""
    rows = UnitChange.objects.filter(
        state=UnitChangeState.DONE, kind__in=SUCCEEDING, units__unit=unit, units__side=ChangeSide.BEFORE
    )
    return list(rows.select_related("decision").prefetch_related("units__unit"))
