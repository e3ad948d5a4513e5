"""Breaking plain text into lines for the parts that are placed by measure: heads, titles, signatures, labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers import wording

# Names of bodies that a line never breaks, as long as they fit on one.
_NAMES = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Văn phòng", "Trung tâm")
_RANGE = re.compile(r"(?<=\d) - (?=\d)")
_UNBROKEN = {name: name.replace(" ", "\u00a0") for names in _NAMES for name in (names, names.upper())}


@lru_cache(maxsize=20_000)
def width_of(text: str, face: str, size: float) -> float:
    """Width in points. Cached, as papers repeat few words and each is measured many times."""
    return float(stringWidth(text, face, size))


def break_lines(text: str, face: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width` points; a word wider than a line is cut at any character."""
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        candidate = f"{current} {word}" if current else word
        if width_of(candidate, face, size) <= width:
            current = candidate
            continue
        if current:
            lines.append(current)
        *cut, current = _cut_word(word, face, size, width)
        lines.extend(cut)
    if current:
        lines.append(current)
    return lines


def balanced_lines(text: str, face: str, size: float, width: float) -> list[str]:
    """As few lines as possible, of nearly the same length, so that a centred name does not end in a single word."""
    lines = break_lines(text, face, size, width)
    if len(lines) < 2:
        return lines
    text = _bind_names(text, face, size, width)
    lines = break_lines(text, face, size, width)
    bound = _bind_phrases(text, face, size, width)
    if len(break_lines(bound, face, size, width)) == len(lines):
        text = bound
        lines = break_lines(text, face, size, width)
    longest_word = max(width_of(word, face, size) for word in text.split(" "))
    low, high = min(max(width / 2, longest_word), width), width
    while high - low > 1:
        middle = (low + high) / 2
        tried = break_lines(text, face, size, middle)
        if len(tried) == len(lines):
            high, lines = middle, tried
        else:
            low = middle
    return [line.replace("\u00a0", " ") for line in lines]


def _bind_names(text: str, face: str, size: float, width: float) -> str:
    for name, bound in _UNBROKEN.items():
        if name in text and width_of(name, face, size) <= width:
            text = text.replace(name, bound)
    return text


def _bind_phrases(text: str, face: str, size: float, width: float) -> str:
    """Allows breaks only after the dashes of "Tổ chức - Hành chính - Quản trị", and none within "2019 - 2025"."""
    text = _RANGE.sub("\u00a0-\u00a0", text)
    phrases = text.split(" - ")
    if len(phrases) == 1:
        return text
    bound = (
        phrase.replace(" ", "\u00a0") if _fits(phrase, face, size, width) else phrase for phrase in phrases
    )
    return "\u00a0- ".join(bound)


def _fits(phrase: str, face: str, size: float, width: float) -> bool:
    return width_of(f"{phrase} -", face, size) <= width


def _cut_word(word: str, face: str, size: float, width: float) -> list[str]:
    pieces = [""]
    used = 0.0
    for char in word:
        advance = width_of(char, face, size)
        if pieces[-1] and used + advance > width:
            pieces.append("")
            used = 0.0
        pieces[-1] += char
        used += advance
    return pieces


@dataclass(frozen=True, slots=True)
class AddresseePlace:
    """Where label and names begin, in points from the left margin; `hang` indents further lines of a name."""

    label: float
    names: float
    hang: float


def place_addressees(lines: Sequence[str], face: str, size: float, width: float) -> AddresseePlace:
    """Places one addressee beside the label, several below it with their dashes under the colon; in points."""
    beside = len(lines) == 1
    before = f"{wording.ADDRESSED_TO} " if beside else wording.ADDRESSED_TO.rstrip(":")
    label = width_of(before, face, size)
    longest = max(width_of(line, face, size) for line in lines)
    left = max(0.10 * width, (width - label - longest) / 2)
    return AddresseePlace(left, left + label, 0.0 if beside else width_of(wording.BULLET, face, size))
