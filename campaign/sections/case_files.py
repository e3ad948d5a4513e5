"""One-stop case files in words, a table and a chart."""

from collections.abc import Mapping

from campaign.sections.wording import listed
from campaign.selectors.case_files import CaseFileCounts, CaseFiles, PublishedRate, YearCaseFiles
from office_culture.papers.blocks import (
    Block,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Gap,
    Paragraph,
    Run,
    Series,
    Table,
    Text,
    text,
)
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At
from office_culture.sections.figures import cell, told
from office_culture.sections.shown import Content, InForms
from office_culture.text.dates import numeric
from office_culture.text.numbers import counted, whole
from office_culture.text.periods import span_numeric

OUTCOMES = (
    ("early", "trước hạn"),
    ("on_time", "đúng hạn"),
    ("overdue", "quá hạn"),
    ("returned", "trả lại"),
)
DENOMINATOR = "Tỷ lệ tính trên số hồ sơ đã giải quyết, bao gồm cả hồ sơ trả lại."


def case_files_blocks(facts: CaseFiles | None, at: At) -> tuple[Content, ...]:
    """What was received, resolved and is left."""
    if facts is None:
        return (Gap(at.section, "Chưa có số liệu hồ sơ thủ tục hành chính trong kỳ báo cáo."),)
    total = facts.total
    owed = _owed(facts, at.section)
    published = [Paragraph(_published(rate)) for rate in facts.published]
    if total.received == 0 and total.resolved == 0:
        return (Paragraph.of(f"{_span(facts)} không phát sinh hồ sơ thủ tục hành chính."), *published, *owed)
    blocks: list[Content] = [_outcomes(facts, at)]
    if facts.late:
        blocks.append(Paragraph(_causes(facts)))
    blocks += published
    if facts.notes:
        blocks.append(
            Paragraph.of(f"Về số hồ sơ chuyển kỳ: {listed([note.rstrip('.; ') for note in facts.notes])}.")
        )
    if len(facts.years) > 1:
        blocks.append(InForms(table=_year_table(facts)))
    if len(facts.units) > 1:
        blocks.append(InForms(table=_unit_table(facts)))
    return (*blocks, *owed)


def _outcomes(facts: CaseFiles, at: At) -> InForms:
    """What came in and what became of it."""
    course = Paragraph(_course(facts, at))
    if not facts.total.resolved:
        return InForms((course,))
    return InForms((course, Paragraph(_timeliness(facts))), _outcome_table(facts), _chart(facts.total))


def _owed(facts: CaseFiles, section: str) -> list[Block]:
    """What must be mended before anybody signs."""
    owed: list[Block] = []
    if facts.unexplained:
        owed.append(
            Gap(
                section,
                "Số liệu hồ sơ giữa các kỳ không khớp: số kỳ trước chuyển sang chênh lệch "
                f"{counted(facts.unexplained)} hồ sơ so với số đang giải quyết cuối kỳ trước, chưa có giải trình.",
            )
        )
    owed += [Gap(section, f"Thiếu số liệu hồ sơ {span_numeric(start, end)}.") for start, end in facts.gaps]
    if facts.uncounted:
        owed.append(
            Gap(
                section,
                f"Có {counted(facts.uncounted)} kỳ số liệu chỉ nằm một phần trong kỳ báo cáo nên chưa được tính.",
            )
        )
    return owed


def _span(facts: CaseFiles) -> str:
    words = facts.figures["period"].text
    return f"{words[0].upper()}{words[1:]},"


def _course(facts: CaseFiles, at: At) -> Text:
    return text(
        f"{_span(facts)} {at.agency} tiếp nhận ",
        told(facts.figures["received"]),
        " hồ sơ thủ tục hành chính",
        _where_from(facts.total, facts.figures),
        _resolved(facts.total, facts.figures),
        _left(facts.total, facts.figures),
    )


def _where_from(total: CaseFileCounts, figures: Mapping[str, Fact]) -> Text:
    if not total.carried_over:
        return text(", đều là hồ sơ tiếp nhận mới")
    if not total.new:
        return text(", đều từ kỳ trước chuyển sang")
    return text(
        " (tiếp nhận mới ",
        told(figures["new"]),
        " hồ sơ, từ kỳ trước chuyển sang ",
        told(figures["carried_over"]),
        " hồ sơ)",
    )


def _resolved(total: CaseFileCounts, figures: Mapping[str, Fact]) -> Text:
    if not total.resolved:
        return text("; chưa giải quyết xong hồ sơ nào")
    happened = [(name, words) for name, words in OUTCOMES if getattr(total, name)]
    parts: list[str | Run | Text] = ["; đã giải quyết ", told(figures["resolved"]), " hồ sơ"]
    if len(happened) == 1:
        return text(*parts, f", đều {_whole_outcome(*happened[0])}", _no_overdue(total))
    parts.append(", gồm: ")
    for index, (name, words) in enumerate(happened):
        share = told(figures[f"{name}_share"])
        parts += [", " if index else "", told(figures[name]), f" hồ sơ {words} (", share, ")"]
    return text(*parts, _no_overdue(total))


