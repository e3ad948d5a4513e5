"""How the counts of a return of case files depend on each other, and what follows for those that are not known.

received = new + carried over; resolved = early + on time + overdue + returned; received = resolved + in progress.
"""

from collections.abc import Mapping, Sequence

RECEIVED = ("new", "carried_over")
IN_TIME = ("early", "on_time")
RESOLVED = (*IN_TIME, "overdue", "returned")
COUNTS = (*RECEIVED, *RESOLVED, "in_progress")
# Totals that a source may give instead of their parts.
TOTALS = ("received", "resolved")

_SUMS = (
    ("received", RECEIVED),
    ("in_time", IN_TIME),
    ("kept", ("in_time", "overdue")),
    ("resolved", ("kept", "returned")),
    ("received", ("resolved", "in_progress")),
)

Known = Mapping[str, int | None]


def settle(known: Known) -> dict[str, int | None]:
    """All counts and sums that the known ones determine; None for the others.

    Besides `COUNTS` and `TOTALS`: `in_time` (early and on time) and `kept` (resolved without returned). Counts that do
    not fit together give sums that do not either: call `fits` first.
    """
    found = {name: known.get(name) for name in (*COUNTS, *TOTALS, "in_time", "kept")}
    before: dict[str, int | None] = {}
    while found != before:
        before = dict(found)
        for total, parts in _SUMS:
            found |= _follows(total, parts, found)
    return found


def as_stated(known: Known) -> dict[str, int | None]:
    """Counts that do not fit together, as the source states them; a sum that it does not state is that of its parts.

    Nothing is concluded from them: what would follow may be negative.
    """
    found = {name: known.get(name) for name in (*COUNTS, *TOTALS, "in_time", "kept")}
    for total, parts in _SUMS[:4]:
        if found[total] is None and None not in (counts := [found[name] for name in parts]):
            found[total] = sum(count or 0 for count in counts)
    return found


def _follows(total: str, parts: Sequence[str], found: Known) -> dict[str, int | None]:
    """The counts that one sum determines: the only missing one, or several as 0 where nothing is left for them."""
    missing = [name for name in parts if found[name] is None]
    sum_of_known = sum(found[name] or 0 for name in parts)
    whole = found[total]
    if whole is None:
        return {} if missing else {total: sum_of_known}
    if len(missing) == 1 or whole == sum_of_known:
        return dict.fromkeys(missing, whole - sum_of_known)
    return {}


def fits(known: Known) -> bool:
    """Whether there are values for the unknown counts for which all three sums are correct."""
    return all(
        low <= high
        for forms in (_forms_of_resolved(known), _forms_of_received(known))
        for low in (least for least, _most in forms)
        for high in (most for _least, most in forms if most is not None)
    )


def _forms_of_resolved(known: Known) -> list[tuple[int, int | None]]:
    return [_bounds(known, RESOLVED), _bounds(known, ("resolved",))]


def _forms_of_received(known: Known) -> list[tuple[int, int | None]]:
    forms = (RECEIVED, ("received",), (*RESOLVED, "in_progress"), ("resolved", "in_progress"))
    return [_bounds(known, names) for names in forms]


def _bounds(known: Known, names: Sequence[str]) -> tuple[int, int | None]:
    """The lowest possible sum of these counts, and the highest one, which is None unless all of them are known."""
    counts = [known.get(name) for name in names]
    least = sum(count or 0 for count in counts)
    return least, None if None in counts else least
