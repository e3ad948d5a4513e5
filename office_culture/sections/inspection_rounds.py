"""The results of a whole round: a few lines, and the table of units by group."""

from decimal import Decimal

from office_culture.papers.blocks import Block, CellKind, Column, Gap, HeadCell, Paragraph, Table
from office_culture.selectors.inspection_results import GroupResult
from office_culture.selectors.minutes import InspectionRoundFacts, UnitLine
from office_culture.text.citations import Citations
from office_culture.text.dates import in_words
from office_culture.text.numbers import counted, number, percent, whole


def round_blocks(facts: InspectionRoundFacts, citations: Citations) -> list[Block]:
    """What stands above the table: how many units, with which outcomes, in which days."""
    closed = facts.closed
    ground = f"Thực hiện {citations.cite(facts.plan)}, " if facts.plan else ""
    opening = (
        f"{ground}từ {in_words(facts.start)} đến {in_words(facts.end)}, Tổ kiểm tra đã kiểm tra "
        f"{counted(len(closed))}/{counted(len(facts.units))} đơn vị."
    )
    blocks: list[Block] = [Paragraph.of(opening[:1].upper() + opening[1:])]
    if not closed:
        return [*blocks, Gap("Kết quả", "chưa có đơn vị nào kiểm tra xong.")]
    if facts.scored:
        scores = [line.outcome.score for line in closed if line.outcome.score is not None]
        if scores:
            mean = percent(sum(scores, Decimal()) / len(scores), 1)
            blocks.append(Paragraph.of(f"Kết quả trung bình: {mean}. Xếp loại: {_bands(facts)}."))
    blocks.append(Paragraph.of("Kết quả của từng đơn vị theo nhóm nội dung được tổng hợp tại Phụ lục."))
    return blocks


def _bands(facts: InspectionRoundFacts) -> str:
    return "; ".join(f"{band}: {counted(many)} đơn vị" for band, many in facts.bands) or "chưa xếp loại"


def round_results(facts: InspectionRoundFacts) -> list[Block]:
    """What the table means, and the table."""
    measure = (
        "tỷ lệ phần trăm điểm đạt được trên điểm áp dụng"
        if facts.scored
        else "số nội dung đạt trên số nội dung áp dụng và được đánh giá"
    )
    names = "; ".join(f"{code} - {name}" for code, name in facts.groups)
    blocks: list[Block] = [
        Paragraph.of(f"Số liệu trong bảng là {measure}. Nhóm nội dung: {names}."),
        _round_table(facts),
    ]
    left = [
        f"{line.unit}: {', '.join(item.code for item in line.outcome.not_assessed)}"
        for line in facts.closed
        if line.outcome.not_assessed
    ]
    if left:
        blocks.append(
            Paragraph.of(f"Nội dung không đánh giá được, không tính trong số liệu trên: {'; '.join(left)}.")
        )
    return blocks


def _round_table(facts: InspectionRoundFacts) -> Table:
    """Units down, groups across: the share of the points, or without points how many items are fully met."""
    across = [Column(code, CellKind.NUMBER, 0.8) for code, _name in facts.groups]
    last = [Column("Chung", CellKind.NUMBER, 0.9), Column("Xếp loại", width=1)] if facts.scored else []
    columns = [Column("STT", CellKind.ORDINAL, 0.7), Column("Đơn vị", width=3), *across, *last]
    head = (
        (
            HeadCell("STT", rows=2),
            HeadCell("Đơn vị", rows=2),
            HeadCell("Nhóm nội dung", columns=max(len(across), 1)),
            *((HeadCell("Chung", rows=2), HeadCell("Xếp loại", rows=2)) if facts.scored else ()),
        ),
        tuple(HeadCell(code) for code, _name in facts.groups),
    )
    return Table.of(
        columns,
        [_unit_row(place, line, facts) for place, line in enumerate(facts.units, start=1)],
        head=head if across else (),
    )


def _unit_row(place: int, line: UnitLine, facts: InspectionRoundFacts) -> list[str]:
    groups = {group.code: group for group in line.outcome.groups}
    open_still = line.state != "closed"
    cells = ["–" if open_still else _cell(groups.get(code), facts.scored) for code, _name in facts.groups]
    row = [str(place), line.unit, *cells]
    if facts.scored:
        score = line.outcome.score
        row += ["–" if score is None or open_still else number(score, 1)]
        row += ["chưa kiểm tra xong" if open_still else line.outcome.band or "chưa xếp loại"]
    return row


def _cell(group: GroupResult | None, scored: bool) -> str:
    if group is None:
        return "–"
    if not scored:
        return f"{whole(group.met)}/{whole(group.assessed)}"
    return "–" if group.percent is None else number(group.percent, 1)
