"""Lists of documents on papers: cited in full at first mention, in short afterwards."""

from collections.abc import Iterable

from office_culture.papers.blocks import (
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Heading,
    Paragraph,
    Run,
    Table,
    Text,
    text,
)
from office_culture.rules.parts import At, _, appendices, sections
from office_culture.sections.figures import in_sentence, worded
from office_culture.selectors.documents import DocumentFacts, DocumentRow, document_facts
from office_culture.text.citations import Citations, about
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole
from office_culture.text.sentences import capital


def cited(row: DocumentRow, citations: Citations) -> Text:
    """One document, with those it implements in brackets unless its subject names them already."""
    content: list[str | Run] = [worded(row.fact, citations.cite(row.citation))]
    others = [basis for basis in row.implements if basis.symbol not in row.citation.subject]
    if others:
        basis = ", ".join(citations.mention(citation) for citation in others)
        content.append(f" (thực hiện {basis})")
    return text(*content)


def listed(rows: Iterable[DocumentRow], citations: Citations) -> BulletList:
    """Documents as points, each closed by a semicolon, the last by a full stop."""
    items = [cited(row, citations) for row in rows]
    marks = [";"] * (len(items) - 1) + ["."]
    return BulletList(tuple(text(item, mark) for item, mark in zip(items, marks, strict=True)))


def plans_and_directives(facts: DocumentFacts, at: At) -> list[Block]:
    """Directives from above, and the plans that the office issued."""
    blocks: list[Block] = []
    if facts.directives:
        blocks += [
            Paragraph.of(
                f"{capital(facts.agency)} đã quán triệt, triển khai ",
                in_sentence(facts.figures["directives"]),
                " văn bản chỉ đạo của cấp trên:",
            ),
            listed(facts.directives, at.citations),
        ]
    if facts.own_plans:
        blocks += [
            Paragraph.of(
                f"Trong kỳ, {facts.agency} đã ban hành ",
                in_sentence(facts.figures["own_plans"]),
                " kế hoạch để tổ chức thực hiện:",
            ),
            listed(facts.own_plans, at.citations),
        ]
    else:
        blocks.append(Paragraph.of(f"Trong kỳ, {facts.agency} không ban hành kế hoạch riêng."))
    return blocks


@sections.register(
    "regulations", _("own regulations in force"), document_facts, records="office_culture_regulation"
)
def regulations(facts: DocumentFacts, at: At) -> list[Block]:
    """The office's own regulations in force.

    Every office has some, so an empty list is a gap in the register.
    """
    if not facts.regulations:
        return [Gap(at.section, "sổ văn bản chưa có nội quy, quy chế nào của cơ quan đang có hiệu lực.")]
    return [
        Paragraph.of(
            f"{capital(facts.agency)} đã xây dựng, ban hành và đang thực hiện ",
            in_sentence(facts.figures["regulations"]),
            " nội quy, quy chế, quy định:",
        ),
        listed(facts.regulations, at.citations),
    ]


def inspection_bases(facts: DocumentFacts, at: At) -> list[Block]:
    """The documents whose observance is inspected; nothing if none is registered."""
    if not facts.inspection_bases:
        return []
    return [
        Paragraph.of("Việc kiểm tra được tiến hành theo các văn bản sau:"),
        listed(facts.inspection_bases, at.citations),
    ]


@appendices.register(
    "documents",
    _("list of documents: directives, plans, regulations"),
    document_facts,
    records="office_culture_document",
)
def document_lists(facts: DocumentFacts, at: At) -> list[Block]:
    """The appendix: tables of directives, plans and regulations, without those that are empty."""
    groups = (
        ("Văn bản chỉ đạo của cấp trên", facts.directives),
        ("Kế hoạch đã ban hành trong kỳ", facts.own_plans),
        ("Nội quy, quy chế, quy định đang có hiệu lực", facts.regulations),
    )
    filled = [(title, rows) for title, rows in groups if rows]
    blocks: list[Block] = []
    for place, (title, rows) in enumerate(filled, start=1):
        blocks += [Heading(2, str(place), title), _document_table(rows)]
    return blocks


def _document_table(rows: Iterable[DocumentRow]) -> Table:
    columns = (
        Column("STT", CellKind.ORDINAL, 0.5),
        Column("Số, ký hiệu", width=1.7),
        Column("Ngày ban hành", CellKind.ORDINAL, 1.2),
        Column("Cơ quan ban hành", width=1.8),
        Column("Trích yếu", width=4),
    )
    listed_rows = [
        (
            whole(place),
            worded(row.fact, row.citation.symbol or row.citation.type_name),
            numeric(row.citation.day) if row.citation.day else str(row.citation.year or "–"),
            row.citation.issuer or "không rõ",
            capital(about(row.citation.subject, row.citation.type_name))
            or f"{row.citation.type_name} (không rõ trích yếu)",
        )
        for place, row in enumerate(rows, start=1)
    ]
    return Table.of(columns, listed_rows)
