"""The outline of a report: which sections it has, in which order, and how they are numbered.

Numbers come from the order alone, so none can be skipped or stand twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# The letters that the decree itself uses for điểm: no ă, â, ê, ô, ơ, ư and no f, j, w, z.
LETTERS = "abcdđeghiklmnopqrstuvxy"
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `title` is printed, so it is Vietnamese; `guidance` tells the writer what belongs here.

    `written` sections hold a narrative; a `required` one without any content is shown as a gap.
    """

    key: str
    level: int
    title: str
    guidance: Any = ""
    written: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of one kind of report, parents before their children."""

    paper: str
    sections: tuple[Section, ...]

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
        above = [""] * 4
        for own, section in self.numbered():
            above[section.level] = own
            if section.key == key:
                return ".".join(filter(None, above[1 : section.level + 1])), section
        raise KeyError(key)

    def written(self) -> list[Section]:
        """The sections that hold a narrative, in order."""
        return [section for section in self.sections if section.written]

    def numbered(self) -> Iterator[tuple[str, Section]]:
        """Each section with what stands before its title: I, 1, a; nothing at level 0."""
        counters = [0, 0, 0, 0]
        for section in self.sections:
            counters[section.level] += 1
            counters[section.level + 1 :] = [0] * (3 - section.level)
            yield number(section.level, counters[section.level]), section


def number(level: int, position: int) -> str:
    """The number of the `position`-th section at `level`: Roman, Arabic, or the decree's letters."""
    if level == 0:
        return ""
    if level == 1:
        return roman(position)
    if level == 2:
        return str(position)
    return LETTERS[position - 1]


def roman(value: int) -> str:
    """A Roman figure: 4 gives IV."""
    text = ""
    for worth, sign in ROMAN:
        count, value = divmod(value, worth)
        text += sign * count
    return text


class Outlines:
    """The outline of each kind of report; the composition root registers them when Django starts."""

    def __init__(self) -> None:
        self._by_kind: dict[str, Outline] = {}

    def register(self, kind: str, outline: Outline) -> None:
        """Sets the outline of a kind of report."""
        self._by_kind[kind] = outline

    def of(self, kind: str) -> Outline:
        """The outline of that kind. Raises KeyError where none is registered."""
        return self._by_kind[kind]


outlines = Outlines()
