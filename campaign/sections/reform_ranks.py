"""Ranks in yearly indices: a sentence, a table and a line on which a better rank stands higher."""

from campaign.selectors.reform_ranks import IndexRanks, Rank
from office_culture.papers.blocks import (
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
from office_culture.rules.figures import NOT_KNOWN
from office_culture.rules.parts import At
from office_culture.sections.figures import cell, in_sentence
from office_culture.sections.shown import Content, InForms
from office_culture.text.numbers import counted
from office_culture.text.sentences import capital


def reform_ranks_blocks(facts: tuple[IndexRanks, ...], at: At) -> tuple[Content, ...]:
    """Every index in which the office was ranked, with its years."""
    ranked = [entry for entry in facts if entry.ranks]
    if not ranked:
        return (Gap(at.section, "Chưa có kết quả xếp hạng cải cách hành chính trong kỳ báo cáo."),)
    return tuple(_index(entry) for entry in ranked)


def _index(entry: IndexRanks) -> Content:
    paragraph = Paragraph(text(_course(entry), _comparison(entry)))
    if len(entry.ranks) == 1:
        return paragraph
    return InForms((paragraph,), _table(entry), _chart(entry))


def _within(entry: IndexRanks) -> str:
    """The name of the index with a small initial, for use inside a sentence."""
    return f"{entry.name[0].lower()}{entry.name[1:]}"


def _course(entry: IndexRanks) -> Text:
    """ "năm 2019 xếp thứ 6/20 sở, ban, ngành; năm 2020 xếp thứ 10/20": peers are named when they change."""
    parts: list[str | Run | Text] = [entry.name, ": " if len(entry.ranks) > 1 else " "]
    named = ""
    for index, rank in enumerate(entry.ranks):
        parts += ["; " if index else "", f"năm {rank.year} xếp thứ "]
        parts.append(in_sentence(rank.figure))
        if rank.of is None:
            parts += [" (", in_sentence(rank.peers), f" về tổng số {rank.among or 'đơn vị'} được xếp hạng)"]
            continue
        parts += ["/", in_sentence(rank.peers)]
        if rank.among and rank.among != named:
            parts.append(f" {rank.among}")
            named = rank.among
    return text(*parts, ".")


def _comparison(entry: IndexRanks) -> str:
    """The last year compared with the first; "" unless there are exactly two ranks, among the same peers."""
    if len(entry.ranks) != 2:
        return ""
    first, last = entry.ranks
    if first.of is None or (first.of, first.among) != (last.of, last.among):
        return ""
    steps = first.rank - last.rank
    if steps == 0:
        return f" Thứ hạng năm {last.year} giữ nguyên so với năm {first.year}."
    course = "tăng" if steps > 0 else "giảm"
    return f" Thứ hạng năm {last.year} {course} {counted(abs(steps))} bậc so với năm {first.year}."


def _table(entry: IndexRanks) -> Table:
    return Table.of(
        (
            Column("Năm", CellKind.ORDINAL),
            Column("Thứ hạng", CellKind.NUMBER),
            Column("Tổng số được xếp hạng", CellKind.NUMBER, width=1.5),
            Column("Đối tượng xếp hạng", width=2.5),
        ),
        [
            (str(rank.year), cell(rank.figure), cell(rank.peers), capital(rank.among or NOT_KNOWN))
            for rank in entry.ranks
        ],
        caption=_caption(entry),
    )


def _caption(entry: IndexRanks) -> str:
    published = f" do {entry.published_by} công bố" if entry.published_by else ""
    return f"Kết quả xếp hạng {_within(entry)}{published}"


def _place(rank: Rank) -> str:
    return str(rank.rank) if rank.of is None else f"{rank.rank}/{rank.of}"


def _chart(entry: IndexRanks) -> Chart:
    known = {rank.year: rank for rank in entry.ranks}
    years = range(entry.ranks[0].year, entry.ranks[-1].year + 1)
    places = "; ".join(f"năm {rank.year}: thứ {_place(rank)}" for rank in entry.ranks)
    return Chart(
        kind=ChartKind.LINE,
        title=f"Thứ hạng {_within(entry)} qua các năm",
        alternative=f"{entry.name}, thứ hạng qua các năm: {places}.",
        categories=tuple(str(year) for year in years),
        series=(
            Series(
                "Thứ hạng",
                tuple(float(known[year].rank) if year in known else None for year in years),
                tuple(known[year].figure.key if year in known else "" for year in years),
            ),
        ),
        lower_is_better=True,
    )
