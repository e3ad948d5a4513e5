"""What is wrong in the words of a paper, whatever record they come from: found on the paper as it would print.

The rules are of spelling and sense, not of law: each finding names the words and where they stand. Words that
Vietnamese doubles on purpose ("luôn luôn", "dần dần") are no fault.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from office_culture.papers.blocks import Block, Heading, Table, plain
from office_culture.papers.paper import Paper
from office_culture.papers.walk import texts
from office_culture.papers.wording import heading_line

# Doubled on purpose (reduplication), as dictionaries have it; the most frequent in official style.
_DOUBLED_ON_PURPOSE = frozenset(
    {
        *("luôn", "dần", "thường", "mãi", "ngày", "đêm", "người", "nhà"),
        *("nơi", "đâu", "từng", "xanh", "vàng", "đời", "kiếp", "lớp"),
        *("hàng", "ngành", "năm", "tháng", "giờ", "phút", "ai", "ào"),
        *("gần", "xa", "nho", "trăng"),
    }
)
_WORD = re.compile(r"[^\W\d_]+")
# "a)" and "1)" that begin a point.
_ENUMERATED = re.compile(r"(?:^|(?<=[;,:.] ))\w\)")
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))


class TextFault(StrEnum):
    """The kinds of faults."""

    DOUBLED = "doubled"
    UNBALANCED = "unbalanced"


@dataclass(frozen=True, slots=True)
class FoundFault:
    """One fault: the words as they stand, and the heading or part of the paper below which they do."""

    kind: TextFault
    place: str
    words: str


def text_faults(paper: Paper) -> Iterator[FoundFault]:
    """Every fault of the paper's own words, each once for its place."""
    told: set[tuple[str, str]] = set()
    for place, words in passages(paper):
        for kind, found in (*_doubled(words), *_unbalanced(words)):
            if (place, found) not in told:
                told.add((place, found))
                yield FoundFault(kind, place, found)


def passages(paper: Paper) -> Iterator[tuple[str, str]]:
    """Each passage of a paper as it reads, with the heading or the part below which it stands."""
    if paper.title is not None:
        yield "title", paper.title.subject
    for addressee in paper.addressees:
        yield "addressees", addressee
    if paper.recipients is not None:
        for name in paper.recipients.names:
            yield "recipients", name
    yield from _below_headings("", paper.blocks)
    for appendix in paper.appendices:
        yield "appendix", appendix.title
        yield from _below_headings(appendix.title, appendix.blocks)


def _below_headings(place: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Heading):
            place = heading_line(block.level, block.number, block.text)
            yield place, block.text
        if isinstance(block, Table):
            yield from ((place, words) for words in (block.caption, *block.notes) if words)
        yield from ((place, plain(content)) for content in texts(block))


def _doubled(words: str) -> Iterator[tuple[TextFault, str]]:
    """ "số số", "về về": the same word twice, only a space between."""
    before = None
    for match in _WORD.finditer(words):
        if before is not None:
            first, between = before.group().casefold(), words[before.end() : match.start()]
            same = first == match.group().casefold() and between.strip() == "" and between
            if same and first not in _DOUBLED_ON_PURPOSE:
                yield TextFault.DOUBLED, words[before.start() : match.end()]
        before = match


def _unbalanced(words: str) -> Iterator[tuple[TextFault, str]]:
    """An opening sign without its partner, or the other way round; "a)" begins a point and closes nothing."""
    bare = _ENUMERATED.sub(" ", words)
    for opening, closing in _PAIRS:
        depth = 0
        for place, character in enumerate(bare):
            depth += (character == opening) - (character == closing)
            if depth < 0 or (depth > 1 and opening == "“"):
                yield TextFault.UNBALANCED, _around(bare, place)
                break
        else:
            if depth:
                yield TextFault.UNBALANCED, _around(bare, bare.rindex(opening))


def _around(words: str, place: int) -> str:
    """The sign with the words beside it."""
    start, end = max(0, place - 20), min(len(words), place + 25)
    return f"{'…' if start else ''}{words[start:end]}{'…' if end < len(words) else ''}"
