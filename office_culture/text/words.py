"""Words as search compares them: what is kept of a record's texts, and what a query asks for.

A word is found by itself or by its beginning, never by a part of its inside: "733" finds 733/QĐ-TTg, not 1733/QĐ-TTg.
Spellings of one word are one word: with or without diacritics, capitals, hoá and hóa, sĩ and sỹ, 05 and 5. What a
hyphen, an apostrophe or a capital inside a name holds together is found joined, too: e-Cabinet by "ecabinet".

Half of all Vietnamese words begin another one, so a beginning counts where it is one: in a query of a single word, in
a word with its diacritics ("thá" begins Thái, "hóa" does not begin hoạch), in letters that are no word yet ("th",
"73"), and in the last word where it follows the one before it as typed ("văn ho").
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from office_culture.text.search import fold

# Marks of the tokens behind the running words. No word holds one of them.
EXACT = "="  # the word with its diacritics
TITLE = "^"  # a word of the fields that name the record
BORDER = "|"  # between two fields: no phrase goes across

MOST_LETTERS = 60  # of one word; a longer one is cut
MOST_KEPT = 300_000  # characters; PostgreSQL indexes up to a megabyte
_SHORT = 200  # characters of a text whose tokens are kept for the next row
MOST_ASKED = 12  # words of a query; nobody types more to find a record
_MOST_PARTS = 6  # of a joined word

_D = str.maketrans(
    {"ð": "đ", "ɖ": "đ", "Ð": "Đ", "Ɖ": "Đ", **dict.fromkeys("\u2018\u2019\u201b\u2032\u02bc`´", "'")}
)
_QUOTED = re.compile('["\u201c\u201d\u201e\u2033\u00ab\u00bb]([^"\u201c\u201d\u201e\u2033\u00ab\u00bb]*)')
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_JOINT = re.compile(r"[-\u2010-\u2015\u2212'&.+_]")
_VOWEL = re.compile("[aeiouy]")
_THOUSANDS = re.compile(r"(?<![\w.])[1-9]\d{0,2}(?:\.\d{3})+(?!\.?\w)")
# y alone after a consonant is also written i: kỹ and kĩ, lý and lí; so is it after qu: quý and quí, quýt and quít.
_LONE_Y = re.compile(r"([bcdghklmnprstvx]*|qu)y|quy(?!e)[a-z]*")
# hoá and hóa, khoẻ and khỏe, thuý and thúy: the tone is kept on the second vowel.
_TONE_FIRST = re.compile("[óòỏõọ][ae]|[úùủũụ]y")
_TONE_MOVED = {
    unicodedata.normalize("NFC", first + tone + second): unicodedata.normalize("NFC", first + second + tone)
    for first, second in ("oa", "oe", "uy")
    for tone in "\u0301\u0300\u0309\u0303\u0323"
}
_Y_AS_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
# Names of places in the south write one word for water as Đạ or as Đắk, often without diacritics.
_OTHER_NAMES = {"đạ": ("dak",)}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: without diacritics as typed, in the one spelling of all its variants, and with diacritics."""

    typed: str
    folded: str
    exact: str


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: as typed and in its other spellings, and its form with diacritics.

    `beginnings` are tokens that a word may begin with instead; `parts` the words that a hyphen or the like joins here.
    """

    typed: str
    others: tuple[str, ...] = ()
    exact: str = ""
    beginnings: tuple[str, ...] = ()
    parts: tuple["QueryWord", ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed into a search box: all words are wanted, and each phrase in quotes as it stands.

    `running` are the folded words in their order. Where `last_two` is not empty, the last word counts by a beginning
    only in a text that holds them so.
    """

    words: tuple[QueryWord, ...]
    phrases: tuple[str, ...]
    running: str
    last_two: str = ""

    def __bool__(self) -> bool:
        return bool(self.words)


def index_text(title: Iterable[str], other_texts: Iterable[str] = ()) -> str:
    """The searched form of a record's texts, in tokens separated by blanks; `title` are the texts that name it.

    First the folded words in their order with a border behind each text, then further spellings, then the words with
    their diacritics, then those of the title; each of the later ones once.
    """
    running: list[str] = []
    also: dict[str, None] = {}
    exact: dict[str, None] = {}
    titled: dict[str, None] = {}
    for is_title, texts in ((True, title), (False, other_texts)):
        for text in texts:
            folded, others, as_written, naming = (_tokens_of_short if len(text) <= _SHORT else _tokens)(text)
            running.extend(folded)
            also.update(others)
            exact.update(as_written)
            if is_title:
                titled.update(naming)
            if running and running[-1] != BORDER:
                running.append(BORDER)
    return _cut(" ".join([*running, *also, *exact, *titled]))


_Tokens = tuple[list[str], dict[str, None], dict[str, None], dict[str, None]]


