"""Which return of case files counts for which days, so that no file counts twice and no day is left out."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from campaign.models import CaseFileReturn
from office_culture.models import Unit
from office_culture.rules.scope import paths_above
from office_culture.selectors.unit_names import UnitNames

ONE_DAY = datetime.timedelta(days=1)

# The first and the last day of a stretch.
Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, slots=True)
class DividedReturns:
    """The returns of a period: those that are added up, and those left out though no other return has their files.

    A return of a unit counts for all units below it, on its days. Left out is a return that reaches over an edge of the
    period, or shares only some of its days with a unit above: it is not known which of its files fall on the other
    days.
    """

    counted: list[CaseFileReturn]
    left_out: list[CaseFileReturn]


@dataclass(frozen=True, slots=True)
class Joint:
    """Returns and the ones that follow them, of the same unit or of units above or below it."""

    earlier: tuple[CaseFileReturn, ...]
    later: tuple[CaseFileReturn, ...]

    @property
    def difference(self) -> int:
        """The absolute difference between files left in progress and files carried over; 0 where one is not known."""
        left = add_up(row.counts["in_progress"] for row in self.earlier)
        carried = add_up(row.counts["carried_over"] for row in self.later)
        return 0 if left is None or carried is None else abs(carried - left)

    @property
    def note(self) -> str:
        """The notes that explain a difference, or ""."""
        return "; ".join(row.carried_over_note for row in self.later if row.carried_over_note)


@dataclass(frozen=True, slots=True)
class MissingDays:
    """Days without a return; `units` are the names of the units, empty where these are all units."""

    start: datetime.date
    end: datetime.date
    units: tuple[str, ...] = ()


def add_up(counts: Iterable[int | None]) -> int | None:
    """The sum of the counts; None where one of them is not known."""
    known = list(counts)
    return None if None in known else sum(count or 0 for count in known)


def divide(rows: Sequence[CaseFileReturn], start: datetime.date, end: datetime.date) -> DividedReturns:
    """Divides the returns that share a day with the period; those whose days units above cover are in neither list."""
    counted: list[CaseFileReturn] = []
    covered_days: dict[str, list[Days]] = defaultdict(list)
    others = []
    for row in sorted(rows, key=lambda row: (row.unit.path.count("/"), row.period_start, row.pk)):
        inside = start <= row.period_start and row.period_end <= end
        if not inside or any(_shares_a_day(row, days) for days in _from_above(row, covered_days)):
            others.append(row)
            continue
        counted.append(row)
        covered_days[row.unit.path].append((row.period_start, row.period_end))
    left_out = [
        row
        for row in others
        if _without((max(start, row.period_start), min(end, row.period_end)), _from_above(row, covered_days))
    ]
    return DividedReturns(sorted(counted, key=_in_office_order), sorted(left_out, key=_in_office_order))


def group_by_speaker(counted: Iterable[CaseFileReturn]) -> list[tuple[Unit, list[CaseFileReturn]]]:
    """The counted returns by the topmost unit above theirs that has counted returns itself, in the office's order."""
    units = {row.unit.path: row.unit for row in counted}
    groups: dict[str, list[CaseFileReturn]] = defaultdict(list)
    for row in counted:
        topmost = next(path for path in paths_above(row.unit.path) if path in units)
        groups[topmost].append(row)
    ordered = sorted(groups, key=lambda path: (units[path].position, units[path].sort_key, units[path].pk))
    return [(units[path], groups[path]) for path in ordered]


def joints(counted: Sequence[CaseFileReturn]) -> list[Joint]:
    """Where counted returns follow each other: files left in progress on one side are carried over on the other."""
    by_key = {row.pk: row for row in counted}
    sides: list[tuple[set[int], set[int]]] = []
    for earlier, later in sorted(_followers(counted)):
        touching = [side for side in sides if earlier in side[0] or later in side[1]]
        together = ({earlier}, {later})
        for side in touching:
            together[0].update(side[0])
            together[1].update(side[1])
            sides.remove(side)
        sides.append(together)
    found = [
        Joint(tuple(by_key[key] for key in sorted(before)), tuple(by_key[key] for key in sorted(after)))
        for before, after in sides
    ]
    return sorted(found, key=lambda joint: (joint.later[0].period_start, joint.later[0].pk))


