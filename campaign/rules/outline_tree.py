"""The outline of a report: which sections it has, in which order, and how they are numbered.

Numbers follow from the order alone, so none can be skipped or occur twice. Outlines are records
(`campaign.models.outlines`); what is here is their pure form, which sections, papers and pages read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from office_culture.text.typography import NameForm

# The letters that the decree itself uses for điểm: no ă, â, ê, ô, ơ, ư and no f, j, w, z.
LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
DEEPEST = 3


class FormPlace(StrEnum):
    """Where a paper prints a table, chart or list generated from the records."""

    BODY = "body"
    APPENDIX = "appendix"
    NOWHERE = "nowhere"


class WordsPlace(StrEnum):
    """Where the office's own text is printed, relative to what is generated in the same section."""

    AFTER = "after"
    BEFORE = "before"
    BETWEEN = "between"


class Numbering(StrEnum):
    """The style of the number before the title of a section."""

    USUAL = ""
    NONE = "none"
    ROMAN = "roman"
    ARABIC = "arabic"
    LETTERS = "letters"


# Decree 30/2020, Annex I: Roman figures for the parts of a report, then Arabic ones, then letters.
USUAL = (Numbering.NONE, Numbering.ROMAN, Numbering.ARABIC, Numbering.LETTERS)


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `title` is printed, so it is Vietnamese; `guidance` tells the writer what belongs here.

    `content` names what is generated from the records, or "". `written` sections have a narrative. A section that is
    neither `required` nor has content from the records is left out of the paper while it has no narrative.

    `tables`, `charts` and `lists` say where these forms of the records are printed; `words` where the narrative is, and
    BETWEEN is behind the first statement of the records.
    """

    key: str
    level: int
    title: str
    guidance: Any = ""
    written: bool = False
    required: bool = True
    content: str = ""
    numbering: Numbering = Numbering.USUAL
    tables: FormPlace = FormPlace.APPENDIX
    charts: FormPlace = FormPlace.NOWHERE
    lists: FormPlace = FormPlace.APPENDIX
    words: WordsPlace = WordsPlace.AFTER

    @property
    def style(self) -> Numbering:
        """How the section is numbered: by its own style, or by the usual one of its level."""
        return self.numbering or USUAL[self.level]


@dataclass(frozen=True, slots=True)
class AppendixPlan:
    """One appendix: `content` names what it lists, `section` the key of the section that points to it, or ""."""

    title: str
    content: str
    landscape: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of one kind of report, parents before their children, the appendices, and common settings."""

    paper: str
    sections: tuple[Section, ...]
    appendices: tuple[AppendixPlan, ...] = field(default=())
    # A table of fewer rows is printed as a sentence; a list of more lines in an appendix where its section says so.
    least_rows: int = 4
    longest_list: int = 8
    names: NameForm = NameForm.AS_TYPED

    def __post_init__(self) -> None:
        keys = [section.key for section in self.sections]
        if len(keys) != len(set(keys)):
            raise ValueError("Two sections of an outline have the same key.")

    def section(self, key: str) -> Section:
        """The section of that key. Raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def place(self, key: str) -> tuple[str, Section]:
        """The whole number (III.1.b) and the section of that key. Raises KeyError."""
        above = [""] * (DEEPEST + 1)
        for own, section in self.numbered():
            above[section.level :] = [own, *[""] * (DEEPEST - section.level)]
            if section.key == key:
                return ".".join(filter(None, above[1 : section.level + 1])), section
        raise KeyError(key)

    def written(self) -> list[Section]:
        """The sections with a narrative, in order."""
        return [section for section in self.sections if section.written]

    def numbered(self) -> Iterator[tuple[str, Section]]:
        """Each section with the number before its title: I, 1, a; "" at level 0."""
        counters = [0] * (DEEPEST + 1)
        for section in self.sections:
            if section.level:
                counters[section.level + 1 :] = [0] * (DEEPEST - section.level)
            if section.style is Numbering.NONE:
                yield "", section
            else:
                counters[section.level] += 1
                yield number(section.style, counters[section.level]), section

    def parents(self) -> set[str]:
        """The keys of sections that have sections below them."""
        return {
            above.key
            for above, below in zip(self.sections, self.sections[1:], strict=False)
            if 0 < above.level < below.level
        }

    def printed_with(self, texts: Mapping[str, str]) -> "Outline":
        """The outline as printed: without optional sections that have no text; `texts` by key of section."""
        parents = self.parents()
        return self.without(
            {
                section.key
                for section in self.sections
                if not (section.required or section.content or section.key in parents)
                and not texts.get(section.key, "").strip()
            }
        )

    def without_silent(self, keys: set[str]) -> "Outline":
        """The outline without these sections, and without headings that then have no section below them."""
        stored = self.without(keys)
        over = self.parents() - stored.parents()
        bare = {
            item.key for item in stored.sections if item.key in over and not (item.content or item.written)
        }
        return stored.without_silent(bare) if bare else stored

    def without(self, keys: set[str]) -> "Outline":
        """The outline without these sections and without those of the levels below them."""
        sections: list[Section] = []
        left_out = DEEPEST + 1
        for section in self.sections:
            if section.level > left_out:
                continue
            left_out = DEEPEST + 1
            if section.key not in keys:
                sections.append(section)
            elif section.level:
                left_out = section.level
        return replace(self, sections=tuple(sections))


def number(style: Numbering, position: int) -> str:
    """The number of the `position`-th section: Roman, Arabic, or the decree's letters. Past the last letter: "?"."""
    if style is Numbering.ROMAN:
        return roman(position)
    if style is Numbering.ARABIC:
        return str(position)
    return LETTERS[position - 1] if position <= len(LETTERS) else "?"


def roman(value: int) -> str:
    """A Roman figure: 4 gives IV."""
    text = ""
    for worth, sign in ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text
