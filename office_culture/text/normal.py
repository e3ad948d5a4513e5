"""One normal form for all text, and the search for characters that no paper may carry."""

import unicodedata
from dataclasses import dataclass

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_CONTROLS = frozenset("\n\r\t")


@dataclass(frozen=True)
class Place:
    """One character of a text; `position` counts from 1, as a person counts."""

    position: int
    character: str

    @property
    def name(self) -> str:
        """The code point with its Unicode name where it has one: "U+202E RIGHT-TO-LEFT OVERRIDE"."""
        return f"U+{ord(self.character):04X} {unicodedata.name(self.character, '')}".rstrip()


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """NFC without white space at either end. Nothing else changes: what was typed is what is kept."""
    return nfc(text).strip()


def is_clean(text: str) -> bool:
    return text == clean(text)


def control_characters(text: str, *, multiline: bool = False) -> list[Place]:
    """Control characters and line separators; with `multiline`, line ends and tabs are welcome."""
    allowed = LINE_CONTROLS if multiline else frozenset[str]()
    return [
        place
        for place in _places(text)
        if unicodedata.category(place.character) in {"Cc", "Zl", "Zp"} and place.character not in allowed
    ]


def bidi_controls(text: str) -> list[Place]:
    """Direction marks: invisible, and able to show a number or a name in another order than it is stored."""
    return [place for place in _places(text) if place.character in BIDI_CONTROLS]


def broken_characters(text: str) -> list[Place]:
    """Halves of characters and code points that are none (U+FFFE and its like), which no file may hold."""
    return [place for place in _places(text) if _is_broken(place.character)]


def _is_broken(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) == "Cs" or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _places(text: str) -> list[Place]:
    return [Place(position, character) for position, character in enumerate(text, start=1)]
