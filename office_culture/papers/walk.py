"""Going through the blocks of a paper: what follows what, and every text that stands in them."""

from collections.abc import Iterator

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
