"""The text of a section as blocks: paragraphs, points and tables, with facts in the place of their keys."""

import re
from collections.abc import Mapping
from dataclasses import replace

from campaign.rules.markup import MOST_COLUMNS, Grid, Points, bare, emphasised, parts
from office_culture.papers.blocks import (
    Block,
    BulletList,
    CellKind,
    Column,
    Paragraph,
    Run,
    Table,
    Text,
    plain,
)
from office_culture.rules.facts import PLACEHOLDER, Fact
from office_culture.sections.figures import in_sentence, worded
from office_culture.text.citations import Citations

_FIGURE = re.compile(r"[+\-−–]?\d[\d.,\s]*(?:\s?%)?")
# Cells of a column of figures that have no figure.
_NO_FIGURE = ("", "-", "–", "—", "x")
_ORDINAL_HEADS = ("stt", "tt", "số tt")
_WIDTHS = {CellKind.ORDINAL: 0.4, CellKind.NUMBER: 1.0, CellKind.TEXT: 2.0}


def narrative(text: str, facts: Mapping[str, Fact], citations: Citations) -> list[Block]:
    """Blocks of a narrative. A fact without a value is printed as a visible gap that says what is missing."""
    blocks: list[Block] = []
    for part in parts(text):
        match part:
            case Points():
                blocks.append(BulletList(tuple(filled(item, facts, citations) for item in part.items)))
            case Grid() if len(part.head) <= MOST_COLUMNS:
                blocks.append(_table(part, facts, citations))
            case Grid():
                blocks += (Paragraph(filled(line, facts, citations)) for line in part.lines)
            case _:
                blocks.append(Paragraph(filled(part, facts, citations)))
    return blocks


def filled(line: str, facts: Mapping[str, Fact], citations: Citations) -> Text:
    """One line with its emphasis, and with its placeholders filled."""
    runs: list[Run] = []
    for piece in emphasised(line):
        match = PLACEHOLDER.fullmatch(piece.text) if piece.key else None
        run = printed(match.group(1).strip(), facts, citations) if match else Run(piece.text)
        runs.append(replace(run, bold=run.bold or piece.bold, italic=run.italic or piece.italic))
    return tuple(runs)


def printed(key: str, facts: Mapping[str, Fact], citations: Citations) -> Run:
    """What is printed in place of a key: the fact's text, a citation, or a gap."""
    fact = facts.get(key)
    if fact is None:
        return Run(f"[chưa rõ: {{{key}}}]", bold=True)
    if fact.citation is not None:
        return worded(fact, citations.mention(fact.citation))
    if fact.missing:
        return replace(worded(fact, f"[còn thiếu: {fact.text}]"), bold=True)
    return in_sentence(fact)


def _table(grid: Grid, facts: Mapping[str, Fact], citations: Citations) -> Table:
    rows = tuple(tuple(filled(cell, facts, citations) for cell in row) for row in grid.even_rows)
    heads = tuple(bare(head) for head in grid.head)
    columns = tuple(
        Column(head, kind, _WIDTHS[kind])
        for place, head in enumerate(heads)
        for kind in [_kind(head, [row[place] for row in rows])]
    )
    return Table(columns, rows)


def _kind(head: str, column: list[Text]) -> CellKind:
    """The kind of a column by its head and cells: running number, figures or text."""
    if head.strip().lower() in _ORDINAL_HEADS:
        return CellKind.ORDINAL
    printed_cells = [plain(cell).strip() for cell in column]
    figures = [words for words in printed_cells if words not in _NO_FIGURE and not words.startswith("[")]
    if figures and all(_FIGURE.fullmatch(words) for words in figures):
        return CellKind.NUMBER
    return CellKind.TEXT
