"""One-stop case files in words, a table and a chart."""

from collections.abc import Mapping

from campaign.sections.wording import listed
from campaign.selectors.case_file_counts import CaseFileCounts
from campaign.selectors.case_files import CaseFiles, PublishedRate, YearCaseFiles
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
from office_culture.rules.figures import NOT_KNOWN
from office_culture.rules.parts import At
from office_culture.sections.figures import cell, in_sentence
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
IN_TIME = ("in_time", "trước hạn và đúng hạn")
NO_FIGURES = "Chưa có số liệu hồ sơ thủ tục hành chính trong kỳ báo cáo."
DENOMINATOR = "Tỷ lệ tính trên số hồ sơ đã giải quyết, bao gồm cả hồ sơ trả lại."
KNOWN_DENOMINATOR = "Tỷ lệ tính trên số hồ sơ đã giải quyết có số liệu, bao gồm cả hồ sơ trả lại."


def case_files_blocks(facts: CaseFiles | None, at: At) -> tuple[Content, ...]:
    """Case files received, resolved and in progress, with delays, published shares and gaps in the data."""
    if facts is None:
        return (Gap(at.section, NO_FIGURES),)
    total = facts.total
    owed = _owed(facts, at.section)
    if not facts.returns:
        return (Gap(at.section, NO_FIGURES), *owed)
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
    """Case files received and resolved by outcome, as sentences, table and chart."""
    course = Paragraph(_course(facts, at))
    known = any(getattr(facts.total, name) is not None for name, _ in (IN_TIME, *OUTCOMES))
    if facts.total.resolved == 0 or not (known or facts.total.shares_of):
        return InForms((course,))
    return InForms((course, Paragraph(_timeliness(facts))), _outcome_table(facts), _chart(facts))


def _owed(facts: CaseFiles, section: str) -> list[Block]:
    """Gaps for data that must be corrected: unexplained differences, days without a return, returns left out."""
    owed: list[Block] = []
    if facts.unexplained:
        owed.append(
            Gap(
                section,
                "Số liệu hồ sơ giữa các kỳ không khớp: số kỳ trước chuyển sang chênh lệch "
                f"{counted(facts.unexplained)} hồ sơ so với số đang giải quyết cuối kỳ trước, chưa có giải trình.",
            )
        )
    for days in facts.missing:
        whose = f" của {listed(days.units)}" if days.units else ""
        owed.append(Gap(section, f"Thiếu số liệu hồ sơ{whose} {span_numeric(days.start, days.end)}."))
    owed += [
        Gap(
            section,
            f"Số liệu hồ sơ của {row.unit} {span_numeric(row.start, row.end)} chưa được tính: một số ngày nằm ngoài "
            "kỳ báo cáo hoặc đã có trong số liệu của đơn vị cấp trên.",
        )
        for row in facts.left_out
    ]
    return owed


def _span(facts: CaseFiles) -> str:
    words = facts.figures["period"].text
    return f"{words[0].upper()}{words[1:]},"


def _course(facts: CaseFiles, at: At) -> Text:
    received = facts.figures["received"]
    opening = (
        (f"{_span(facts)} số hồ sơ thủ tục hành chính mà {at.agency} tiếp nhận: ", in_sentence(received))
        if received.missing
        else (f"{_span(facts)} {at.agency} tiếp nhận ", in_sentence(received), " hồ sơ thủ tục hành chính")
    )
    return text(
        *opening,
        _where_from(facts.total, facts.figures),
        _resolved(facts.total, facts.figures),
        _in_progress(facts.total, facts.figures),
    )


def _files(fact: Fact, words: str) -> Text:
    """ "25 hồ sơ trước hạn", or "hồ sơ trước hạn: không có số liệu" where it is missing."""
    return (
        text(f"hồ sơ {words}: ", in_sentence(fact))
        if fact.missing
        else text(in_sentence(fact), f" hồ sơ {words}")
    )


