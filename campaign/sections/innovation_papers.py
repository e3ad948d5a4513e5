"""The words of the form on which a unit proposes an innovation."""

from campaign.sections.wording import ending, sentence
from campaign.selectors.innovation_papers import (
    AuthorRow,
    EffectRow,
    ProposalFacts,
)
from office_culture.papers.blocks import (
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Heading,
    Paragraph,
    Table,
)
from office_culture.text.numbers import measured, money, number, percent, signed_percent

NOTHING_WRITTEN = "chưa có nội dung."


def proposal_blocks(facts: ProposalFacts) -> tuple[Block, ...]:
    """The content of the form: what, by whom, why, how, and what it brought."""
    return (
        Paragraph.of(f"{facts.unit_name} đề nghị xét, công nhận sáng kiến sau đây:"),
        Heading(2, "1", "Tên sáng kiến, năm áp dụng"),
        Paragraph.of(f"“{facts.title}”, áp dụng lần đầu năm {facts.year}."),
        Heading(2, "2", "Tác giả và tỷ lệ đóng góp"),
        _authors_table(facts.authors),
        Heading(2, "3", "Thực trạng trước khi có sáng kiến"),
        *_written(facts.problem, "3. Thực trạng trước khi có sáng kiến"),
        Heading(2, "4", "Nội dung sáng kiến"),
        *_written(facts.solution, "4. Nội dung sáng kiến"),
        Heading(2, "5", "Phạm vi áp dụng"),
        *_written(facts.scope, "5. Phạm vi áp dụng"),
        Heading(2, "6", "Hiệu quả"),
        _effects_table(facts.effects),
        *_saved(facts.effects),
        Heading(2, "7", "Tài liệu chứng minh kèm theo"),
        *_evidence(facts),
    )


def _written(words: str, section: str) -> tuple[Block, ...]:
    lines = [line for line in words.splitlines() if line.strip()]
    if not lines:
        return (Gap(section, NOTHING_WRITTEN),)
    return tuple(Paragraph.of(sentence(line)) for line in lines)


def _authors_table(authors: tuple[AuthorRow, ...]) -> Table:
    known = [author.share for author in authors if author.share is not None]
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Họ và tên", width=1.6),
            Column("Chức vụ, đơn vị", width=2.4),
            Column("Tỷ lệ đóng góp", CellKind.NUMBER, 0.9),
        ],
        [
            [str(place), author.name, post_of(author), share_of(author)]
            for place, author in enumerate(authors, start=1)
        ],
        total=["", "Cộng", "", percent(sum(known))] if known else (),
        empty="Chưa ghi tác giả.",
    )


def post_of(author: AuthorRow) -> str:
    """Post and unit, as far as they are known."""
    return ", ".join(filter(None, (author.post, author.unit_name)))


def share_of(author: AuthorRow) -> str:
    """The share as printed; "" where it is not known."""
    return "" if author.share is None else percent(author.share)


def _effects_table(effects: tuple[EffectRow, ...]) -> Table:
    return Table.of(
        [
            Column("STT", CellKind.ORDINAL, 0.4),
            Column("Nội dung", width=2.2),
            Column("Trước", CellKind.NUMBER, 0.8),
            Column("Sau", CellKind.NUMBER, 0.8),
            Column("Thay đổi", CellKind.NUMBER, 0.8),
            Column("Cách xác định", width=1.8),
        ],
        [
            [
                str(place),
                row.effect.what,
                _measured(row, row.effect.before),
                _measured(row, row.effect.after),
                "" if row.effect.percent is None else signed_percent(row.effect.percent),
                _known_by(row),
            ]
            for place, row in enumerate(effects, start=1)
        ],
        empty="Chưa ghi hiệu quả.",
    )


def _measured(row: EffectRow, value: object) -> str:
    if value is None:
        return ""
    return measured(number(value), row.effect.unit_of_measure)  # type: ignore[arg-type]


def _known_by(row: EffectRow) -> str:
    basis = "ước tính" if row.effect.estimated else "đo đếm"
    if row.effect.without_base:
        basis = "ước tính, chưa có số gốc"
    return ", ".join(filter(None, (basis, row.method, row.effect.period)))


def _saved(effects: tuple[EffectRow, ...]) -> tuple[Block, ...]:
    """Amounts that were computed show how; a typed amount stands alone."""
    told = [
        f"{row.effect.what}: {row.calculation or money(row.effect.money)} ({row.effect.period})"
        for row in effects
        if row.effect.money
    ]
    if not told:
        return ()
    items = (f"{line}{ending(place, len(told))}" for place, line in enumerate(told))
    return (Paragraph.of("Kinh phí tiết kiệm:"), BulletList.of(*items))


def _evidence(facts: ProposalFacts) -> tuple[Block, ...]:
    """What shows each effect, then what shows the innovation as a whole."""
    proved = [f"{row.effect.what}: {', '.join(row.evidence)}" for row in facts.effects if row.evidence]
    names = [*proved, *facts.evidence]
    if not names:
        return (Paragraph.of("Không có."),)
    return (BulletList.of(*(f"{name}{ending(place, len(names))}" for place, name in enumerate(names))),)
