"""What changed between two versions of an outline."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from campaign.models import NumberingStyle, OutlineVersion
from campaign.rules.outline_tree import AppendixPlan, Outline, Section
from office_culture.rules import parts


@dataclass(frozen=True, slots=True)
class OutlineChange:
    """One thing about a section or an appendix that differs."""

    place: str
    title: str
    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class OutlineComparison:
    """Two versions side by side: rows that came, rows that went, and what differs in those that stayed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[OutlineChange, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.removed or self.changed)


def compare_versions(older: OutlineVersion, newer: OutlineVersion) -> OutlineComparison:
    """The newer version against the older one; sections are known by their key, appendices by what they list."""
    before, now = older.plain(), newer.plain()
    was, became = _rows(before), _rows(now)
    changes = (
        OutlineChange(became[key][0], became[key][1], what, old, new)
        for key in became
        if key in was
        for what, old, new in _differences(was[key][2], became[key][2])
    )
    return OutlineComparison(
        added=tuple(_named(became[key]) for key in became if key not in was),
        removed=tuple(_named(was[key]) for key in was if key not in became),
        changed=tuple(changes),
    )


Row = tuple[str, str, dict[str, str]]


def _named(row: Row) -> str:
    place, title, _told = row
    return f"{place}. {title}" if place else title


def _rows(outline: Outline) -> dict[str, Row]:
    """Place, title and everything told of each section and appendix."""
    rows: dict[str, Row] = {}
    for section in outline.sections:
        place, _same = outline.place(section.key)
        rows[f"section {section.key}"] = (place, section.title, _of_section(place, section))
    for position, appendix in enumerate(outline.appendices, start=1):
        place = gettext("Appendix %(number)s") % {"number": position}
        rows[f"appendix {appendix.content}"] = (place, appendix.title, _of_appendix(place, appendix))
    return rows


def _of_section(place: str, section: Section) -> dict[str, str]:
    return {
        gettext("order"): place,
        gettext("title"): section.title,
        gettext("numbering"): str(NumberingStyle(section.numbering.value).label),
        gettext("from the records"): parts.sections.meaning(section.content),
        gettext("guidance for the writer"): str(section.guidance),
        gettext("has a text"): _yes(section.written),
        gettext("required"): _yes(section.required),
    }


def _of_appendix(place: str, appendix: AppendixPlan) -> dict[str, str]:
    return {
        gettext("order"): place,
        gettext("title"): appendix.title,
        gettext("from the records"): parts.appendices.meaning(appendix.content),
        gettext("across the page"): _yes(appendix.landscape),
        gettext("mentioned in the section"): appendix.section,
    }


def _differences(before: dict[str, str], now: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for what, value in now.items():
        if before[what] != value:
            yield what, before[what], value


def _yes(value: bool) -> str:
    return gettext("yes") if value else gettext("no")
