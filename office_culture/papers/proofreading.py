"""Finds faults in the words of a printed paper, whatever record they come from.

The rules are of spelling and sense, not of law: each finding names the words and their place. Words that Vietnamese
doubles on purpose ("luôn luôn", "dần dần") are no fault.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from office_culture.papers.blocks import (
    Article,
    Block,
    Chart,
    Division,
    Heading,
    Paragraph,
    Table,
    Text,
    plain,
)
from office_culture.papers.paper import Paper
from office_culture.papers.walk import texts
from office_culture.papers.wording import heading_line
from office_culture.text.reading import keeps_answers

# Doubled on purpose (reduplication), as dictionaries have it; the most frequent in official style.
_DOUBLED_ON_PURPOSE = frozenset(
    {
        *("luôn", "dần", "thường", "mãi", "ngày", "đêm", "người", "nhà"),
        *("nơi", "đâu", "từng", "xanh", "vàng", "đời", "kiếp", "lớp"),
        *("hàng", "ngành", "năm", "tháng", "giờ", "phút", "ai", "ào"),
        *("gần", "xa", "nho", "trăng"),
    }
)
# Two words that stand twice with two meanings: a verb and its object, the end of one word and the begin of another.
_TWO_MEANINGS = frozenset(
    {"quyết định", "báo cáo", "đề nghị", "hướng dẫn", "kế hoạch", "thông báo", "kiểm tra"}
)
_COMPOUNDS = frozenset({("cơ", "sở"), ("công", "ty"), ("thông", "tin"), ("nghệ", "nhân")})
# Doubled before a figure they are slips: "ngày ngày 14/8/2019". "năm năm 2016 - 2020" are five years.
_BEFORE_FIGURES = frozenset({"ngày", "tháng", "năm", "giờ", "phút"})
_FIVE_YEARS = re.compile(r"\s*(?:19|20)\d\d\s*[-–]")
_REPEATABLE = 4  # words of a phrase, at most
_WORD = re.compile(r"[^\W\d_]+|(?<![\w.,/])\d(?:[\d.,/]*\d)?%?(?!\w)")
# ", ," and ".."; a row of dots and "./." are none.
_SIGNS_TWICE = re.compile(
    r"%\s?%|[,;]\s*[,;](?!\.)|[,;]\s*\.(?![./])|:\s*[:;,]|(?<![./])\.\.(?![./])|\.\s+\.(?!\.)"
)
_CAPITALS = "".join(sign for sign in map(chr, range(0x41, 0x1EFA)) if sign.isupper())
# "tốt , tiếp tục", "tốt,tiếp tục", "tốt.Tiếp tục", "“ Lao động ”"; "./." and a decimal comma are none.
_SPACING = re.compile(
    rf"(?<=\w)[ \u00a0]+[,;:.](?=\s|$|[{_CAPITALS}])|(?<=\w)[ \u00a0]+[,;](?=\w)|(?<=[^\W\d_])[,;](?=[^\W\d_])"
    r"|(?<=[^\W\d_]{2})\((?=[^\W\d_]{2})"
    rf"|(?<=[^\W\d_]{{3}})[.:](?=[{_CAPITALS}][^\W\d_])|[“(]\s(?=\w)|(?<=\w)\s[”)]"
)
# "công chức, công chức": an item that stands twice in a row. Behind ";" two people may have one post.
_ITEM_TWICE = re.compile(
    r"(?:^|[,;:]\s|\s)([^\W\d_]+(?:\s[^\W\d_]+){1,5}),\s(?:và\s)?\1(?=[,;.]|\svà\s|$)", re.IGNORECASE
)
# "số 60/QĐ-VPUB số 60/QĐ-VPUB"
_SYMBOL_TWICE = re.compile(r"(?<!\S)(\d+\w?(?:/\d{4})?[/-][^\W\d_][\w&-]*)\s+(?:số\s+)?\1(?![\w/-])")
# "a)" and "1)" that begin a point.
_ENUMERATED = re.compile(r"(?:^|(?<=[;,:.] ))\w\)")
# Replaces each character that was taken from facts.
TAKEN = "¤"
_PAIRS = {"“": "”", "(": ")", "[": "]", "{": "}", "«": "»"}


class TextFault(StrEnum):
    """The kinds of faults."""

    DOUBLED = "doubled"
    SIGNS = "signs"
    UNBALANCED = "unbalanced"
    SPACING = "spacing"


@dataclass(frozen=True, slots=True)
class FaultAt:
    """One fault: the words, and the heading or part of the paper that they are below."""

    kind: TextFault
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of printed text, with the heading or part of the paper that it is below.

    `taken` are the ranges of characters taken from facts: first, and behind the last.
    """

    place: str
    words: str
    taken: tuple[tuple[int, int], ...] = ()
    in_table: bool = False

    @property
    def typed(self) -> str:
        """The words with `TAKEN` in place of each character that was taken from facts."""
        words = self.words
        for start, end in self.taken:
            words = f"{words[:start]}{TAKEN * (end - start)}{words[end:]}"
        return words


def text_faults(paper: Paper) -> Iterator[FaultAt]:
    """The faults in the printed words, each once for its place."""
    seen: set[tuple[str, str]] = set()
    for passage in passages(paper):
        for kind, found in _faults(passage.words):
            if (passage.place, found) not in seen:
                seen.add((passage.place, found))
                yield FaultAt(kind, passage.place, found)


