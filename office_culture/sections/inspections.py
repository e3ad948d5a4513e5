"""Inspections on papers: rounds and results (III.4), mean scores by year (III.1.d)."""

from collections.abc import Mapping

from office_culture.papers.blocks import (
    BulletList,
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
from office_culture.sections.figures import cell, in_sentence, worded
from office_culture.sections.shown import Content, InForms
from office_culture.selectors.inspection_facts import InspectionFacts, RoundRow, YearRow
from office_culture.text.citations import Citations
from office_culture.text.numbers import NO_BREAK_SPACE

# More would be a list.
MOST_IN_A_SENTENCE = 3


def inspections_blocks(facts: InspectionFacts, at: At) -> list[Content]:
    """Rounds, results by year and the state of the findings; nothing if no round was held."""
    if not facts.rounds:
        return []
    blocks: list[Content] = [_rounds(facts, at)]
    if len(facts.rounds) > 1:
        blocks.append(_each_round(facts, at.citations))
    if facts.years:
        bare = not any(year.bands for year in facts.years)
        described_by_round = _is_yearly(facts) and (len(facts.rounds) > 1 or bare)
        blocks.append(InForms(() if described_by_round else (_results_in_words(facts),), _results(facts)))
    if facts.findings.total:
        blocks.append(_findings(facts))
    if facts.figures["without_finding"].value:
        blocks.append(_without_finding(facts))
    if facts.years and not facts.findings.total and not facts.figures["without_finding"].value:
        blocks.append(_nothing_found(facts))
    return blocks


def _is_yearly(facts: InspectionFacts) -> bool:
    """Whether each year with results has exactly one round."""
    return sorted(row.year for row in facts.rounds) == sorted(year.year for year in facts.years)


def conduct_blocks(facts: InspectionFacts) -> list[Content]:
    """The mean scores by year and the items missed most often; nothing without either."""
    scored = [year for year in facts.years if year.mean is not None]
    blocks: list[Content] = []
    if scored:
        blocks.append(InForms((_course(scored),), chart=_chart(scored) if len(scored) > 1 else None))
    if facts.breaches:
        blocks.append(InForms((_breaches_in_words(facts),), _breaches(facts)))
    return blocks


def _rounds(facts: InspectionFacts, at: At) -> Paragraph:
    """How many rounds inspected how many units; a single round with its year and ground."""
    parts: list[str | Run | Text] = [
        f"Trong kỳ, {at.agency} đã tổ chức ",
        in_sentence(facts.figures["rounds"]),
        " đợt kiểm tra với ",
        in_sentence(facts.figures["units"]),
        " lượt phòng, ban, đơn vị được kiểm tra",
    ]
    if len(facts.rounds) > 1:
        return Paragraph(text(*parts, ":"))
    row = facts.rounds[0]
    return Paragraph(text(*parts, f": năm {row.year} ", _round_text(row, at.citations), "."))


def _each_round(facts: InspectionFacts, citations: Citations) -> BulletList:
    """One item for each round, with its results where each year has one round."""
    last = len(facts.rounds) - 1
    results = {year.year: _bands(year) for year in facts.years} if _is_yearly(facts) else {}
    return BulletList(
        tuple(
            text(
                f"Năm {row.year} ",
                _round_text(row, citations),
                *((": ", results[row.year]) if results.get(row.year) else ()),
                "." if place == last else ";",
            )
            for place, row in enumerate(facts.rounds)
        )
    )


def _round_text(row: RoundRow, citations: Citations) -> Text:
    parts: list[str | Run | Text] = [
        "kiểm tra ",
        in_sentence(row.covered),
        "/",
        in_sentence(row.planned),
        " đơn vị",
    ]
    named = [
        worded(fact, citations.dated(fact.citation))
        for fact in (row.plan or row.team_decision,)
        if fact is not None and fact.citation is not None
    ]
    for run in named:
        parts += [" theo ", run]
    return text(*parts)


def _bands(year: YearRow) -> Text:
    """ "01 đơn vị xếp loại Xuất sắc, 06 đơn vị xếp loại Tốt"; nothing where no outcome has a name."""
    parts: list[str | Run | Text] = []
    for name, _many in year.bands:
        if name in year.of_band:
            parts += [", " if parts else "", in_sentence(year.of_band[name]), f" đơn vị xếp loại {name}"]
    return text(*parts)


def _results_in_words(facts: InspectionFacts) -> Paragraph:
    """ "Kết quả xếp loại: năm 2020 có 01 đơn vị xếp loại Xuất sắc, …; năm 2021 có …"."""
    parts: list[str | Run | Text] = ["Kết quả xếp loại: " if facts.years[0].bands else "Kết quả kiểm tra: "]
    for place, year in enumerate(facts.years):
        parts += ["; " if place else "", f"năm {year.year} có "]
        parts += [_bands(year)] if year.bands else [in_sentence(year.units), " đơn vị được kiểm tra"]
    return Paragraph(text(*parts, "."))


def _results(facts: InspectionFacts) -> Table:
    scored = any(not year.mean_score.missing for year in facts.years)
    bands = list(dict.fromkeys(band for year in facts.years for band, _count in year.bands if band))
    columns = [
        Column("Năm", CellKind.ORDINAL),
        Column("Số đơn vị được kiểm tra", CellKind.NUMBER, width=1.5),
        *([Column("Điểm trung bình", CellKind.NUMBER, width=1.2)] if scored else []),
        *(Column(band, CellKind.NUMBER) for band in bands),
    ]
    return Table.of(
        columns,
        [_result(year, bands, scored=scored) for year in facts.years],
        caption="Kết quả kiểm tra theo năm",
    )


def _result(year: YearRow, bands: list[str], *, scored: bool) -> list[str | Run | Text]:
    """The row of a year; marked as without points if other years have some, no cell if no year has."""
    mean: str | Run = "không chấm điểm" if year.mean_score.missing else cell(year.mean_score)
    return [
        str(year.year),
        cell(year.units),
        *([mean] if scored else []),
        *(cell(year.of_band.get(band, year.no_such_band)) for band in bands),
    ]


def _findings(facts: InspectionFacts) -> Paragraph:
    found = facts.figures
    settled, waiting = found["findings_settled"], found["findings_waiting"]
    parts: list[str | Run | Text] = [
        "Qua kiểm tra đã nêu ",
        in_sentence(found["findings"]),
        " tồn tại cần khắc phục; đến nay ",
    ]
    if settled.value:
        parts += ["các đơn vị đã khắc phục xong và được xác nhận ", in_sentence(settled), " tồn tại"]
        parts += _part_of(settled, found["findings_on_time"], "khắc phục ", "đúng hạn")
    else:
        parts += [worded(settled, "chưa có tồn tại nào"), " được xác nhận khắc phục xong"]
    if waiting.value:
        parts += ["; còn ", in_sentence(waiting), " tồn tại đang được theo dõi"]
        if found["findings_overdue"].value:
            parts += _part_of(waiting, found["findings_overdue"], "", "quá hạn")
    return Paragraph(text(*parts, "."))


def _part_of(whole: Fact, part: Fact, done: str, what: str) -> list[str | Run]:
    """How many of them are so; of all of them without the number that has just been said."""
    if part.value == whole.value:
        return [", ", worded(part, what if part.value == 1 else f"đều {what}")]
    if not part.value:
        return [", ", "trong đó ", worded(part, "không có"), f" tồn tại {done}{what}"]
    return [", trong đó ", in_sentence(part), f" tồn tại {done}{what}"]


def _nothing_found(facts: InspectionFacts) -> Paragraph:
    """What an inspection that found everything in order says."""
    nothing = worded(facts.figures["findings"], "không có tồn tại")
    return Paragraph.of("Qua kiểm tra, ", nothing, " phải khắc phục.")


def _without_finding(facts: InspectionFacts) -> Paragraph:
    return Paragraph.of(
        "Ngoài ra, có ",
        in_sentence(facts.figures["without_finding"]),
        " lượt nội dung chưa đạt hoặc chỉ đạt một phần mà Tổ kiểm tra không ấn định thời hạn khắc phục.",
    )


def _course(scored: list[YearRow]) -> Paragraph:
    several = ":" if len(scored) > 1 else ""
    parts: list[str | Run | Text] = [f"Điểm trung bình kiểm tra văn hóa công sở{several} "]
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
        series=(
            Series(
                "Điểm trung bình",
                tuple(year.mean for year in scored),
                tuple(year.mean_score.key for year in scored),
            ),
        ),
        unit="điểm",
        decimals=1,
    )


