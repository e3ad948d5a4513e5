"""Tables drawn with ASCII signs."""

from office_culture.papers.blocks import Align, Table, plain
from office_culture.papers.grid import fitted, head_cells, head_height
from office_culture.papers.plain.lines import WIDTH, one_line, wrapped, written

_PADDING = 3  # the stroke and a blank on each side of it
_NARROWEST = 1


def table(block: Table, *, name: str = "") -> list[str]:
    """The caption, the ruled table and its notes; a table too wide for a line is written row by row."""
    caption = wrapped(one_line(block.caption) or one_line(name))
    widths = _widths(block)
    lines = _ruled(block, widths) if widths else _listed(block)
    notes = [line for note in block.notes for line in wrapped(one_line(note))]
    return [*caption, *lines, *notes]


def _widths(block: Table) -> list[int]:
    """Characters for each column; empty if words would have to be cut."""
    room = WIDTH - 1

    def measure(word: str, _size: float, _bold: bool) -> float:
        return float(len(word))

    fit = fitted(block, room, measure, sizes=(1.0,), padding=_PADDING)
    widths = [int(width) - _PADDING for width in fit.widths]
    if min(widths) < _NARROWEST or fit.cuts_words:
        return []
    # The widest column gets the characters lost by rounding.
    widths[widths.index(max(widths))] += room - sum(widths) - _PADDING * len(widths)
    return widths


def _ruled(block: Table, widths: list[int]) -> list[str]:
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    sides = [column.alignment for column in block.columns]
    lines = [rule, *_head(block, widths), rule.replace("-", "=")]
    for row in block.rows:
        lines += [*_row([written(cell) for cell in row], widths, sides), rule]
    if not block.rows:
        across = sum(widths) + _PADDING * (len(widths) - 1)
        lines += [*_row([one_line(block.empty)], [across], [Align.CENTRE]), rule]
    if block.total:
        lines += [*_row([written(cell) for cell in block.total], widths, sides), rule]
    return lines


def _head(block: Table, widths: list[int]) -> list[str]:
    """The lines of the head; a cell over several rows has its words in the first of them."""
    count = len(widths)
    rows: list[list[tuple[int, str]]] = [[] for _ in range(head_height(block))]
    for placed in head_cells(block):
        for below in range(placed.cell.rows):
            words = one_line(placed.cell.text) if below == 0 else ""
            rows[placed.y + below].append((placed.x, words))
    lines = []
    for row in rows:
        starts = sorted(row)
        ends = [start for start, _ in starts[1:]] + [count]
        spans = [
            sum(widths[start:end]) + _PADDING * (end - start - 1)
            for (start, _), end in zip(starts, ends, strict=True)
        ]
        lines += _row([words for _, words in starts], spans, [Align.CENTRE] * len(starts))
    return lines


def _row(cells: list[str], widths: list[int], sides: list[Align]) -> list[str]:
    broken = [wrapped(cell.strip(), width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for number in range(max(len(cell) for cell in broken)):
        parts = [
            _aligned(cell[number] if number < len(cell) else "", width, side)
            for cell, width, side in zip(broken, widths, sides, strict=True)
        ]
        lines.append("| " + " | ".join(parts) + " |")
    return lines


def _aligned(words: str, width: int, side: Align) -> str:
    if side is Align.RIGHT:
        return words.rjust(width)
    return words.center(width) if side is Align.CENTRE else words.ljust(width)


def _listed(block: Table) -> list[str]:
    """Each row as lines "column: cell", for tables wider than a line."""
    lines: list[str] = []
    for row in (*block.rows, *((block.total,) if block.total else ())):
        for column, cell in zip(block.columns, row, strict=True):
            if plain(cell).strip():
                lines += wrapped(f"{one_line(column.head)}: {written(cell)}", later="  ")
        lines.append("")
    return lines or [one_line(block.empty)]
