"""The nouns by which texts speak of the figures of facts, as their sources declare them.

A noun is written as texts say it, in parts divided by "|": "hồ sơ | tiếp nhận". The first part is what is counted and
stands beside the figure; the others stand in the same clause, in any order and place ("tiếp nhận 4.218 hồ sơ", "số hồ
sơ tiếp nhận là 4.218"). "%" as the first part: the figure is a percentage; "thứ": it is a place. `{of}` is the name
that the fact carries (`Fact.of`), `{unit}` what follows its number; a fact that has a name and does not put it there is
spoken of only where the sentence says the name.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from office_culture.rules.facts import Fact, FactBook, registry
from office_culture.text.names import spelling
from office_culture.text.reading import TEXTS_KEPT

PERCENT, PLACE = "%", "thứ"
# Words that change nothing about what is counted.
_FILLERS = frozenset(
    map(spelling, ("được", "đã", "đang", "các", "những", "số", "do", "bị", "là", "có", "tổng", "với"))
)
_SIGNS = re.compile(r"[“”\"():;!?–-]|[,.](?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"^[-+\d.,\s]+")


@lru_cache(maxsize=TEXTS_KEPT)
def bare_words(text: str) -> str:
    """The text as nouns are searched in it: one spelling, no signs, no filler words, a blank at either end."""
    words = spelling(_SIGNS.sub(" ", text)).split()
    return f" {' '.join(word for word in words if word not in _FILLERS)} "


@dataclass(frozen=True, slots=True)
class Noun:
    """One way of naming a fact: `phrase` in full, `head` what is counted, `qualifiers` the other parts, both bare."""

    phrase: str
    head: str
    qualifiers: tuple[str, ...]

    @classmethod
    def of(cls, written: str, fact: Fact) -> "Noun":
        """The noun of a declaration, with the name of the fact and the unit of its figure filled in."""
        unit = _NUMBER.sub("", fact.text)
        parts = [part.strip().format(of=fact.of, unit=unit) for part in written.split("|")]
        phrase = " ".join(part for part in parts if part not in (PERCENT, PLACE))
        head = parts[0] if parts[0] in (PERCENT, PLACE) else bare_words(parts[0]).strip()
        return cls(phrase, head, tuple(map(bare_words, parts[1:])))

    def narrows(self, other: "Noun") -> bool:
        """Whether this noun has the same head and contains all parts of the other, and is not equal to it."""
        if self.head != other.head or self.qualifiers == other.qualifiers:
            return False
        return all(any(theirs in ours for ours in self.qualifiers) for theirs in other.qualifiers)


@dataclass(frozen=True, slots=True)
class SpokenFact:
    """A fact with a figure, and how texts speak of it: its nouns, its year and its name, if it has them.

    `bare_name` is the name as it is searched in a sentence. What a paper counts itself is meant whatever year is named.
    """

    fact: Fact
    nouns: tuple[Noun, ...]
    year: int | None
    name: str
    bare_name: str
    of_any_year: bool = False


def spoken_facts(book: FactBook, *, without: Collection[str] = ()) -> list[SpokenFact]:
    """Every fact with a figure that the book offers and whose source declares nouns; `without` are sources left out."""
    return [
        spoken
        for prefix, source in registry.sources.items()
        if source.nouns and prefix not in without
        for fact in (*book.listed(prefix), *book.further(prefix))
        if (spoken := _spoken(fact, source.nouns)) is not None
    ]


def without_nouns(book: FactBook) -> list[str]:
    """The keys of the facts with a figure that have no noun, so that no text can be compared with them."""
    known = {spoken.fact.key for spoken in spoken_facts(book)}
    return [fact.key for fact in _with_figures(book) if fact.key not in known]


def _with_figures(book: FactBook) -> Iterator[Fact]:
    for prefix in registry.sources:
        for fact in (*book.listed(prefix), *book.further(prefix)):
            if fact.value is not None and not isinstance(fact.value, str):
                yield fact


def _spoken(fact: Fact, declared: Mapping[str, tuple[str, ...]]) -> SpokenFact | None:
    if fact.value is None or isinstance(fact.value, str):
        return None
    steps = fact.key.split(".")[1:]
    years = [step for step in steps if _YEAR.fullmatch(step)]
    key = ".".join(step for step in steps if step not in years)
    written = [noun for noun in _declared(key, declared, yearly=bool(years)) if fact.of or "{of}" not in noun]
    nouns = tuple(Noun.of(noun, fact) for noun in written)
    named = any("{of}" in noun for noun in written)
    if not nouns:
        return None
    name = "" if named else fact.of
    return SpokenFact(fact, nouns, int(years[0]) if years else None, name, bare_words(name) if name else "")


def _declared(key: str, declared: Mapping[str, tuple[str, ...]], *, yearly: bool) -> Iterable[str]:
    if yearly and f"year.{key}" in declared:
        return declared[f"year.{key}"]
    if key in declared:
        return declared[key]
    return next((nouns for pattern, nouns in declared.items() if fnmatchcase(key, pattern)), ())
