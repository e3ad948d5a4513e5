"""Merging the entries of two people at one inspection: where one typed nothing, what the other saved stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from office_culture.models import Inspection, InspectionResult
from office_culture.selectors.events import Author, as_they_stood, at_version, last_author, last_authors

Rows = Mapping[int, Mapping[str, Any]]


@dataclass(slots=True)
class Merge:
    """The entries to be written, and a sentence for each conflict with what others saved."""

    wanted: dict[int, dict[str, Any]] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


def merged(
    inspection: Inspection,
    results: dict[int, InspectionResult],
    rows: Rows,
    header: Mapping[str, Any],
    opened: int,
) -> Merge:
    """The entries to be saved, each untouched one replaced by what a colleague saved after version `opened`."""
    merge = Merge(wanted={pk: dict(row) for pk, row in rows.items()}, header=dict(header))
    if opened == inspection.version:
        return merge
    stale = [pk for pk in rows if results[pk].changed_in > opened]
    rows_now = [results[pk] for pk in stale]
    before, authors = _as_opened(rows_now, opened), last_authors(rows_now)
    for row in rows_now:
        _merge_row(merge, row, before.get(row.pk), authors.get(row.pk))
    if header:
        _merge_header(merge, inspection, opened)
    return merge


def _as_opened(rows: list[InspectionResult], opened: int) -> dict[int, InspectionResult]:
    """By key, each result as the form showed it: at version `opened` of the inspection."""
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
        merge.sentences += _describe_changes(author, current.item.code, current, before, sorted(theirs))


def _merge_header(merge: Merge, inspection: Inspection, opened: int) -> None:
    before = at_version(inspection, opened)
    for name, typed in merge.header.items():
        now = getattr(inspection, name)
        then = getattr(before, name) if before else None
        if now == then or typed == now:
            continue
        if typed == then:
            merge.header[name] = now
        else:
            merge.sentences += _describe_changes(last_author(inspection), "", inspection, before, [name])


def _describe_changes(
    author: Author | None, code: str, current: Any, before: Any, names: list[str]
) -> list[str]:
    """One sentence for each field: who changed it, of which item, from what to what, in the words of the form."""
    return [
        _("%(who)s changed “%(field)s” of %(where)s from “%(old)s” to “%(new)s”.")
        % {
            "who": (author.name if author else "") or _("Somebody"),
            "field": current._meta.get_field(name).verbose_name,
            "where": code or _("the visit"),
            "old": _display(before, name),
            "new": _display(current, name),
        }
        for name in names
    ]


def _display(row: Any, name: str) -> Any:
    if row is None or getattr(row, name) is None:
        return ""
    display = getattr(row, f"get_{name}_display", None)
    return display() if display else getattr(row, name)
