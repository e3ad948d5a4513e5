"""Prepares text of the model for ReportLab: cleaned, escaped, and only with characters that the typeface has."""

from dataclasses import dataclass
from html import escape

from office_culture.papers.blocks import Run, Text
from office_culture.papers.clean import clean, clean_lines
from office_culture.papers.coverage import spelled_out
from office_culture.papers.fonts import FontSet
from office_culture.papers.links import address


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that was printed as `[U+1F600]`, with its place.

    `part` is the name of a part of the paper or of a kind of block; `section` is the heading above it and `block` the
    running number of the block, from 1.
    """

    character: str
    part: str
    section: str = ""
    block: int = 0


class Ink:
    """Prepares text for one paper and records which characters could not be printed, and where."""

    def __init__(self, fonts: FontSet) -> None:
        self._characters = fonts.characters
        self._missing: dict[MissingGlyph, None] = {}
        self._part = ""
        self._section = ""
        self._block = 0

    @property
    def missing(self) -> tuple[MissingGlyph, ...]:
        return tuple(self._missing)

    def enter(self, part: str, *, section: str | None = None, block: int = 0) -> None:
        """Sets the place that is recorded for the texts prepared next."""
        self._part = part
        self._block = block
        if section is not None:
            self._section = section

    def plain(self, content: str) -> str:
        """The text as one line of printable characters."""
        return self._printable(clean(content)).strip()

    def lines(self, content: str) -> list[str]:
        """The printable lines of the text, with the line feeds of the author."""
        return [self._printable(line) for line in clean_lines(content)]

    def plain_runs(self, content: Text) -> str:
        return self._printable(clean("".join(run.text for run in content))).strip()

    def markup(self, content: Text) -> str:
        """The text as paragraph markup. Anything that looks like markup in it is printed as it is."""
        return "".join(self._marked_up(run) for run in content)

    def _marked_up(self, run: Run) -> str:
        words = escape(self._printable(clean(run.text)))
        if run.italic:
            words = f"<i>{words}</i>"
        if run.bold:
            words = f"<b>{words}</b>"
        if link := address(run.link):
            words = f'<a href="{escape(link)}" color="black">{words}</a>'
        return words

    def _printable(self, content: str) -> str:
        if self._characters.issuperset(content):
            return content
        return "".join(char if char in self._characters else self._report(char) for char in content)

    def _report(self, char: str) -> str:
        self._missing[MissingGlyph(char, self._part, self._section, self._block)] = None
        return spelled_out(char)
