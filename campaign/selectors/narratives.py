"""Progress of the writing of a report, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from campaign.models import Report
from campaign.rules.narratives import typed_figures
from campaign.rules.outline_tree import Outline, Section
from office_culture.rules.facts import PLACEHOLDER, Fact, placeholders
from office_culture.rules.parts import At, sections
from office_culture.selectors.not_applicable import not_applicable
from office_culture.text.citations import Citations


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section with its whole number (III.1.b) and its text.

    `words` leaves the placeholders out. `missing` are the keys whose fact has no value in the records, `unknown` those
    without a fact; `typed` are figures typed by hand.
    """

    place: str
    section: Section
    text: str = ""
    words: int = 0
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not self.text.strip()

    @property
    def owed(self) -> bool:
        """Whether the section has to be written and has no text yet."""
        return self.section.written and self.section.required and self.empty


def saved_texts(report: Report) -> dict[str, str]:
    """The texts that the office wrote, by key of section; one statement."""
    return dict(report.narratives.values_list("section", "text"))


def section_states(report: Report, saved: Mapping[str, str] | None = None) -> list[SectionState]:
    """All sections in order, numbered as printed; one that is left out while it is empty has no number.

    The texts are read here without `saved`.
    """
    texts = saved_texts(report) if saved is None else saved
    book = report.facts()
    places = _places(report, texts)
    facts = book.find_known(key for text in texts.values() for key in placeholders(text))
    return [
        _state(places.get(section.key, ""), _owed(section, places), texts.get(section.key, ""), facts)
        for section in report.outline.sections
    ]


def _owed(section: Section, places: Mapping[str, str]) -> Section:
    """The section, no longer required where it is not printed."""
    return section if section.key in places else replace(section, required=False)


def printed_places(report: Report) -> dict[str, str]:
    """The whole number of each section printed now, by its key; two statements, more if sources do not apply."""
    return _places(report, saved_texts(report))


def printed_outline(report: Report, texts: Mapping[str, str]) -> Outline:
    """The outline as printed: without optional sections that have no text, and without what does not apply.

    A section whose sources do not apply to the agency is left out if it has no other content and no text.
    """
    outline = report.outline.printed_with(texts)
    book = report.facts()
    lacking = book.ask(not_applicable)
    if not lacking:
        return outline
    parents, at = outline.parents(), At("", Citations(), lacking=lacking)
    silent = set()
    for section in outline.sections:
        if section.key in parents or section.content not in sections:
            continue
        part = sections[section.content]
        if not lacking.intersection(part.may_lack):
            continue
        if not texts.get(section.key, "").strip() and not part.content(book, at):
            silent.add(section.key)
    return outline.without_silent(silent)


def _places(report: Report, texts: Mapping[str, str]) -> dict[str, str]:
    printed = printed_outline(report, texts)
    return {section.key: printed.place(section.key)[0] for section in printed.sections}


def _state(place: str, section: Section, text: str, facts: Mapping[str, Fact]) -> SectionState:
    keys = dict.fromkeys(placeholders(text))
    missing = [key for key in keys if key in facts and facts[key].missing]
    unknown = [key for key in keys if key not in facts]
    words = [word for word in PLACEHOLDER.sub(" ", text).split() if any(map(str.isalnum, word))]
    return SectionState(
        place, section, text, len(words), tuple(missing), tuple(unknown), tuple(typed_figures(text))
    )