def missing_days(
    rows: Sequence[CaseFileReturn],
    division: DividedReturns,
    start: datetime.date,
    end: datetime.date,
    named: UnitNames,
) -> tuple[MissingDays, ...]:
    """The days of the period without a return of a unit that keeps returns, nor of units above or below it.

    Days before a unit was founded and after its end are not missing.
    """
    covered_days: dict[str, list[Days]] = defaultdict(list)
    for row in (*division.counted, *division.left_out):
        covered_days[row.unit.path].append((row.period_start, row.period_end))
    silent: dict[str, list[Days]] = {}
    names: dict[Days, list[str]] = defaultdict(list)
    units = {row.unit.path: row.unit for row in rows}
    for path, unit in sorted(units.items(), key=lambda item: (item[0].count("/"), _unit_order(item[1]))):
        above = [
            days for other in paths_above(path) for days in (*covered_days[other], *silent.get(other, ()))
        ]
        below = [days for other, spans in covered_days.items() if other.startswith(path) for days in spans]
        asked = (max(start, unit.valid_from or start), min(end, unit.valid_to or end))
        silent[path] = _without(asked, [*above, *below])
        for days in silent[path]:
            names[days].append(named.name(unit))
    speaking = {row.unit_id for row in (*division.counted, *division.left_out)}
    return tuple(
        MissingDays(*days, () if len(whose) == len(speaking) else tuple(whose))
        for days, whose in sorted(names.items())
    )


def _followers(counted: Sequence[CaseFileReturn]) -> Iterator[tuple[int, int]]:
    """Keys of returns that follow each other among those of a unit and of all units above it.

    Two returns do not follow each other where units below have returns in between.
    """
    by_path: dict[str, list[CaseFileReturn]] = defaultdict(list)
    for row in counted:
        by_path[row.unit.path].append(row)
    for path in list(by_path):
        line = [row for other in _line_of(path, by_path) for row in by_path[other]]
        for earlier, later in pairwise(sorted(line, key=lambda row: row.period_start)):
            if path in {earlier.unit.path, later.unit.path} and not _interrupted(earlier, later, counted):
                yield earlier.pk, later.pk


def _line_of(path: str, by_path: dict[str, list[CaseFileReturn]]) -> list[str]:
    """The paths of the unit and of those above it, also where it belonged before or belongs later."""
    unit = by_path[path][0].unit_id
    own = [path, *(other for other, rows in by_path.items() if rows[0].unit_id == unit and other != path)]
    return list(dict.fromkeys(above for each in own for above in paths_above(each) if above in by_path))


def _interrupted(earlier: CaseFileReturn, later: CaseFileReturn, counted: Iterable[CaseFileReturn]) -> bool:
    if later.period_start - earlier.period_end <= ONE_DAY:
        return False
    lower = max(earlier.unit.path, later.unit.path, key=len)
    return any(
        row.unit.path.startswith(lower)
        and earlier.period_end < row.period_start
        and row.period_end < later.period_start
        for row in counted
    )


def _from_above(row: CaseFileReturn, covered_days: dict[str, list[Days]]) -> list[Days]:
    return [days for path in paths_above(row.unit.path) for days in covered_days.get(path, ())]


def _shares_a_day(row: CaseFileReturn, days: Days) -> bool:
    return row.period_start <= days[1] and days[0] <= row.period_end


def _without(days: Days, covered: Iterable[Days]) -> list[Days]:
    """The parts of a stretch of days that remain after others are taken out of it."""
    first, last = days
    left = []
    for start, end in sorted(covered) if first <= last else ():
        if first < start:
            left.append((first, min(last, start - ONE_DAY)))
        first = max(first, end + ONE_DAY)
        if first > last:
            return left
    return [*left, (first, last)] if first <= last else left


def _in_office_order(row: CaseFileReturn) -> tuple[object, ...]:
    return (*_unit_order(row.unit), row.period_start, row.pk)


def _unit_order(unit: Unit) -> tuple[object, ...]:
    return (unit.position, unit.sort_key, unit.pk)
