"""An outline as printed, and the rows by which two versions of it are compared."""

from typing import Any

from django.utils.translation import gettext

from campaign.models import NumberingStyle, OutlineVersion
from campaign.rules.outline_tree import AppendixPlan, Outline, Section
from office_culture.rules import parts
from office_culture.selectors.versions import Row


def numbered(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """The sections as they will be printed: number, title, and content."""
    try:
        outline = Outline("", sections)
    except ValueError:
        return []
    return [
        {
            "number": number,
            "section": section,
            "content": parts.sections.meaning(section.content),
        }
        for number, section in outline.numbered()
    ]


def rows_of_outline(version: OutlineVersion) -> dict[str, Row]:
    """The rows of a version by the identity used for comparing: a section's key, an appendix's content."""
    outline = version.plain()
    rows: dict[str, Row] = {}
    for section in outline.sections:
        place, _same = outline.place(section.key)
        rows[f"section {section.key}"] = _named(place, section.title, _of_section(place, section))
    for position, appendix in enumerate(outline.appendices, start=1):
        place = gettext("Appendix %(number)s") % {"number": position}
        rows[f"appendix {appendix.content}"] = _named(place, appendix.title, _of_appendix(place, appendix))
    return rows


def _named(place: str, title: str, texts: dict[str, str]) -> Row:
    return Row(f"{place}. {title}" if place else title, texts)


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


def _yes(value: bool) -> str:
    return gettext("yes") if value else gettext("no")
