"""The appendix on inspections: units in rows, rounds in columns."""

from office_culture.papers.blocks import Block, CellKind, Column, HeadCell, Paragraph, Run, Table, plain
from office_culture.rules.parts import At, _, appendices
from office_culture.sections.figures import in_sentence
from office_culture.selectors.inspection_table import InspectionTable, TableCell, inspection_table
from office_culture.text.numbers import whole

SCORE, OUTCOME, FINDINGS = (
    Column("Điểm", CellKind.NUMBER, 0.8),
    Column("Xếp loại", CellKind.TEXT, 1.1),
    Column("Tồn tại", CellKind.NUMBER, 0.8),
)

NONE = "–"
MEANING = "Cột “Tồn tại” ghi số tồn tại đã khắc phục xong và được xác nhận trên tổng số tồn tại được nêu."
DASH = " Dấu “–”: đơn vị không được kiểm tra trong đợt, hoặc đợt đó không xếp loại."


@appendices.register(
    "inspection_table",
    _("inspections by unit and round"),
    inspection_table,
    records="office_culture_inspectionround",
)
def inspection_table_blocks(facts: InspectionTable, at: At) -> list[Block]:
    """The meaning of the columns, and the table; nothing if no inspection has ended."""
    if not facts.units:
        return []
    table = _table(facts)
    dashes = any(plain(content) == NONE for row in table.rows for content in row)
    return [Paragraph.of(MEANING, *([DASH] if dashes else [])), table]


def _table(facts: InspectionTable) -> Table:
    below = [_below(facts, place) for place in range(len(facts.rounds))]
    head = (
        (
            HeadCell("STT", rows=2),
            HeadCell("Đơn vị", rows=2),
            *(
                HeadCell(name, columns=len(columns))
                for name, columns in zip(facts.rounds, below, strict=True)
            ),
        ),
        tuple(HeadCell(column.head) for columns in below for column in columns),
    )
    rows = [
        (
            whole(place),
            row.unit,
            *(
                _text(cell, column)
                for cell, columns in zip(row.cells, below, strict=True)
                for column in columns
            ),
        )
        for place, row in enumerate(facts.units, start=1)
    ]
    across = [column for columns in below for column in columns]
    return Table.of(
        [Column("STT", CellKind.ORDINAL, 0.6), Column("Đơn vị", width=3), *across], rows, head=head
    )


def _below(facts: InspectionTable, place: int) -> list[Column]:
    """The columns of a round: points and outcomes only where it gave some."""
    cells = [cell for row in facts.units if (cell := row.cells[place]) is not None]
    scored = any(cell.score is not None for cell in cells)
    graded = any(cell.outcome != NONE for cell in cells)
    return [*([SCORE] if scored else []), *([OUTCOME] if graded else []), FINDINGS]


def _text(cell: TableCell | None, column: Column) -> str | Run:
    if cell is None:
        return NONE
    if column is FINDINGS:
        return in_sentence(cell.findings)
    if column is OUTCOME:
        return cell.outcome
    return NONE if cell.score is None else in_sentence(cell.score)