def _whole_outcome(name: str, words: str) -> str:
    return "bị trả lại" if name == "returned" else words


def _no_overdue(total: CaseFileCounts) -> str:
    return "" if total.overdue else "; không có hồ sơ quá hạn"


def _left(total: CaseFileCounts, figures: Mapping[str, Fact]) -> Text:
    if not total.in_progress:
        return text("; không còn hồ sơ đang giải quyết.")
    return text("; đang giải quyết ", told(figures["in_progress"]), " hồ sơ.")


def _timeliness(facts: CaseFiles) -> Text:
    """The share in time with its denominator; with returned files also the share of the rest."""
    of_all, of_kept = facts.figures["in_time_share"], facts.figures["in_time_share_of_kept"]
    opening = ("Tỷ lệ giải quyết trước hạn và đúng hạn đạt ", told(of_all), " số hồ sơ đã giải quyết")
    if not facts.total.returned:
        return text(*opening, ".")
    if of_kept.missing:
        return text(*opening, " (bao gồm cả hồ sơ trả lại).")
    return text(
        *opening,
        " (bao gồm cả hồ sơ trả lại) và đạt ",
        told(of_kept),
        " số hồ sơ đã giải quyết nếu không tính hồ sơ trả lại.",
    )


def _published(published: PublishedRate) -> Text:
    """Beside the computed share: who published it counted other files, and says which."""
    unit = f" của {published.unit}" if published.unit else ""
    return text(
        f"Theo số liệu đã công bố, tỷ lệ giải quyết trước hạn và đúng hạn{unit} {published.period} đạt ",
        told(published.figure),
        f" {published.of}.",
    )


def _causes(facts: CaseFiles) -> Text:
    parts: list[str | Run | Text] = ["Nguyên nhân quá hạn: "]
    for index, cause in enumerate(facts.late):
        parts += ["; " if index else "", f"{cause.name} (", told(cause.figure), " hồ sơ)"]
    return text(*parts, ".")


def _outcome_table(facts: CaseFiles) -> Table:
    figures = facts.figures
    return Table.of(
        (
            Column("Kết quả giải quyết", width=3),
            Column("Số hồ sơ", CellKind.NUMBER, width=1.5),
            Column("Tỷ lệ (%)", CellKind.NUMBER, width=1.5),
        ),
        [
            (f"{words[0].upper()}{words[1:]}", cell(figures[name]), cell(figures[f"{name}_share"]))
            for name, words in OUTCOMES
        ],
        caption="Kết quả giải quyết hồ sơ thủ tục hành chính",
        total=("Tổng số đã giải quyết", cell(figures["resolved"]), "100,0"),
        notes=(DENOMINATOR,),
    )


def _unit_table(facts: CaseFiles) -> Table:
    columns = ("received", *(name for name, _ in OUTCOMES), "in_progress")
    heads = ("Tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn", "Trả lại", "Đang giải quyết")
    return Table.of(
        (Column("Đơn vị", width=2.5), *(Column(head, CellKind.NUMBER) for head in heads)),
        [(unit.unit, *(whole(getattr(unit.counts, column)) for column in columns)) for unit in facts.units],
        caption="Hồ sơ thủ tục hành chính theo đơn vị",
        total=("Tổng số", *(cell(facts.figures[column]) for column in columns)),
    )


def _year_table(facts: CaseFiles) -> Table:
    """Years follow each other, so what is carried over and what is left are no sums: those columns end in a dash."""
    columns = ("carried_over", "new", *(name for name, _ in OUTCOMES), "in_progress")
    heads = (
        "Kỳ trước chuyển sang",
        "Tiếp nhận mới",
        "Trước hạn",
        "Đúng hạn",
        "Quá hạn",
        "Trả lại",
        "Đang giải quyết",
    )
    open_ended = ("carried_over", "in_progress")
    return Table.of(
        (Column("Năm", width=1.5), *(Column(head, CellKind.NUMBER) for head in heads)),
        [(_year_name(year), *(cell(year.figures[column]) for column in columns)) for year in facts.years],
        caption="Hồ sơ thủ tục hành chính theo năm",
        total=(
            "Tổng số",
            *("–" if column in open_ended else cell(facts.figures[column]) for column in columns),
        ),
    )


def _year_name(year: YearCaseFiles) -> str:
    return str(year.year) if year.whole else f"{year.year} (đến {numeric(year.end)[:5]})"


def _chart(total: CaseFileCounts) -> Chart:
    counts = [(words, getattr(total, name)) for name, words in OUTCOMES]
    said = ", ".join(f"{words} {whole(value)} hồ sơ" for words, value in counts)
    return Chart(
        kind=ChartKind.BARS,
        title="Hồ sơ đã giải quyết theo kết quả",
        alternative=f"Trong {whole(total.resolved)} hồ sơ đã giải quyết: {said}.",
        categories=tuple(f"{words[0].upper()}{words[1:]}" for words, _ in counts),
        series=(Series("Số hồ sơ", tuple(float(value) for _, value in counts)),),
        unit="hồ sơ",
    )
