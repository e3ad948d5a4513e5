"""Text as it goes on paper: NFC, without characters that print nothing.

Bidirectional marks, soft hyphens and other format characters are dropped because the typeface has no shape
for them and no Vietnamese paper needs them; line feeds and tabs become spaces.
"""

import re
import unicodedata

_UNPRINTABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile("[\t\n\r\v\f\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """NFC, blank controls as one space, every other control or format character dropped.

    Halves of characters and non-characters, which no file can hold, become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", _UNPRINTABLE.sub("\ufffd", text)))
    if text.isprintable():
        return text
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf"))


def clean_lines(text: str) -> list[str]:
    """The same, but line feeds separate lines; empty lines are dropped."""
    return [line for line in (clean(part).strip() for part in text.split("\n")) if line]
