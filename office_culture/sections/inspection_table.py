"""The appendix on inspections: units down, rounds across."""

from office_culture.papers.blocks import Block, CellKind, Column, HeadCell, Paragraph, Run, Table
from office_culture.rules.parts import At, _, appendices
from office_culture.sections.figures import told
from office_culture.selectors.inspection_table import InspectionTable, TableCell, inspection_table
from office_culture.text.numbers import whole

BELOW = ("Điểm", "Xếp loại", "Tồn tại")


@appendices.register(
    "inspection_table",
    _("inspections by unit and round"),
    inspection_table,
    records="office_culture_inspectionround",
)
def inspection_table_blocks(facts: InspectionTable, at: At) -> list[Block]:
    """What the columns mean, and the table; nothing where no inspection has ended."""
    if not facts.units:
        return []
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
    return ("–" if cell.score is None else told(cell.score), cell.outcome, told(cell.findings))
