"""Reading a rendered paper back: lines with their face, size and place, rules with their length."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise

import page as validation
import pdfplumber
import pikepdf
from pdfplumber.utils import chars_to_textmap, extract_words

from office_culture.papers.pdf import faults_of

MM = 72 / 25.4


@dataclass(frozen=True)
class Line:
    """A printed line; measures in points from the upper left corner of the page."""

    text: str
    face: str
    size: float
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        return self.x1 - self.x0


@dataclass(frozen=True)
class Rule:
    x0: float
    x1: float
    y: float

    @property
    def length(self) -> float:
        return self.x1 - self.x0

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


class Page:
    def __init__(self, page: pdfplumber.page.Page) -> None:
        self.width, self.height = float(page.width), float(page.height)
        self.lines = [_line(found["chars"]) for found in _text_lines(page)]
        self.filled = [shape for shape in page.rects if shape["fill"]]
        self.rules = [Rule(rule["x0"], rule["x1"], rule["top"]) for rule in page.lines]
        # Text and words are asked of few pages, and take as long to put together as the lines.
        self._chars, self._box = page.chars, page.bbox

    @cached_property
    def text(self) -> str:
        """As pdfplumber puts it together."""
        sizes = {"layout_bbox": self._box, "layout_width": self.width, "layout_height": self.height}
        return chars_to_textmap(self._chars, **sizes).as_string

    def find(self, words: str) -> Line:
        """The one line that contains the words."""
        found = [line for line in self.lines if words in line.text]
        assert len(found) == 1, f"{words!r} found {len(found)} times in {[line.text for line in self.lines]}"
        return found[0]

    def word(self, word: str) -> dict:
        """The last place of a word, as pdfplumber tells it."""
        return [found for found in extract_words(self._chars) if found["text"] == word][-1]

    def has(self, words: str) -> bool:
        return any(words in line.text for line in self.lines)

    def rule_below(self, line: Line) -> Rule:
        below = [
            rule
            for rule in self.rules
            if line.top < rule.y < line.bottom + 8 and rule.x0 < line.centre < rule.x1
        ]
        assert len(below) == 1, below
        return below[0]

    def body_lines(self) -> list[Line]:
        """Without the page number in the top margin."""
        return [line for line in self.lines if line.top > 19 * MM]


def _text_lines(page: pdfplumber.page.Page) -> list[dict]:
    """Lines of each column on their own: a wide gap ends a line."""
    return [
        {"chars": chars}
        for line in page.extract_text_lines(return_chars=True, y_tolerance=2)
        for chars in _columns(line["chars"])
    ]


def _columns(chars: list[dict]) -> list[list[dict]]:
    printed = [char for char in chars if char["text"].strip()]
    columns = [[printed[0]]]
    for before, char in pairwise(printed):
        if char["x0"] - before["x1"] > 34:
            columns.append([])
        columns[-1].append(char)
    return [
        [char for char in chars if column[0]["x0"] - 0.01 <= char["x0"] <= column[-1]["x0"] + 0.01]
        for column in columns
    ]


def _line(chars: list[dict]) -> Line:
    words = []
    for before, char in zip([None, *chars], chars, strict=False):
        if (
            before is not None
            and char["x0"] - before["x1"] > 1.5
            and before["text"] != " "
            and char["text"] != " "
        ):
            words.append(" ")
        words.append(char["text"])
    first = chars[0]
    return Line(
        "".join(words),
        first["fontname"].split("+")[-1],
        round(first["size"], 2),
        chars[0]["x0"],
        chars[-1]["x1"],
        first["top"],
        first["bottom"],
    )


def read(content: bytes) -> list[Page]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        return [Page(page) for page in pdf.pages]


def words(content: bytes) -> str:
    """All text of a paper with single spaces."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


ARCHIVAL, ACCESSIBLE = validation.ValidationProfile.PDF_A_2A, validation.ValidationProfile.PDF_UA_1


def faults_by_validator(
    content: bytes, profiles: tuple[validation.ValidationProfile, ...] = (ARCHIVAL, ACCESSIBLE)
) -> list[str]:
    """What a validator says that is not ours, in both forms that a paper claims."""
    return [
        failure.message
        for profile in profiles
        for failure in validation.validate_pdf_bytes(content, profile=profile).failures
    ]


def faults(content: bytes) -> list[str]:
    """What the validator says, and our own judge."""
    return faults_by_validator(content) + faults_of(content)
