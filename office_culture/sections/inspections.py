"""Inspections on papers: rounds and results (III.4), the course of the scores (III.1.d)."""

from collections.abc import Mapping

from office_culture.papers.blocks import (
    Block,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    text,
)
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At
from office_culture.sections.figures import cell, told, worded
from office_culture.selectors.inspection_facts import InspectionFacts, RoundRow, YearRow
from office_culture.text.citations import Citations
from office_culture.text.numbers import NO_BREAK_SPACE


def inspections_blocks(facts: InspectionFacts, at: At) -> list[Block]:
    """Rounds, results by year, and what became of the findings; nothing where no round was held."""
    if not facts.rounds:
        return []
    blocks: list[Block] = [_rounds(facts, at.citations)]
    if facts.years:
        blocks.append(_results(facts))
    if facts.findings.total:
        blocks.append(_findings(facts))
    return blocks


def conduct_blocks(facts: InspectionFacts) -> list[Block]:
    """The mean scores over the years and the points that were missed most often; nothing without them."""
    scored = [year for year in facts.years if year.mean is not None]
    blocks: list[Block] = []
    if scored:
        blocks.append(_course(scored))
    if len(scored) > 1:
        blocks.append(_chart(scored))
    if facts.breaches:
        blocks.append(_breaches(facts))
    return blocks


def _rounds(facts: InspectionFacts, citations: Citations) -> Paragraph:
    parts: list[str | Run | Text] = [
        "Trong kỳ đã tổ chức ",
        told(facts.figures["rounds"]),
        " đợt kiểm tra với ",
        told(facts.figures["units"]),
        " lượt phòng, ban, đơn vị được kiểm tra",
    ]
    for index, row in enumerate(facts.rounds):
        parts += ["; " if index else ": ", f"năm {row.year} ", _one_round(row, citations)]
    return Paragraph(text(*parts, "."))


def _one_round(row: RoundRow, citations: Citations) -> Text:
    parts: list[str | Run | Text] = [
        "kiểm tra ",
        told(row.covered),
        "/",
        told(row.planned),
        " đơn vị",
    ]
    named = [
        worded(fact, citations.cite(fact.citation))
        for fact in (row.plan, row.team_decision)
        if fact is not None and fact.citation is not None
    ]
    for index, run in enumerate(named):
        parts += [" và " if index else " theo ", run]
    return text(*parts)


def _results(facts: InspectionFacts) -> Table:
    bands = list(dict.fromkeys(band for year in facts.years for band, _count in year.bands if band))
    columns = [
        Column("Năm", CellKind.ORDINAL),
        Column("Số đơn vị được kiểm tra", CellKind.NUMBER, width=1.5),
        Column("Điểm trung bình", CellKind.NUMBER, width=1.2),
        *(Column(band, CellKind.NUMBER) for band in bands),
    ]
    return Table.of(
        columns,
        [_result(year, bands) for year in facts.years],
        caption="Kết quả kiểm tra theo năm",
    )


def _result(year: YearRow, bands: list[str]) -> list[str | Run | Text]:
    return [
        str(year.year),
        cell(year.units),
        "–" if year.mean_score.missing else cell(year.mean_score),
        *(cell(year.of_band.get(band, year.no_such_band)) for band in bands),
    ]


def _findings(facts: InspectionFacts) -> Paragraph:
    found = facts.figures
    parts: list[str | Run | Text] = [
        "Qua kiểm tra đã nêu ",
        told(found["findings"]),
        " tồn tại cần khắc phục; đến nay đã khắc phục xong và được xác nhận ",
        told(found["findings_settled"]),
        ", trong đó đúng hạn ",
        told(found["findings_on_time"]),
    ]
    if found["findings_waiting"].value:
        parts += [
            "; còn ",
            told(found["findings_waiting"]),
            " tồn tại đang được theo dõi",
        ]
    if found["findings_overdue"].value:
        parts += [", trong đó quá hạn ", told(found["findings_overdue"])]
    return Paragraph(text(*parts, "."))


def _course(scored: list[YearRow]) -> Paragraph:
    parts: list[str | Run | Text] = ["Điểm trung bình kiểm tra văn hóa công sở: "]
    for index, year in enumerate(scored):
        parts += ["; " if index else "", f"năm {year.year} đạt "]
        parts += [worded(year.mean_score, f"{year.mean_score.text}{NO_BREAK_SPACE}điểm")]
    return Paragraph(text(*parts, "."))


def _chart(scored: list[YearRow]) -> Chart:
    course = "; ".join(f"năm {year.year}: {year.mean_score.text}" for year in scored)
    return Chart(
        kind=ChartKind.LINE,
        title="Điểm trung bình kiểm tra văn hóa công sở",
        alternative=f"Điểm trung bình theo năm: {course}.",
        categories=tuple(str(year.year) for year in scored),
        series=(Series("Điểm trung bình", tuple(year.mean for year in scored)),),
        unit="điểm",
        decimals=1,
    )


def _breaches(facts: InspectionFacts) -> Table:
    return Table.of(
        (
            Column("Nội dung", width=4),
            Column("Số lượt kiểm tra", CellKind.NUMBER),
            Column("Chưa đạt đủ", CellKind.NUMBER),
            Column("Trong đó không đạt", CellKind.NUMBER),
            Column("Tỷ lệ chưa đạt đủ", CellKind.NUMBER),
        ),
        [_breach(figures) for figures in facts.breach_figures],
        caption="Những nội dung còn vi phạm nhiều nhất qua kiểm tra",
    )


def _breach(figures: Mapping[str, Fact]) -> tuple[Run, ...]:
    counts = (cell(figures[name]) for name in ("checked", "missed", "failed"))
    return (told(figures["wording"]), *counts, told(figures["share"]))
