"""Columns typed in fonts from before Unicode, judged over the whole file."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from office_culture.sheets.book import Book, Sheet, texts
from office_culture.sheets.errors import UnreadableCell
from office_culture.text.legacy import LETTERS, UNICODE_ONLY, from_tcvn3, from_vni
from office_culture.text.normal import nfc
from office_culture.text.syllables import is_syllable

FONTS: dict[str, Callable[[str], str]] = {"TCVN3 (ABC)": from_tcvn3, "VNI": from_vni}
SAMPLES = 5
# What a language writes with a few accented words is no Vietnamese in an old font.
_LEAST_GAIN = 2

_WORD = re.compile(rf"(?:[^\W\d_]|[{LETTERS}])+")


@dataclass(frozen=True, slots=True)
class Sample:
    """One cell as the file has it and as it was meant."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FontGuess:
    """Columns that were probably typed in an old font; by sheet, their places from 0."""

    fonts: str
    columns: dict[str, frozenset[int]]
    samples: tuple[Sample, ...]


def share_of_syllables(text: str) -> float:
    """Of the words with letters beyond A to Z the share that Vietnamese has; 1 where there are no such words."""
    words = Counter(word for word in _WORD.findall(text) if not word.isascii())
    return sum(n for word, n in words.items() if is_syllable(word)) / words.total() if words else 1


def judge(book: Book) -> FontGuess | None:
    """The old font in which at least one column is typed; None for a file that needs no conversion."""
    words = _words_by_column(book)
    best: FontGuess | None = None
    most = _LEAST_GAIN - 1
    for fonts, convert in FONTS.items():
        balance = {place: _balance(column, convert) for place, column in words.items()}
        gained = sum(gain for gain, _lost in balance.values())
        lost = sum(loss for _gain, loss in balance.values())
        suspected = [place for place, (gain, loss) in balance.items() if gain > 2 * loss and gain]
        if gained - lost > most and suspected:
            # The file is typed in this font: columns of symbols and short forms, which gain nothing, are, too.
            neutral = [
                place
                for place, (gain, loss) in balance.items()
                if gain == loss == 0 and _has_unknown(words[place], convert)
            ]
            most = gained - lost
            best = _guess(book, fonts, [*suspected, *neutral])
    return best


def converted(book: Book, guess: FontGuess) -> Book:
    """The book with the suspected columns as they were meant."""
    convert = FONTS[guess.fonts]

    def of_sheet(sheet: Sheet) -> Sheet:
        columns = guess.columns.get(sheet.name, frozenset())
        return sheet.mapped(lambda place, value: _cell(value, convert) if place in columns else value)

    return replace(book, sheets=tuple(of_sheet(sheet) for sheet in book.sheets))


def _words_by_column(book: Book) -> dict[tuple[str, int], Counter[str]]:
    found: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for sheet in book.sheets:
        for place, text in texts(sheet):
            if not text.isascii() and not UNICODE_ONLY.search(text):
                # A letter alone is no word: it may be a sign of measure or of a list.
                words = (word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii())
                found[sheet.name, place].update(words)
    return {place: column for place, column in found.items() if column}


def _balance(words: Counter[str], convert: Callable[[str], str]) -> tuple[int, int]:
    """How many words become syllables by the conversion, and how many are spoilt by it."""
    gained = lost = 0
    for word, count in words.items():
        before, after = is_syllable(word), is_syllable(convert(word))
        gained += count * (after and not before)
        lost += count * (before and not after)
    return gained, lost


def _has_unknown(words: Counter[str], convert: Callable[[str], str]) -> bool:
    """Whether the conversion changes a word that is no syllable as it stands, such as an abbreviation."""
    return any(convert(word) != word and not is_syllable(word) for word in words)


def _guess(book: Book, fonts: str, places: Iterable[tuple[str, int]]) -> FontGuess:
    columns: dict[str, set[int]] = defaultdict(set)
    for name, place in places:
        columns[name].add(place)
    found = {name: frozenset(chosen) for name, chosen in columns.items()}
    samples: dict[str, str] = {}
    # The longest cell of each column first: a person judges words, not abbreviations.
    for sheet in book.sheets:
        for place in sorted(found.get(sheet.name, ())):
            cells = {text for column, text in texts(sheet) if column == place}
            for text in sorted(cells, key=lambda text: (-len(text.split()), text))[:SAMPLES]:
                meant = _cell(text, FONTS[fonts])
                if meant != text:
                    samples.setdefault(text, meant)
    chosen = sorted(samples, key=lambda text: -len(text.split()))[:SAMPLES]
    return FontGuess(fonts, found, tuple(Sample(text, samples[text]) for text in chosen))


def _cell(value: Any, convert: Callable[[str], str]) -> Any:
    """The text as it was meant; as it is where it has letters of Unicode or would lose syllables."""
    if not isinstance(value, str) or isinstance(value, UnreadableCell):
        return value
    if value.isascii() or UNICODE_ONLY.search(value):
        return value
    gained, lost = _balance(Counter(word for word in _WORD.findall(value) if not word.isascii()), convert)
    return nfc(convert(value)) if gained >= lost else value
