"""How far the writing of a report has come, section by section."""

from collections.abc import Mapping
from dataclasses import dataclass

from campaign.models import Report
from campaign.rules.narratives import typed_figures
from campaign.rules.outline_tree import Section
from office_culture.rules.facts import PLACEHOLDER, FactBook, UnknownFact, placeholders


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section with its whole number (III.1.b) and what stands in it.

    `words` leaves the placeholders out. `missing` are the keys whose fact no record holds, `unknown` those that no fact
    has any more; `typed` are figures typed by hand.
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
        """Whether somebody still has to write here."""
        return self.section.written and self.section.required and self.empty


def section_states(report: Report) -> list[SectionState]:
    """All sections in their order, numbered as they print; one that is left out while it is empty has no number."""
    texts = dict(report.narratives.values_list("section", "text"))
    book = report.facts()
    places = _places(report, texts)
    return [
        _state(places.get(section.key, ""), section, texts.get(section.key, ""), book)
        for section in report.outline.sections
    ]


def printed_places(report: Report) -> dict[str, str]:
    """The whole number of each section that prints now, by its key; one statement."""
    return _places(report, dict(report.narratives.values_list("section", "text")))


def _places(report: Report, texts: Mapping[str, str]) -> dict[str, str]:
    printed = report.outline.printed_with(texts)
    return {section.key: printed.place(section.key)[0] for section in printed.sections}


def _state(place: str, section: Section, text: str, book: FactBook) -> SectionState:
    missing, unknown = [], []
    for key in dict.fromkeys(placeholders(text)):
        try:
            if book.find(key).missing:
                missing.append(key)
        except UnknownFact:
            unknown.append(key)
    words = [word for word in PLACEHOLDER.sub(" ", text).split() if any(map(str.isalnum, word))]
    return SectionState(
        place, section, text, len(words), tuple(missing), tuple(unknown), tuple(typed_figures(text))
    )
