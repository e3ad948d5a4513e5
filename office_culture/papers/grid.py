"""Layout of tables for all renderers: the places of the cells of the head, and the widths of the columns."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from office_culture.papers.blocks import CellKind, Column, HeadCell, Table, plain

Measure = Callable[[str, float, bool], float]
"""The width of a word in a size of type, regular or bold."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of the head with the column and row in which it begins, from 0."""

    x: int
    y: int
    cell: HeadCell


def head_cells(table: Table) -> Iterator[PlacedCell]:
    """The cells of the head, row by row; a head of one row is made of the names of the columns."""
    rows = table.head or (tuple(HeadCell(column.head) for column in table.columns),)
    taken: set[tuple[int, int]] = set()
    for y, cells in enumerate(rows):
        x = 0
        for cell in cells:
            while (x, y) in taken:
                x += 1
            taken.update((x + dx, y + dy) for dx in range(cell.columns) for dy in range(cell.rows))
            yield PlacedCell(x, y, cell)


def head_height(table: Table) -> int:
    """How many rows the head has."""
    return len(table.head) or 1


def naming_column(columns: tuple[Column, ...]) -> int | None:
    """The index of the first column behind the running number, as head of the rows; None if no column follows it."""
    for index, column in enumerate(columns):
        if column.kind is not CellKind.ORDINAL:
            return index if len(columns) > index + 1 else None
    return None


@dataclass(frozen=True, slots=True)
class Fit:
    """The size of type in points and the widths of the columns of a table; `cuts_words` where some do not fit."""

    size: float
    widths: tuple[float, ...]
    cuts_words: bool = False


def fitted(
    table: Table, width: float, measure: Measure, *, sizes: tuple[float, ...], padding: float = 0.0
) -> Fit:
    """The first of `sizes` at which no word is cut, with the widths of the columns at that size.

    If no size is small enough, the smallest is taken, and only words longer than their equal share of the width are
    cut.
    """
    count = len(table.columns)
    needed: list[float] = []
    for size in sizes:
        needed = [_longest_word(table, index, size, measure) + padding for index in range(count)]
        if sum(needed) <= width:
            return Fit(size, _shared(table, width, needed))
    fair = width / count
    return Fit(sizes[-1], _shared(table, width, [min(need, fair) for need in needed]), cuts_words=True)


def _shared(table: Table, width: float, needed: list[float]) -> tuple[float, ...]:
    """The column widths in the asked proportions, but none narrower than needed; the others share the rest."""
    asked = [column.width for column in table.columns]
    narrow: set[int] = set()
    while True:
        free = width - sum(needed[index] for index in narrow)
        share = free / (sum(wish for index, wish in enumerate(asked) if index not in narrow) or 1)
        short = {i for i, wish in enumerate(asked) if i not in narrow and wish * share < needed[i]}
        if not short:
            return tuple(needed[i] if i in narrow else wish * share for i, wish in enumerate(asked))
        narrow |= short


def _longest_word(table: Table, index: int, size: float, measure: Measure) -> float:
    heads = (placed.cell for placed in head_cells(table) if placed.x == index and placed.cell.columns == 1)
    rows = (*table.rows, table.total) if table.total else table.rows
    texts = {*(plain(row[index]) for row in rows), *(head.text for head in heads)}
    # What no-break spaces hold together is not broken either.
    words = {word for content in texts for word in re.split(r"[ \n\t]+", content)}
    # A total is bold throughout, and any run may be.
    return max(
        (measure(word, size, True) for word in words),
        default=0.0,
    )
