"""Going through the blocks of a paper: what follows what, and every text that stands in them."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    Paragraph,
    Table,
    Text,
    plain,
)

_LONGEST_ANNOUNCEMENT = 250  # characters: about three lines


def with_following(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one after it."""
    following: tuple[Block | None, ...] = (*blocks[1:], None)
    return zip(blocks, following, strict=True)


def announces(block: Block, following: Block | None) -> bool:
    """Whether a short paragraph only says what comes next, so that it must not end a page alone."""
    if not isinstance(block, Paragraph) or not isinstance(following, BulletList | Table):
        return False
    words = plain(block.text)
    return words.endswith(":") and len(words) < _LONGEST_ANNOUNCEMENT


def texts(block: Block) -> Iterator[Text]:
    """The texts of a block in reading order; only these can carry the origin of a figure."""
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
    """The block with each of its `texts` changed."""
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
