"""Functions over the blocks of a paper: pairs of blocks, and all texts in them."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    Heading,
    Paragraph,
    Table,
    Text,
    plain,
)
from office_culture.papers.coverage import missing_characters
from office_culture.papers.paper import Paper
from office_culture.papers.wording import heading_line

_LONGEST_ANNOUNCEMENT = 250  # characters: about three lines


def with_following(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Block | None]]:
    """Pairs of each block and the one after it, None after the last."""
    following: tuple[Block | None, ...] = (*blocks[1:], None)
    return zip(blocks, following, strict=True)


def announces(block: Block, following: Block | None) -> bool:
    """Whether a short paragraph announces the next block, so that it must not be the last on a page."""
    if not isinstance(block, Paragraph) or not isinstance(following, BulletList | Table):
        return False
    if following == BulletList(()):
        return False
    words = plain(block.text).rstrip()
    return words.endswith(":") and len(words) < _LONGEST_ANNOUNCEMENT


def opens_list(block: Block, following: Block | None) -> bool:
    """Whether a paragraph of any length announces a list, so that its end stays with the first item."""
    if not isinstance(block, Paragraph) or not isinstance(following, BulletList) or not following.items:
        return False
    return plain(block.text).rstrip().endswith(":")


def texts(block: Block) -> Iterator[Text]:
    """The texts of a block in reading order; only these have origins of figures."""
    match block:
        case Paragraph() | Article():
            yield block.text
        case BulletList():
            yield from block.items
        case Table():
            for row in (*block.rows, block.total):
                yield from row
        case _:
            return


def with_texts(block: Block, change: Callable[[Text], Text]) -> Block:
    """The block with `change` applied to each of its `texts`."""
    match block:
        case Paragraph() | Article():
            return replace(block, text=change(block.text))
        case BulletList():
            return replace(block, items=tuple(map(change, block.items)))
        case Table():
            rows = tuple(tuple(map(change, row)) for row in block.rows)
            return replace(block, rows=rows, total=tuple(map(change, block.total)))
        case _:
            return block


# Fields of a block that are not printed as text.
_NOT_DRAWN = frozenset({"link", "origin", "alternative"})


def unprintable(paper: Paper, characters: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The characters of a paper without a shape in `characters`, each with its place, found without rendering.

    The place is the heading above, or the name of the part.
    """
    found = {
        (char, place): None
        for place, words in _placed(paper)
        for char in missing_characters(words, characters)
    }
    return tuple(found)


def _placed(paper: Paper) -> Iterator[tuple[str, str]]:
    for part in fields(paper):
        if part.name in {"blocks", "appendices", "metadata"}:
            continue
        for words in _strings(getattr(paper, part.name)):
            yield part.name, words
    yield from _below_headings("blocks", paper.blocks)
    for appendix in paper.appendices:
        for words in (appendix.title, appendix.number, appendix.reference):
            yield "appendix", words
        yield from _below_headings(appendix.title, appendix.blocks)


def _below_headings(place: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Heading):
            place = heading_line(block.level, block.number, block.text)
        for words in _strings(block):
            yield place, words


def _strings(part: Any) -> Iterator[str]:
    """Every printed string in a part of a paper, at any depth."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _strings(item)
    elif is_dataclass(part):
        for column in fields(part):
            if column.name not in _NOT_DRAWN:
                yield from _strings(getattr(part, column.name))
