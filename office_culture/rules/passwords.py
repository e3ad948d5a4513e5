"""Passwords that are refused for every account, because they are published or follow a pattern."""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What the sample office is published with.
PUBLISHED = frozenset({"van-hoa-cong-so"})
FEWEST_SIGNS = 5  # different ones
LONGEST_RUN = 5  # signs that follow each other on the keyboard or in the alphabet, forwards or backwards
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def is_guessable(password: str) -> bool:
    """Whether a password is published, repeats itself, or is made of few signs or of runs of signs.

    Our own measure: what is left without its runs and repetitions must still have `FEWEST_SIGNS` different signs.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if _is_published(password) or len(set(plain)) < FEWEST_SIGNS:
        return True
    return len(set(_without_runs(plain))) < FEWEST_SIGNS or _is_repeated(plain)


def _is_published(password: str) -> bool:
    """Whether a published password makes up this one, up to a few signs, whatever its case, accents and hyphens."""
    plain = unicodedata.normalize("NFKD", password).casefold()
    letters = "".join(filter(str.isalnum, plain))
    published = ("".join(filter(str.isalnum, known)) for known in PUBLISHED)
    return any(
        known in letters and len(set(letters.replace(known, ""))) < FEWEST_SIGNS for known in published
    )


def _without_runs(plain: str) -> str:
    """The characters that belong to no run of `LONGEST_RUN` or more along a row of the keyboard or the alphabet."""
    left, start = "", 0
    while start < len(plain):
        length = max(_run(plain[start:], row) for row in (*_ROWS, *(row[::-1] for row in _ROWS)))
        if length < LONGEST_RUN:
            left += plain[start]
            length = 1
        start += length
    return left


def _run(text: str, row: str) -> int:
    """How many signs at the beginning of `text` follow each other in `row`."""
    place = row.find(text[0])
    if place < 0:
        return 0
    length = 1
    while length < len(text) and row[place + length : place + length + 1] == text[length]:
        length += 1
    return length


def _is_repeated(plain: str) -> bool:
    """Whether one piece that stands three times or more makes up the text, up to two signs at its end."""
    for size in range(1, (len(plain) + 2) // 3 + 1):
        repeated = (plain[:size] * (len(plain) // size + 1))[: len(plain)]
        if plain[:-2] == repeated[:-2]:
            return True
    return False


class NotGuessable:
    """Django's validator of passwords for what `is_guessable` finds."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_guessable(password):
            raise ValidationError(self.get_help_text(), code="guessable")

    def get_help_text(self) -> str:
        return _(
            "A password neither repeats itself nor follows a row of letters or digits, and is no published one."
        )