def _where_from(total: CaseFileCounts, figures: Mapping[str, Fact]) -> Text:
    if total.carried_over == 0:
        return text(", đều là hồ sơ tiếp nhận mới")
    if total.new == 0:
        return text(", đều từ kỳ trước chuyển sang")
    new, carried = figures["new"], figures["carried_over"]
    return text(
        " (tiếp nhận mới",
        *(": ", in_sentence(new)) if new.missing else (" ", in_sentence(new), " hồ sơ"),
        ", từ kỳ trước chuyển sang",
        *(": ", in_sentence(carried)) if carried.missing else (" ", in_sentence(carried), " hồ sơ"),
        ")",
    )


def _resolved(total: CaseFileCounts, figures: Mapping[str, Fact]) -> Text:
    if total.resolved == 0:
        return text("; chưa giải quyết xong hồ sơ nào")
    resolved = figures["resolved"]
    parts: list[str | Run | Text] = [
        *(
            ("; số hồ sơ đã giải quyết: ", in_sentence(resolved))
            if resolved.missing
            else ("; đã giải quyết ", in_sentence(resolved), " hồ sơ")
        )
    ]
    happened = _happened(total)
    if len(happened) == 1 and getattr(total, happened[0][0]) == total.resolved:
        return text(*parts, f", đều {_whole_outcome(*happened[0])}", _no_overdue(total))
    parts.append(", gồm: " if total.resolved is not None else ", trong đó: ")
    for index, (name, words) in enumerate(happened):
        share = figures[f"{name}_share"]
        parts += [", " if index else "", _files(figures[name], words)]
        if not share.missing and not figures[name].missing:
            parts += [" (", in_sentence(share), ")"]
    return text(*parts, _no_overdue(total))


def _happened(total: CaseFileCounts) -> list[tuple[str, str]]:
    """The outcomes that a sentence names, by name and words; early and on time as one if only their sum is known."""
    outcomes: tuple[tuple[str, str], ...] = OUTCOMES
    if total.early is None and total.on_time is None and total.in_time is not None:
        outcomes = (IN_TIME, *OUTCOMES[2:])
    return [(name, words) for name, words in outcomes if getattr(total, name) != 0]


def _whole_outcome(name: str, words: str) -> str:
    return "bị trả lại" if name == "returned" else words


def _no_overdue(total: CaseFileCounts) -> str:
    return "; không có hồ sơ quá hạn" if total.overdue == 0 else ""


def _in_progress(total: CaseFileCounts, figures: Mapping[str, Fact]) -> Text:
    if total.in_progress == 0:
        return text("; không còn hồ sơ đang giải quyết.")
    left = figures["in_progress"]
    if left.missing:
        return text("; số hồ sơ đang giải quyết: ", in_sentence(left), ".")
    return text("; đang giải quyết ", in_sentence(left), " hồ sơ.")


def _timeliness(facts: CaseFiles) -> Text:
    """The share in time with its denominator; with returned files also the share of the rest."""
    of_all, of_not_returned = facts.figures["in_time_share"], facts.figures["in_time_share_of_kept"]
    if of_all.missing:
        return text("Tỷ lệ giải quyết trước hạn và đúng hạn: ", in_sentence(of_all), ".")
    opening: list[str | Run | Text] = ["Tỷ lệ giải quyết trước hạn và đúng hạn đạt ", in_sentence(of_all)]
    if facts.total.in_time_is_of_all:
        opening.append(" số hồ sơ đã giải quyết")
    else:
        base = in_sentence(facts.figures["in_time_share_base"])
        opening += [" trong ", base, " hồ sơ đã giải quyết có số liệu"]
    if not facts.total.returned:
        return text(*opening, ".")
    if of_not_returned.missing:
        return text(*opening, " (bao gồm cả hồ sơ trả lại).")
    return text(
        *opening,
        " (bao gồm cả hồ sơ trả lại) và đạt ",
        in_sentence(of_not_returned),
        " số hồ sơ đã giải quyết nếu không tính hồ sơ trả lại.",
    )


