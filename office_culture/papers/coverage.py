"""Which characters the papers can print, without loading the PDF library: for validators of fields and
imports."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from office_culture.papers.clean import clean

FONT_DIRECTORY = Path(__file__).parent / "fonts"
MEASURES = FONT_DIRECTORY / "tinos.json"


@cache
def bundled_characters() -> frozenset[str]:
    """Every character that all four bundled styles can print."""
    ranges: list[list[int]] = json.loads(MEASURES.read_text("ascii"))["characters"]
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


def covered(char: str, characters: frozenset[str] | None = None) -> bool:
    """Whether one character, after NFC, has a shape in the typeface (the bundled one by default)."""
    return not missing_characters(char, characters)


def missing_characters(text: str, characters: frozenset[str] | None = None) -> tuple[str, ...]:
    """The characters of a text that would print as `[U+1F600]`, each once, in the order of their first use.

    The text is taken as the renderer takes it: NFC, controls and format characters dropped.
    """
    return tuple(dict.fromkeys(_missing(clean(text), characters or bundled_characters())))


def _missing(text: str, characters: frozenset[str]) -> Iterator[str]:
    if characters.issuperset(text):
        return iter(())
    return (char for char in text if char not in characters)


def spelled_out(char: str) -> str:
    """The text printed for a character without a shape: [U+1F600]."""
    return f"[U+{ord(char):04X}]"
