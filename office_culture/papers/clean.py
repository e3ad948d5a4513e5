"""Cleans text for printing: NFC, without characters that print nothing.

Bidirectional marks, soft hyphens and other format characters are dropped because the typeface has no shape for them and
no Vietnamese paper needs them; line feeds and tabs become spaces.
"""

import functools
import re
import unicodedata

_UNPRINTABLE = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile("[\t\n\r\v\f\x85\u2028\u2029]+")


# The words of a paper are asked about again by each check, each form and each page that shows it.
@functools.lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text in NFC, each run of blank controls as one space, other control and format characters dropped.

    Surrogates and non-characters, which no file can contain, become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", _UNPRINTABLE.sub("\ufffd", text)))
    if text.isprintable():
        return text
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf"))


def clean_lines(text: str) -> list[str]:
    """The cleaned lines of the text, without empty ones."""
    return [line for line in (clean(part).strip() for part in text.split("\n")) if line]
