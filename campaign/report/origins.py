"""The sources of a report's figures: links on the screen, an annex on paper."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _

from campaign.models import Report
from campaign.rules.outline_tree import roman
from office_culture.admin.rows import count, list_addresses
from office_culture.models import User
from office_culture.papers.blocks import (
    Block,
    CellKind,
    Chart,
    Column,
    Heading,
    Paragraph,
    Table,
    Text,
    italic,
)
from office_culture.papers.html import FigureOrigin
from office_culture.papers.paper import Appendix, Paper
from office_culture.papers.walk import texts, with_texts
from office_culture.rules.facts import Fact, FactBook, Rows
from office_culture.selectors.cited_documents import CitedDocuments, with_cited_documents
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole

# Short enough for the cells of a table; the note stands at the end of the text.
MARK = italic("(*)")
DOUBT = Paragraph.of(italic("(*) Số liệu chưa được đơn vị cung cấp xác nhận."))


def for_screen(report: Report, paper: Paper, user: User) -> tuple[Paper, dict[str, FigureOrigin]]:
    """The paper with its citations marked, and for each figure, chart label and citation what it means and leads to.

    Links lead to the rows behind it as far as `user` may see them.
    """
    paper, cited = with_cited_documents(paper, user)
    blocks = (*paper.blocks, *(block for appendix in paper.appendices for block in appendix.blocks))
    return paper, {**origins_in(report, blocks, user), **cited}


def blocks_for_screen(
    report: Report, pieces: Iterable[Iterable[Block]], user: User
) -> tuple[list[tuple[Block, ...]], dict[str, FigureOrigin]]:
    """The same as `for_screen` for pieces of the report."""
    read = [tuple(piece) for piece in pieces]
    content = (words for piece in read for block in piece for words in texts(block))
    cited = CitedDocuments.among(content, user)
    linked = [cited.linked_blocks(piece) for piece in read]
    return linked, {**origins_in(report, itertools.chain.from_iterable(read), user), **cited.origins}


def origins_in(report: Report, blocks: Iterable[Block], user: User) -> dict[str, FigureOrigin]:
    """For each key of a fact in the blocks its meaning, and the rows behind it as far as `user` may see them.

    Keys without a fact are left out: their records have been deleted since the paper was issued.
    """
    return origins_of(report, (key for block in blocks for key in _keys(block)), user)


def _keys(block: Block) -> Iterator[str]:
    if isinstance(block, Chart):
        yield from (key for series in block.series for key in series.origins if key)
    for content in texts(block):
        yield from (run.origin for run in content if run.origin)


def origins_of(report: Report, keys: Iterable[str], user: User) -> dict[str, FigureOrigin]:
    """Meaning, address of the rows and doubt of each key; keys without a fact are left out."""
    facts = report.facts().find_known(keys)
    addresses = list_addresses((fact.rows for fact in facts.values()), user)
    return {
        key: FigureOrigin(str(fact.label), address, "" if fact.confirmed else _("not confirmed"))
        for (key, fact), address in zip(facts.items(), addresses, strict=True)
    }


def with_doubts(report: Report, paper: Paper) -> Paper:
    """The paper with a mark behind each figure that its unit has not confirmed, and a note that explains it."""
    facts = report.facts().find_known(key for _place, key, _printed in figures(paper))
    doubted = {key for key, fact in facts.items() if not fact.confirmed}
    if not doubted:
        return paper

    def marked(content: Text) -> Text:
        return tuple(part for run in content for part in ((run, MARK) if run.origin in doubted else (run,)))

    blocks = tuple(with_texts(block, marked) for block in paper.blocks)
    return replace(paper, blocks=(*blocks, DOUBT))


def with_trace(report: Report, paper: Paper) -> Paper:
    """The paper with a further annex that names the source of each figure; several annexes are numbered."""
    annexes = (*paper.appendices, trace(report, paper))
    if len(annexes) > 1:
        annexes = tuple(replace(annex, number=roman(place)) for place, annex in enumerate(annexes, start=1))
    return replace(paper, appendices=annexes)


def trace(report: Report, paper: Paper) -> Appendix:
    """Each figure with its section, its meaning, the kind of record it is read from and how many rows were counted."""
    # Papers are Vietnamese whatever the language of the screen, and a book caches labels in one language.
    with translation.override("vi"):
        book = FactBook(report.scope())
        counted: dict[str, str] = {}
        rows: list[tuple[str, ...]] = []
        printed_figures = dict.fromkeys(figures(paper))
        facts = book.find_known(key for _place, key, _printed in printed_figures)
        for place, key, printed in printed_figures:
            fact = facts.get(key)
            # A citation names its source itself.
            if fact is None or fact.citation is not None:
                continue
            if key not in counted:
                counted[key] = whole(count(fact.rows)) if fact.rows else "–"
            rows.append(
                (str(len(rows) + 1), place, printed, _meaning(fact), _source(fact.rows), counted[key])
            )
    days = [numeric(day) for day in (report.period_start, report.period_end, report.as_of)]
    opening = "Số liệu kỳ báo cáo từ ngày {} đến ngày {}, được tổng hợp từ hồ sơ có đến ngày {}.".format(
        *days
    )
    columns = (
        Column("STT", CellKind.ORDINAL, 0.4),
        Column("Mục", width=0.7),
        Column("Số liệu", width=1.8),
        Column("Ý nghĩa", width=4),
        Column("Nguồn", width=1.8),
        Column("Số bản ghi", CellKind.NUMBER, 0.8),
    )
    table = Table.of(columns, rows, empty="Văn bản không có số liệu lấy từ hồ sơ.")
    return Appendix("Nguồn số liệu của báo cáo", (Paragraph.of(opening), table), landscape=True)


def figures(paper: Paper) -> Iterator[tuple[str, str, str]]:
    """Place (III.1.b, PL II.1), key and printed words of each figure, in reading order."""
    parts = [("", paper.blocks)]
    parts += [(f"PL {appendix.number}".strip(), appendix.blocks) for appendix in paper.appendices]
    for part, blocks in parts:
        numbers: tuple[str, ...] = ()
        for block in blocks:
            if isinstance(block, Heading):
                numbers = (*numbers[: block.level - 1], block.number)
            for content in texts(block):
                for run in content:
                    if run.origin:
                        yield ".".join((part, *numbers) if part else numbers), run.origin, run.text.strip()


def _meaning(fact: Fact) -> str:
    return str(fact.label) if fact.confirmed else f"{fact.label} (chưa xác nhận)"


def _source(rows: Rows | None) -> str:
    if rows is None:
        return "–"
    name = str(apps.get_model(rows.model)._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]
