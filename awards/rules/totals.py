"""What a total without names adds to the awards that are recorded by name, so that nothing is counted twice."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivenTotal:
    """A total: `number` awards of one `kind` (award, year, kind of recipient) in the unit at `path` and below it.

    `contains` says whether awards recorded by name are among them.
    """

    pk: int
    kind: Hashable
    path: str
    number: int
    contains: bool


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """So many awards of one kind recorded by name in the unit at `path`, revoked ones included."""

    kind: Hashable
    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a total adds: its number without the `contained` ones.

    `above` is how many recorded ones exceed the number: then number and records contradict each other.
    """

    number: int
    contained: int
    above: int

    @property
    def remainder(self) -> int:
        return self.number - self.contained


def remainders(totals: Iterable[GivenTotal], named: Iterable[NamedNumber]) -> dict[int, Remainder]:
    """What each total adds, by its key.

    A total that contains named awards contains those of its unit and of the units below it, and what the totals of
    units below it add. Several totals of one unit share the named awards: what the first contains, the second does not.
    """
    recorded: dict[Hashable, list[NamedNumber]] = defaultdict(list)
    for item in named:
        recorded[item.kind].append(item)
    done: dict[Hashable, list[GivenTotal]] = defaultdict(list)
    found: dict[int, Remainder] = {}
    taken: Counter[tuple[Hashable, str]] = Counter()
    # The deepest first: a total needs to know what those below it add.
    for total in sorted(totals, key=lambda given: (-len(given.path), given.pk)):
        there = sum(entry.number for entry in recorded[total.kind] if entry.path.startswith(total.path))
        there += _added_below(total, done[total.kind], found)
        left = there - taken[total.kind, total.path] if total.contains else 0
        contained = min(total.number, left)
        taken[total.kind, total.path] += contained
        found[total.pk] = Remainder(total.number, contained, left - contained)
        done[total.kind].append(total)
    return found


def _added_below(total: GivenTotal, others: list[GivenTotal], found: dict[int, Remainder]) -> int:
    """What totals of the same kind of units below add."""
    return sum(
        found[item.pk].remainder
        for item in others
        if item.path != total.path and item.path.startswith(total.path)
    )