@keeps_answers
def _faults(words: str) -> Iterator[tuple[TextFault, str]]:
    yield from _doubled(words)
    yield from _signs_twice(words)
    for pattern in (_ITEM_TWICE, _SYMBOL_TWICE):
        yield from ((TextFault.DOUBLED, match.group().strip(" ,;:")) for match in pattern.finditer(words))
    for match in _SPACING.finditer(_ENUMERATED.sub("  ", words)):
        yield TextFault.SPACING, _around(words, match.start())
    yield from _unbalanced(words)


def passages(paper: Paper) -> Iterator[Passage]:
    """The passages of all parts of a paper."""
    if paper.title is not None:
        yield Passage("title", paper.title.subject)
    if paper.about:
        yield Passage("title", paper.about)
    if paper.decider:
        yield Passage("decider", paper.decider)
    for basis in paper.legal_bases:
        yield _passage("legal_bases", basis)
    for addressee in paper.addressees:
        yield Passage("addressees", addressee)
    if paper.recipients is not None:
        for name in paper.recipients.names:
            yield Passage("recipients", name)
    for signature in paper.signatures:
        yield Passage("signature", signature.post)
    yield from _below_headings("", paper.blocks)
    for appendix in paper.appendices:
        yield Passage("appendix", appendix.title)
        yield from _below_headings(appendix.title, appendix.blocks)


def _below_headings(place: str, blocks: tuple[Block, ...]) -> Iterator[Passage]:
    for block in blocks:
        if isinstance(block, Heading):
            place = heading_line(block.level, block.number, block.text)
            yield Passage(place, block.text)
        if isinstance(block, Article | Chart | Division) and block.title:
            yield Passage(place, block.title)
        if isinstance(block, Table):
            yield from (Passage(place, words) for words in (block.caption, *block.notes) if words)
        in_table = isinstance(block, Table)
        for content in texts(block):
            # A submission has its legal bases in its text.
            is_basis = isinstance(block, Paragraph) and plain(content).startswith("Căn cứ ")
            yield _passage("legal_bases" if is_basis else place, content, in_table=in_table)


def _passage(place: str, content: Text, *, in_table: bool = False) -> Passage:
    taken, start = [], 0
    for run in content:
        if run.origin:
            taken.append((start, start + len(run.text)))
        start += len(run.text)
    return Passage(place, plain(content), tuple(taken), in_table)


def _doubled(words: str) -> Iterator[tuple[TextFault, str]]:
    """Words and phrases that stand twice with only blanks between: "số số", "về về", "95% 95%", "tổ chức tổ chức".

    Words doubled on purpose are none, nor are two that only meet: "quyết định quyết định", "cơ sở sở tại".
    """
    found = list(_WORD.finditer(words))
    plain_words = [match.group().casefold() for match in found]
    touches = [
        not words[word.end() : next_word.start()].strip() and word.end() < next_word.start()
        for word, next_word in itertools.pairwise(found)
    ]
    behind = 0
    for start in range(len(found)):
        for length in range(1, _REPEATABLE + 1):
            end = start + 2 * length
            if start < behind or end > len(found) or not all(touches[start : end - 1]):
                continue
            phrase = plain_words[start : start + length]
            if phrase != plain_words[start + length : end]:
                continue
            following = words[found[end - 1].end() :]
            if _is_slip_before(phrase, following) or not _on_purpose(plain_words, start, phrase):
                yield TextFault.DOUBLED, words[found[start].start() : found[end - 1].end()]
                behind = end


def _is_slip_before(phrase: list[str], following: str) -> bool:
    """Whether a phrase that may stand twice is a slip for what follows it: a day, or the number of a document."""
    if len(phrase) == 1 and phrase[0] in _BEFORE_FIGURES:
        is_five_years = phrase[0] == "năm" and _FIVE_YEARS.match(following)
        return following.lstrip()[:1].isdigit() and not is_five_years
    return " ".join(phrase) in _TWO_MEANINGS and following.lstrip().casefold().startswith("số ")


def _on_purpose(words: list[str], start: int, phrase: list[str]) -> bool:
    if len(phrase) == 1:
        before = tuple(words[start - 1 : start + 1]) if start else ()
        return phrase[0] in _DOUBLED_ON_PURPOSE or before in _COMPOUNDS
    return " ".join(phrase) in _TWO_MEANINGS or all(word in _DOUBLED_ON_PURPOSE for word in phrase)


def _signs_twice(words: str) -> Iterator[tuple[TextFault, str]]:
    for match in _SIGNS_TWICE.finditer(words):
        yield TextFault.SIGNS, _around(words, match.start())


def _unbalanced(words: str) -> Iterator[tuple[TextFault, str]]:
    """The first opening or closing sign without its partner; the bracket of "a)" at a point does not count.

    Signs close in the reverse order of their opening, and quotation marks do not stand in one another.
    """
    bare = _ENUMERATED.sub("  ", words)
    waiting: list[tuple[str, int]] = []
    for place, sign in enumerate(bare):
        closes = bool(waiting) and sign == _PAIRS.get(waiting[-1][0], waiting[-1][0])
        if closes:
            waiting.pop()
        elif sign in _PAIRS.values() or (sign == "“" and any(opened == "“" for opened, _at in waiting)):
            yield TextFault.UNBALANCED, _around(bare, place)
            return
        elif sign in _PAIRS or sign == '"' or (sign == "‘" and "’" not in bare[place:]):
            waiting.append((sign, place))
    if waiting:
        yield TextFault.UNBALANCED, _around(bare, waiting[-1][1])


def _around(words: str, place: int) -> str:
    """The sign with about 20 characters on each side."""
    start, end = max(0, place - 20), min(len(words), place + 25)
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"
