"""Two people at one inspection: what a colleague saved meanwhile is kept wherever nothing was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from office_culture.models import Inspection, InspectionResult

Rows = Mapping[int, Mapping[str, Any]]


@dataclass(slots=True)
class Merge:
    """What is to be written, and where it meets what others wrote."""

    wanted: dict[int, dict[str, Any]] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


def merged(
    held: Inspection,
    results: dict[int, InspectionResult],
    rows: Rows,
    header: Mapping[str, Any],
    opened: int,
) -> Merge:
    """The entries as they stand when a colleague's entries are kept wherever nothing was typed."""
    merge = Merge(wanted={pk: dict(row) for pk, row in rows.items()}, header=dict(header))
    if opened == held.version:
        return merge
    stale = [pk for pk in rows if results[pk].changed_in > opened]
    before = _as_opened(stale, opened)
    for pk in stale:
        _merge_row(merge, results[pk], before.get(pk), held)
    if header:
        _merge_header(merge, held, opened)
    return merge


def _as_opened(pks: list[int], opened: int) -> dict[int, Any]:
    """Each result as the form showed it."""
    if not pks:
        return {}
    known = InspectionResult.history.filter(id__in=pks, changed_in__lte=opened).order_by("history_id")
    return {row.id: row for row in known}


def _merge_row(merge: Merge, current: InspectionResult, before: Any, held: Inspection) -> None:
    typed = merge.wanted[current.pk]
    mine = {name for name, value in typed.items() if before is None or value != getattr(before, name)}
    theirs = {name for name in typed if before is None or getattr(current, name) != getattr(before, name)}
    if not mine:
        merge.wanted[current.pk] = {name: getattr(current, name) for name in typed}
    elif any(typed[name] != getattr(current, name) for name in theirs):
        merge.sentences += _told(_who_changed(current), current.item.code, current, before, sorted(theirs))


def _merge_header(merge: Merge, held: Inspection, opened: int) -> None:
    before = held.history.filter(version=opened).first()
    for name, typed in merge.header.items():
        now = getattr(held, name)
        then = getattr(before, name) if before else None
        if now == then or typed == now:
            continue
        if typed == then:
            merge.header[name] = now
        else:
            who = held.history.select_related("history_user").first()
            merge.sentences += _told(who.history_user if who else None, "", held, before, [name])


def _who_changed(current: InspectionResult) -> Any:
    last = current.history.select_related("history_user").first()
    return last.history_user if last else None


def _told(who: Any, code: str, current: Any, before: Any, names: list[str]) -> list[str]:
    """Who changed what, in the words of the form."""
    return [
        _("%(who)s changed “%(field)s” of %(where)s from “%(old)s” to “%(new)s”.")
        % {
            "who": who or _("Somebody"),
            "field": current._meta.get_field(name).verbose_name,
            "where": code or _("the visit"),
            "old": _shown(before, name),
            "new": _shown(current, name),
        }
        for name in names
    ]


def _shown(row: Any, name: str) -> Any:
    if row is None or getattr(row, name) is None:
        return ""
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)
