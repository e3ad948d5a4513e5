"""Two people at one inspection: what a colleague saved meanwhile is kept wherever nothing was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from office_culture.models import Inspection, InspectionResult
from office_culture.selectors.events import Author, as_they_stood, at_version, last_author, last_authors

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
    rows_now = [results[pk] for pk in stale]
    before, authors = _as_opened(rows_now, opened), last_authors(rows_now)
    for row in rows_now:
        _merge_row(merge, row, before.get(row.pk), authors.get(row.pk))
    if header:
        _merge_header(merge, held, opened)
    return merge


def _as_opened(rows: list[InspectionResult], opened: int) -> dict[int, InspectionResult]:
    """Each result as the form showed it."""
    return as_they_stood(rows, lambda row: row.changed_in <= opened)


def _merge_row(
    merge: Merge, current: InspectionResult, before: InspectionResult | None, author: Author | None
) -> None:
    typed = merge.wanted[current.pk]
    mine = {name for name, value in typed.items() if before is None or value != getattr(before, name)}
    theirs = {name for name in typed if before is None or getattr(current, name) != getattr(before, name)}
    if not mine:
        merge.wanted[current.pk] = {name: getattr(current, name) for name in typed}
    elif any(typed[name] != getattr(current, name) for name in theirs):
        merge.sentences += _told(author, current.item.code, current, before, sorted(theirs))


def _merge_header(merge: Merge, held: Inspection, opened: int) -> None:
    before = at_version(held, opened)
    for name, typed in merge.header.items():
        now = getattr(held, name)
        then = getattr(before, name) if before else None
        if now == then or typed == now:
            continue
        if typed == then:
            merge.header[name] = now
        else:
            merge.sentences += _told(last_author(held), "", held, before, [name])


def _told(author: Author | None, code: str, current: Any, before: Any, names: list[str]) -> list[str]:
    """Who changed what, in the words of the form."""
    return [
        _("%(who)s changed “%(field)s” of %(where)s from “%(old)s” to “%(new)s”.")
        % {
            "who": (author.name if author else "") or _("Somebody"),
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
