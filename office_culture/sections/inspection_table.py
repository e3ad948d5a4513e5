"""The appendix on inspections: units down, rounds across."""

from office_culture.papers.blocks import Block, CellKind, Column, HeadCell, Paragraph, Run, Table, figure
from office_culture.selectors.inspection_table import (
    InspectionTable,
    TableCell,
    findings_key,
    findings_text,
    score_key,
)
from office_culture.text.numbers import number, whole

NOTHING = "Trong kỳ báo cáo không có cuộc kiểm tra nào đã kết thúc."
BELOW = ("Điểm", "Xếp loại", "Tồn tại")


def inspection_table_blocks(facts: InspectionTable) -> list[Block]:
    """What the columns mean, and the table; said plainly where nothing was inspected."""
    if not facts.units:
        return [Paragraph.of(NOTHING)]
    return [
        Paragraph.of(
            "Cột “Tồn tại” ghi số tồn tại đã khắc phục xong và được xác nhận trên tổng số tồn tại được nêu. "
            "Dấu “–”: đơn vị không được kiểm tra trong đợt hoặc nội dung không chấm điểm."
        ),
        _table(facts),
    ]


def _table(facts: InspectionTable) -> Table:
    across = [
        column
        for _round in facts.rounds
        for column in (
            Column(BELOW[0], CellKind.NUMBER, 0.8),
            Column(BELOW[1], CellKind.TEXT, 1.1),
            Column(BELOW[2], CellKind.NUMBER, 0.8),
        )
    ]
    head = (
        (
            HeadCell("STT", rows=2),
            HeadCell("Đơn vị", rows=2),
            *(HeadCell(name, columns=len(BELOW)) for name in facts.rounds),
        ),
        tuple(HeadCell(name) for _round in facts.rounds for name in BELOW),
    )
    rows = [
        (whole(place), row.unit, *(text for cell in row.cells for text in _cells(cell)))
        for place, row in enumerate(facts.units, start=1)
    ]
    return Table.of(
        [Column("STT", CellKind.ORDINAL, 0.6), Column("Đơn vị", width=3), *across], rows, head=head
    )


def _cells(cell: TableCell | None) -> tuple[str | Run, str, str | Run]:
    if cell is None:
        return ("–", "–", "–")
    score = "–" if cell.score is None else figure(number(cell.score, 1), score_key(cell))
    return (score, cell.outcome, figure(findings_text(cell), findings_key(cell)))
