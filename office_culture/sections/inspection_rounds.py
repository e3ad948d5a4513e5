"""The results of a whole round: a few lines, and the table of units by group."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from office_culture.papers.blocks import (
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    HeadCell,
    Heading,
    Paragraph,
    Table,
)
from office_culture.rules.figures import NOT_KNOWN
from office_culture.selectors.inspection_results import GroupResult
from office_culture.selectors.minutes import InspectionRoundFacts, UnitLine
from office_culture.text.citations import Citations, full
from office_culture.text.dates import in_words, numeric
from office_culture.text.numbers import counted, number, percent, whole


def round_blocks(facts: InspectionRoundFacts, citations: Citations) -> list[Block]:
    """The text above the table: units inspected, days, outcomes and findings; a gap if no unit is finished."""
    closed = facts.closed
    if not closed:
        return [Gap("Kết quả", "chưa có đơn vị nào kiểm tra xong.")]
    ground = f"Thực hiện {citations.cite(facts.plan)}, " if facts.plan else ""
    opening = (
        f"{ground}{_when(facts)} {set_up_team(facts)} đã kiểm tra "
        f"{counted(len(closed))}/{counted(len(facts.units))} đơn vị. Kết quả như sau:"
    )
    blocks: list[Block] = [
        Paragraph.of(opening[:1].upper() + opening[1:]),
        Heading(1, "I", "Kết quả kiểm tra"),
    ]
    if facts.scored:
        scores = [line.outcome.score for line in closed if line.outcome.score is not None]
        if scores:
            mean = percent(sum(scores, Decimal()) / len(scores), 1)
            blocks.append(Paragraph.of(f"Kết quả trung bình đạt {mean} số điểm; {_bands(facts)}."))
        blocks += _capped(facts)
    blocks.append(Paragraph.of("Kết quả của từng đơn vị theo nhóm nội dung được tổng hợp tại Phụ lục."))
    return [*blocks, Heading(1, "II", "Tồn tại và yêu cầu khắc phục"), *_findings(facts), _closing(facts)]


def set_up_team(facts: InspectionRoundFacts) -> str:
    """The team with the decision that set it up, whose subject "thành lập" says already."""
    if facts.team_decision is None:
        return "Tổ kiểm tra"
    return f"Tổ kiểm tra (thành lập theo {full(replace(facts.team_decision, subject=''))})"


def _when(facts: InspectionRoundFacts) -> str:
    """The days of the visits, not those planned: "từ ngày … đến ngày …," or nothing without visits."""
    if facts.visited is None:
        return ""
    first, last = facts.visited
    return f"{in_words(first)}," if first == last else f"từ {in_words(first)} đến {in_words(last)},"


def _capped(facts: InspectionRoundFacts) -> list[Block]:
    """Units whose outcome is lower than their points, with the key items they failed; nothing without any."""
    capped = [line for line in facts.closed if line.capped_by]
    if not capped:
        return []
    items = (
        f"{line.unit} xếp loại {line.outcome.band} do không đạt nội dung then chốt {quoted(line.capped_by)}"
        f"{'.' if place == len(capped) else ';'}"
        for place, line in enumerate(capped, start=1)
    )
    return [Paragraph.of("Đơn vị không được xếp loại cao hơn:"), BulletList.of(*items)]


def quoted(items: Iterable[str]) -> str:
    """The items of a checklist in their own words: a reader of the paper has no list of their codes."""
    return "; ".join(f"“{item.rstrip(' .;')}”" for item in items)


def _findings(facts: InspectionRoundFacts) -> list[Block]:
    """Everything that was found, unit by unit; without a finding the items short of full speak for themselves."""
    rows = rows_of_findings(facts)
    short = sum(len(line.outcome.short_of_full) for line in facts.closed)
    blocks: list[Block] = []
    if short:
        blocks.append(
            Paragraph.of(f"Qua kiểm tra có {counted(short)} lượt nội dung chưa đạt hoặc chỉ đạt một phần.")
        )
    if not rows:
        none = (
            "Không có tồn tại được ấn định thời hạn khắc phục."
            if short
            else "Không phát sinh tồn tại phải khắc phục."
        )
        return [*blocks, Paragraph.of(none)]
    return [
        *blocks,
        Paragraph.of(f"Tổ kiểm tra yêu cầu khắc phục {counted(len(rows))} tồn tại:"),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.4),
                Column("Đơn vị", width=1.4),
                Column("Tồn tại", width=2),
                Column("Yêu cầu khắc phục", width=2),
                Column("Thời hạn", CellKind.DATE, 0.9),
            ],
            rows,
        ),
    ]


def rows_of_findings(facts: InspectionRoundFacts) -> list[list[str]]:
    """The findings of all closed units as rows of a table: number, unit, what was found, what is asked, by when."""
    found = [(line.unit, row) for line in facts.closed for row in line.findings]
    return [
        [
            str(place),
            unit,
            row.content.rstrip(" ."),
            row.remedy.rstrip(" .") or NOT_KNOWN,
            numeric(row.due_on) if row.due_on else NOT_KNOWN,
        ]
        for place, (unit, row) in enumerate(found, start=1)
    ]


def _closing(facts: InspectionRoundFacts) -> Block:
    return Paragraph.of(f"Tổ kiểm tra kính báo cáo Lãnh đạo {facts.issuer.name}.")


def _bands(facts: InspectionRoundFacts) -> str:
    bands = ", ".join(f"{counted(many)} đơn vị xếp loại {band}" for band, many in facts.bands)
    return f"có {bands}" if bands else "chưa xếp loại"


def round_results(facts: InspectionRoundFacts) -> list[Block]:
    """The meaning of the table, the table, and the items that could not be assessed."""
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
    """Units in rows, groups in columns: percent of the points, or without points the items met of those assessed."""
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
    if group is None or not (scored or group.assessed):
        return "–"
    if not scored:
        return f"{whole(group.met)}/{whole(group.assessed)}"
    return "–" if group.percent is None else number(group.percent, 1)
