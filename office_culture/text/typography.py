"""No-break spaces in lines of official papers, and one form of what can be written in several ways."""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from office_culture.text.numbers import NO_BREAK_SPACE
from office_culture.text.reading import TEXTS_KEPT

_SPAN_OF_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)(?!\d)")
# A whole date is too long to be held together: lines above it would be drawn apart.
_DATE = re.compile(r"\b(?:(?:ngày|tháng) (?=\d{1,2}\b)|năm (?=\d{4}\b)|quý (?=[IV]+\b))", re.I)
_NUMBER_OF_PAPER = re.compile(r"\b[Ss]ố (?=\d)")
_COUNTED = re.compile(
    r"(?<![\w/.,-])\d{1,3}(?:\.\d{3})*(?:,\d+)?(?:/\d+)? (?=[^\W\d_])(?!tháng[ \u00a0]\d|năm[ \u00a0]\d{4})"
)
_PLACE_OF_RANK = re.compile(r"\bthứ (?=\d)")


class NameForm(StrEnum):
    """The form of the names of public bodies on one paper."""

    AS_TYPED = ""
    SHORT = "short"
    FULL = "full"


# Short and full forms as Decree 30/2020, Annex II, and usual practice write them.
_BODIES = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))
# Usual lists of those who work in an office are written with commas.
_STAFF = re.compile(r"\b([Cc]án bộ),? (công chức),? (viên chức)\b")
_FULL = tuple((re.compile(rf"\b(?:{full}|{full.replace('Ủy', 'Uỷ')})\b"), short) for short, full in _BODIES)
_SHORT = tuple((re.compile(rf"(?<![\w/-]){short}(?![\w/-])"), full) for short, full in _BODIES)


@lru_cache(maxsize=TEXTS_KEPT)
def unify_names(text: str, form: NameForm) -> str:
    """The text with the names of public bodies in one form, and spans of years written alike: "2019 - 2025".

    Symbols of documents (179/KH-UBND) stay as they are.
    """
    text = _STAFF.sub(r"\1, \2, \3", _SPAN_OF_YEARS.sub(r"\1 - \2", text))
    match form:
        case NameForm.SHORT:
            for pattern, short in _FULL:
                text = pattern.sub(short, text)
        case NameForm.FULL:
            for pattern, full in _SHORT:
                text = pattern.sub(full, text)
        case _:
            pass
    return text


@lru_cache(maxsize=TEXTS_KEPT)
def with_no_break_spaces(text: str) -> str:
    """The text with no-break spaces where a line must not end.

    Within a date, after "số" before a number, between a number and the word that it counts, within a span of years.
    """
    characters = list(text)
    for place in _no_break_positions(text):
        characters[place] = NO_BREAK_SPACE
    return "".join(characters)


def _no_break_positions(text: str) -> Iterator[int]:
    for pattern in (_DATE, _NUMBER_OF_PAPER, _COUNTED, _PLACE_OF_RANK):
        for found in pattern.finditer(text):
            yield from (place for place in range(*found.span()) if text[place] == " ")
    for found in _SPAN_OF_YEARS.finditer(text):
        yield from (found.start() + place.start() for place in re.finditer(" ", found[0]))


def unbroken(words: str) -> str:
    """The words with no-break spaces if they are two, such as a role: "Thư ký", "Ủy viên"."""
    return words.replace(" ", NO_BREAK_SPACE) if words.count(" ") == 1 else words
