"""One normal form for all text, and the search for characters that no paper may carry."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from office_culture.text.legacy import converted

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LINE_CONTROLS = frozenset("\n\r\t")


@dataclass(frozen=True)
class Place:
    """One character of a text; `position` counts from 1, as a person counts."""

    position: int
    character: str

    @property
    def name(self) -> str:
        """The code point: "U+202E". Its name in Unicode is English, which a clerk need not read."""
        return f"U+{ord(self.character):04X}"


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1024)
def clean(text: str, *, multiline: bool = True) -> str:
    """NFC without white space at either end, and without what word processors leave in a copied text.

    Bullets become "- ", special blanks plain ones, every kind of line end a line end (a blank without `multiline`);
    soft hyphens and characters without width go. What was typed in a font from before Unicode stays as it is, but for
    its line ends: there the soft hyphen is a letter.
    """
    text = nfc(text)
    if not _ODD.search(text):
        return text.strip()
    text = _LETTER_SIGN.sub(r"\1- ", _SIGN.sub(r"\1- ", _LINE_END.sub("\n", text).strip()))
    if not text.isascii() and converted(text) is None:
        text = _BULLET.sub(r"\1- ", text.translate(_LEFT_BEHIND))
    text = text if multiline else _BREAK.sub(" ", text)
    return nfc(text).strip()


_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BREAK = re.compile(r"[ \t]*\n\s*|\t+")
# Symbol and Wingdings keep their signs in the private area from U+F000 on, where no old font has its letters.
_SIGN = re.compile("(?m)^([ \t]*)[\uf000-\uf0ff][ \t]*")
# Bullets of fonts of signs whose letter is left alone before the tab: the circle, the square, the arrow, the check.
_LETTER_SIGN = re.compile("(?m)^([ \t]*)[ovqnu\u00a7\u00d8\u00fc]\t[ \t]*")
_BULLETS = (
    "\u00b7\u2022\u2023\u2043\u25a0\u25a1\u25aa\u25b6\u25b8\u25ba\u25c6\u25c7\u25c8\u25cb\u25cf\u25e6\u2713\u2714"
    "\u2726\u2756\u2794\u27a1\u27a2\u27a3\u27a4\u2b9a"
)
_BULLET = re.compile(rf"(?m)^([ \t]*)[{_BULLETS}](?=\s)[ \t]*")
_LEFT_BEHIND = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), ""),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " "),
}
# Whatever of the above can stand in a text; most have none of it.
_ODD = re.compile(rf"[\t\n\r\v\f\x85\u2028\u2029\uf000-\uf0ff{_BULLETS}{''.join(map(chr, _LEFT_BEHIND))}]")


def control_characters(text: str, *, multiline: bool = False) -> list[Place]:
    """Control characters and line separators; with `multiline`, line ends and tabs are welcome."""
    allowed = LINE_CONTROLS if multiline else frozenset[str]()
    return _places(
        text, lambda sign: unicodedata.category(sign) in {"Cc", "Zl", "Zp"} and sign not in allowed
    )


def bidi_controls(text: str) -> list[Place]:
    """Direction marks: invisible, and able to show a number or a name in another order than it is stored."""
    return _places(text, BIDI_CONTROLS.__contains__)


def broken_characters(text: str) -> list[Place]:
    """Halves of characters and code points that are none (U+FFFE and its like), which no file may hold."""
    return _places(text, _is_broken)


def _is_broken(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) == "Cs" or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def _places(text: str, is_meant: Callable[[str], bool]) -> list[Place]:
    found = {character for character in set(text) if is_meant(character)}
    if not found:
        return []
    return [Place(position, sign) for position, sign in enumerate(text, start=1) if sign in found]