def _published(published: PublishedRate) -> Text:
    """The published share, with the files of which it is a share: they may differ from those of the computed share."""
    unit = f" của {published.unit}" if published.unit else ""
    return text(
        f"Theo số liệu đã công bố, tỷ lệ giải quyết trước hạn và đúng hạn{unit} {published.period} đạt ",
        in_sentence(published.figure),
        f" {published.of}.",
    )


def _causes(facts: CaseFiles) -> Text:
    parts: list[str | Run | Text] = ["Nguyên nhân quá hạn: "]
    for index, cause in enumerate(facts.late):
        parts += ["; " if index else "", cause.name]
        if cause.count is not None:
            parts += [" (", in_sentence(cause.figure), " hồ sơ)"]
        else:
            parts.append(f" ({NOT_KNOWN} về số hồ sơ)")
    return text(*parts, ".")


def _outcome_table(facts: CaseFiles) -> Table:
    """One row for each outcome, and one for early and on time together where only their sum is known."""
    figures, total = facts.figures, facts.total
    in_time = [] if None not in (total.early, total.on_time) or total.in_time is None else [IN_TIME]
    outcomes = (*OUTCOMES[:2], *in_time, *OUTCOMES[2:])
    of_all = all(total.shares_of.get(f"{name}_share", (0, None))[1] == total.resolved for name, _ in OUTCOMES)
    return Table.of(
        (
            Column("Kết quả giải quyết", width=3),
            Column("Số hồ sơ", CellKind.NUMBER, width=1.5),
            Column("Tỷ lệ (%)", CellKind.NUMBER, width=1.5),
        ),
        [
            (f"{words[0].upper()}{words[1:]}", cell(figures[name]), cell(figures[f"{name}_share"]))
            for name, words in outcomes
        ],
        caption="Kết quả giải quyết hồ sơ thủ tục hành chính",
        total=("Tổng số đã giải quyết", cell(figures["resolved"]), "100,0" if of_all else "–"),
        notes=(DENOMINATOR if of_all else KNOWN_DENOMINATOR,),
    )


def _unit_table(facts: CaseFiles) -> Table:
    columns = ("received", *(name for name, _ in OUTCOMES), "in_progress")
    heads = ("Tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn", "Trả lại", "Đang giải quyết")
    return Table.of(
        (Column("Đơn vị", width=2.5), *(Column(head, CellKind.NUMBER) for head in heads)),
        [(unit.unit, *(_known(getattr(unit.counts, column)) for column in columns)) for unit in facts.units],
        caption="Hồ sơ thủ tục hành chính theo đơn vị",
        total=("Tổng số", *(cell(facts.figures[column]) for column in columns)),
    )


def _year_table(facts: CaseFiles) -> Table:
    """A row for each year; the total has a dash for files carried over and in progress, which do not add up."""
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


def _known(value: int | None) -> str:
    return NOT_KNOWN if value is None else whole(value)


def _chart(facts: CaseFiles) -> Chart:
    """The outcomes as bars; an unknown count has no bar."""
    total = facts.total
    counts = [(words, getattr(total, name)) for name, words in OUTCOMES]
    description = ", ".join(
        f"{words} {whole(value)} hồ sơ" if value is not None else f"{words} {NOT_KNOWN}"
        for words, value in counts
    )
    resolved = "số" if total.resolved is None else whole(total.resolved)
    return Chart(
        kind=ChartKind.BARS,
        title="Hồ sơ đã giải quyết theo kết quả",
        alternative=f"Trong {resolved} hồ sơ đã giải quyết: {description}.",
        categories=tuple(f"{words[0].upper()}{words[1:]}" for words, _ in counts),
        series=(
            Series(
                "Số hồ sơ",
                tuple(None if value is None else float(value) for _, value in counts),
                tuple(facts.figures[name].key for name, _words in OUTCOMES),
            ),
        ),
        unit="hồ sơ",
    )
