"""Where the figures of a report come from: on the screen as links, on paper as an annex."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _

from campaign.models import Report
from campaign.rules.outline_tree import roman
from office_culture.admin.rows import count, list_address
from office_culture.models import User
from office_culture.papers.blocks import Block, CellKind, Column, Heading, Paragraph, Table, Text, italic
from office_culture.papers.html import FigureOrigin
from office_culture.papers.paper import Appendix, Paper
from office_culture.papers.walk import texts, with_texts
from office_culture.rules.facts import Fact, FactBook, Rows, UnknownFact
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole

# Short enough for the cells of a table; the note stands at the end of the text.
MARK = italic("(*)")
DOUBT = Paragraph.of(italic("(*) Số liệu chưa được đơn vị cung cấp xác nhận."))


def origins(report: Report, paper: Paper, user: User) -> dict[str, FigureOrigin]:
    """For each key of a fact on the paper its meaning, and the rows behind it as far as `user` may see them."""
    return origins_of(report, (key for _place, key, _printed in figures(paper)), user)


def origins_in(report: Report, blocks: Iterable[Block], user: User) -> dict[str, FigureOrigin]:
    """The same for some blocks of the report."""
    runs = (run for block in blocks for content in texts(block) for run in content)
    return origins_of(report, (run.origin for run in runs if run.origin), user)


def origins_of(report: Report, keys: Iterable[str], user: User) -> dict[str, FigureOrigin]:
    """Meaning and address of each key that a fact of the report has."""
    book = report.facts()
    found = {}
    for key in set(keys):
        fact = fact_of(book, key)
        if fact is not None:
            doubt = "" if fact.confirmed else _("not confirmed")
            found[key] = FigureOrigin(str(fact.label), list_address(fact.rows, user), doubt)
    return found


def with_doubts(report: Report, paper: Paper) -> Paper:
    """The paper with a mark behind each figure that its owner has not confirmed, and a note that says so."""
    book = report.facts()
    keys = {key for _place, key, _printed in figures(paper)}
    doubted = {key for key in keys if (fact := fact_of(book, key)) is not None and not fact.confirmed}
    if not doubted:
        return paper

    def marked(content: Text) -> Text:
        return tuple(part for run in content for part in ((run, MARK) if run.origin in doubted else (run,)))

    blocks = tuple(with_texts(block, marked) for block in paper.blocks)
    return replace(paper, blocks=(*blocks, DOUBT))


def with_trace(report: Report, paper: Paper) -> Paper:
    """The paper with a further annex that names the source of each figure. Of several annexes each has a number."""
    annexes = (*paper.appendices, trace(report, paper))
    if len(annexes) > 1:
        annexes = tuple(replace(annex, number=roman(place)) for place, annex in enumerate(annexes, start=1))
    return replace(paper, appendices=annexes)


def trace(report: Report, paper: Paper) -> Appendix:
    """Each figure with its section, its meaning, the kind of record it is read from and how many rows were counted."""
    # Papers are Vietnamese whatever the screen speaks, and a book remembers the language it was asked in.
    with translation.override("vi"):
        book = FactBook(report.scope())
        counted: dict[str, str] = {}
        rows: list[tuple[str, ...]] = []
        for place, key, printed in dict.fromkeys(figures(paper)):
            fact = fact_of(book, key)
            # A citation is its own source.
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


def fact_of(book: FactBook, key: str) -> Fact | None:
    """The fact, unless its records have gone since the paper was issued."""
    try:
        return book.find(key)
    except UnknownFact:
        return None


def _meaning(fact: Fact) -> str:
    return str(fact.label) if fact.confirmed else f"{fact.label} (chưa xác nhận)"


def _source(rows: Rows | None) -> str:
    if rows is None:
        return "–"
    name = str(apps.get_model(rows.model)._meta.verbose_name_plural)
    return name[:1].upper() + name[1:]