def _tokens(text: str) -> _Tokens:
    """The tokens of one text: the folded words in their order, further spellings, words with diacritics, of a title."""
    folded: list[str] = []
    also: dict[str, None] = {}
    exact: dict[str, None] = {}
    titled: dict[str, None] = {}
    for chain in _chains(text):
        words = [_word(part) for part in chain]
        plain = [word.folded for word in words]
        folded.extend(plain)
        others = [*_joined(chain, words), *(word.typed for word in words if word.typed != word.folded)]
        others.extend(name for word in words for name in _OTHER_NAMES.get(word.exact, ()))
        also.update(dict.fromkeys(others))
        exact.update(dict.fromkeys(EXACT + word.exact for word in words))
        titled.update(dict.fromkeys(TITLE + token for token in (*others, *plain)))
    return folded, also, exact, titled


# Names of people, units and records stand in one row after the other, and in the events of all of them.
_tokens_of_short = lru_cache(maxsize=1_000)(_tokens)


def read_query(query: str) -> Query:
    """Reads a query. Quotes keep a phrase together; one that is left open ends with the query."""
    found: dict[QueryWord, None] = {}
    for chain in _chains(query):
        words = [_word(part) for part in chain]
        joined = _joined(chain, words)[:1]
        parts = tuple(_query_word(word) for word in words)
        asked_for = (QueryWord(joined[0], beginnings=(joined[0],), parts=parts),) if joined else parts
        found.update(dict.fromkeys(asked_for))
    wanted = list(found)[:MOST_ASKED]
    running = _running(query)
    last_two = ""
    if wanted and not wanted[-1].beginnings:
        wanted[-1] = replace(wanted[-1], beginnings=(wanted[-1].typed,))
        last_two = " ".join(running.split()[-2:]) if len(wanted) > 1 else ""
    phrases = (_running(text) for text in _QUOTED.findall(query)[:MOST_ASKED])
    return Query(tuple(wanted), tuple(dict.fromkeys(filter(None, phrases))), running, last_two)


def one_spelling(text: str) -> str:
    """The words with their diacritics, each in the one spelling of its variants: "Chiến sỹ" → "chiến sĩ"."""
    return " ".join(_word(part).exact for chain in _chains(text) for part in chain)


def _query_word(word: Word) -> QueryWord:
    others = (word.folded,) if word.folded != word.typed else ()
    beginnings: tuple[str, ...] = ()
    if not _VOWEL.search(word.typed) or any(letter.isdecimal() for letter in word.typed):
        beginnings = (word.typed,)
    elif word.exact not in {word.typed, word.folded}:
        beginnings = (EXACT + word.exact,)
    return QueryWord(word.typed, others, EXACT + word.exact, beginnings)


def _running(text: str) -> str:
    return " ".join(_word(part).folded for chain in _chains(text) for part in chain)


def _cut(text: str) -> str:
    if len(text) <= MOST_KEPT:
        return text
    return text[:MOST_KEPT].rpartition(" ")[0]


def _chains(text: str) -> Iterator[Sequence[str]]:
    """The words of the text in chains: those joined by hyphens, apostrophes and the like are in one chain.

    A number whose thousands points part is one word: 4.218 begins with 4.
    """
    clean = unicodedata.normalize("NFC", text).translate(_D)
    clean = "".join(letter for letter in clean if unicodedata.category(letter) != "Cf")
    clean = _THOUSANDS.sub(lambda number: number.group().replace(".", ""), clean)
    chain: list[str] = []
    end = 0
    for match in _WORD.finditer(clean):
        if chain and not _hang_together(clean[end : match.start()], chain[-1]):
            yield chain
            chain = []
        chain.extend(_at_capitals(match.group()))
        end = match.end()
    if chain:
        yield chain


def _hang_together(between: str, left: str) -> bool:
    if len(between) == 1:
        return bool(_JOINT.match(between))
    # K’ Chung, H’ Hen Niê
    return len(left) <= 2 and between.rstrip() == "'"


def _at_capitals(word: str) -> Iterable[str]:
    """The words of a name with capitals inside: eCabinet is two words."""
    if word.islower() or word.isupper():
        return (word,)
    cuts = [place for place, (a, b) in enumerate(pairwise(word), start=1) if a.islower() and b.isupper()]
    return [word[start:end] for start, end in pairwise([0, *cuts, len(word)])]


def _joined(chain: Sequence[str], words: Sequence[Word]) -> list[str]:
    """The words of a chain written as one, from each of them to the last: QĐ-TTg gives qdttg.

    Numbers are not joined: from - to is no number.
    """
    if len(chain) == 1 or len(chain) > _MOST_PARTS or all(part.isdecimal() for part in chain):
        return []
    parts = [word.typed for word in words]
    return ["".join(parts[start:])[:MOST_LETTERS] for start in range(len(parts) - 1)]


@lru_cache(maxsize=20_000)
def _word(part: str) -> Word:
    typed = fold(part)[:MOST_LETTERS]
    if typed.isdecimal():
        number = typed.lstrip("0") or "0"
        return Word(number, number, number)
    exact = unicodedata.normalize("NFC", part.casefold())[:MOST_LETTERS]
    exact = _TONE_FIRST.sub(lambda pair: _TONE_MOVED[pair.group()], exact)
    if _LONE_Y.fullmatch(typed):
        return Word(typed, typed.replace("y", "i"), exact.translate(_Y_AS_I))
    return Word(typed, typed, exact)
