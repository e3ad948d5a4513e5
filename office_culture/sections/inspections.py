"""Inspections on papers: rounds and results (III.4), the course of the scores (III.1.d)."""

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
    figure,
    text,
)
from office_culture.selectors.inspection_facts import InspectionFacts, RoundRow, YearRow
from office_culture.text.citations import Citations
from office_culture.text.numbers import NO_BREAK_SPACE, counted, number, percent, share, whole


def inspections_blocks(facts: InspectionFacts, citations: Citations) -> list[Block]:
    """Rounds, results by year, and what became of the findings; nothing where no round was held."""
    if not facts.rounds:
        return []
    blocks: list[Block] = [_rounds(facts, citations)]
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
    units = sum(year.units for year in facts.years)
    parts: list[str | Run | Text] = [
        "Trong kỳ đã tổ chức ",
        figure(counted(len(facts.rounds)), "inspections.rounds"),
        " đợt kiểm tra với ",
        figure(counted(units), "inspections.units"),
        " lượt phòng, ban, đơn vị được kiểm tra",
    ]
    for index, row in enumerate(facts.rounds):
        parts += ["; " if index else ": ", f"năm {row.year} ", _one_round(row, citations)]
    return Paragraph(text(*parts, "."))


def _one_round(row: RoundRow, citations: Citations) -> Text:
    parts: list[str | Run | Text] = [
        "kiểm tra ",
        figure(counted(row.covered), f"inspections.round.{row.row}.covered"),
        "/",
        figure(counted(row.planned), f"inspections.round.{row.row}.planned"),
        " đơn vị",
    ]
    named = [
        Run(citations.cite(citation), origin=key)
        for citation, key in ((row.plan, row.plan_key), (row.team_decision, row.team_decision_key))
        if citation
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
    places = {band: (place, count) for place, (band, count) in enumerate(year.bands, start=1)}
    return [
        str(year.year),
        figure(whole(year.units), f"inspections.{year.year}.units"),
        "–" if year.mean is None else figure(number(year.mean, 1), f"inspections.{year.year}.mean"),
        *(_band(year, *places.get(band, (len(places) + 1, 0))) for band in bands),
    ]


def _band(year: YearRow, place: int, count: int) -> Run:
    return figure(whole(count), f"inspections.{year.year}.band.{place}")


def _findings(facts: InspectionFacts) -> Paragraph:
    found = facts.findings
    parts: list[str | Run | Text] = [
        "Qua kiểm tra đã nêu ",
        figure(counted(len(found.total)), "inspections.findings"),
        " tồn tại cần khắc phục; đến nay đã khắc phục xong và được xác nhận ",
        figure(counted(len(found.settled)), "inspections.findings_settled"),
        ", trong đó đúng hạn ",
        figure(counted(len(found.on_time)), "inspections.findings_on_time"),
    ]
    if found.waiting:
        parts += [
            "; còn ",
            figure(counted(len(found.waiting)), "inspections.findings_waiting"),
            " tồn tại đang được theo dõi",
        ]
    if found.overdue:
        parts += [", trong đó quá hạn ", figure(counted(len(found.overdue)), "inspections.findings_overdue")]
    return Paragraph(text(*parts, "."))


def _course(scored: list[YearRow]) -> Paragraph:
    parts: list[str | Run | Text] = ["Điểm trung bình kiểm tra văn hóa công sở: "]
    for index, year in enumerate(scored):
        mean = number(year.mean or 0, 1)
        parts += ["; " if index else "", f"năm {year.year} đạt "]
        parts += [figure(f"{mean}{NO_BREAK_SPACE}điểm", f"inspections.{year.year}.mean")]
    return Paragraph(text(*parts, "."))


def _chart(scored: list[YearRow]) -> Chart:
    course = "; ".join(f"năm {year.year}: {number(year.mean or 0, 1)}" for year in scored)
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
        [
            (
                figure(breach.wording, f"inspections.breach.{place}.wording"),
                figure(whole(breach.checked), f"inspections.breach.{place}.checked"),
                figure(whole(breach.missed), f"inspections.breach.{place}"),
                figure(whole(breach.failed), f"inspections.breach.{place}.failed"),
                figure(
                    percent(share(breach.missed, breach.checked) or 0), f"inspections.breach.{place}.share"
                ),
            )
            for place, breach in enumerate(facts.breaches, start=1)
        ],
        caption="Những nội dung còn vi phạm nhiều nhất qua kiểm tra",
    )