def _breaches_in_words(facts: InspectionFacts) -> Paragraph:
    """The points that were missed most often, so many as a sentence bears."""
    several = "Một số nội dung còn nhiều lượt kiểm tra chưa đạt yêu cầu: "
    single = "Nội dung còn lượt kiểm tra chưa đạt yêu cầu: "
    parts: list[str | Run | Text] = [several if len(facts.breach_figures) > 1 else single]
    for place, figures in enumerate(facts.breach_figures[:MOST_IN_A_SENTENCE]):
        wording = figures["wording"]
        parts += ["; " if place else "", worded(wording, _within(wording.text)), " ("]
        parts += [
            cell(figures["missed"]),
            "/",
            cell(figures["checked"]),
            " lượt, ",
            *_share_of(figures),
            ")",
        ]
    return Paragraph(text(*parts, "."))


def _share_of(figures: Mapping[str, Fact]) -> tuple[Run | Text | str, ...]:
    """The share; that of an item checked by sample is of its cases and not of the checks beside it."""
    if not figures["cases"].value:
        return (in_sentence(figures["share"]),)
    cases = (cell(figures["cases_missed"]), "/", cell(figures["cases"]), " trường hợp được xem, bằng ")
    return (*cases, in_sentence(figures["share"]))


def _within(wording: str) -> str:
    """The wording of an item for the middle of a sentence: small first letter, no closing mark."""
    return wording[:1].lower() + wording[1:].rstrip(".;, ")


def _breaches(facts: InspectionFacts) -> Table:
    """The table of the items missed most often, with a note on how many more there are."""
    further = facts.further_breaches
    more = f"Ngoài các nội dung trong bảng, còn {further.text} nội dung khác chưa đạt yêu cầu."
    return Table.of(
        (
            Column("Nội dung", width=4),
            Column("Số lượt kiểm tra", CellKind.NUMBER),
            Column("Chưa đạt yêu cầu", CellKind.NUMBER),
            Column("Trong đó không đạt", CellKind.NUMBER),
            Column("Tỷ lệ chưa đạt yêu cầu", CellKind.NUMBER),
        ),
        [_breach(figures) for figures in facts.breach_figures],
        caption="Những nội dung còn vi phạm nhiều nhất qua kiểm tra",
        notes=(more,) if further.value else (),
    )


def _breach(figures: Mapping[str, Fact]) -> tuple[Run | Text, ...]:
    """The row of an item; the share of one checked by sample is that of its cases, which are added in brackets."""
    counts = (cell(figures[name]) for name in ("checked", "missed", "failed"))
    part: Run | Text = in_sentence(figures["share"])
    if figures["cases"].value:
        part = text(part, " (", cell(figures["cases_missed"]), "/", cell(figures["cases"]), " trường hợp)")
    return (in_sentence(figures["wording"]), *counts, part)
