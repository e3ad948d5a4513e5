"""The text of the form on which a unit proposes an innovation."""

from campaign.sections.innovations import effect_words
from campaign.sections.wording import ended, sentence
from campaign.selectors.innovation_papers import (
    AuthorRow,
    EffectRow,
    ProposalFacts,
)
from campaign.selectors.innovations import Effect
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
from office_culture.sections.shown import trimmed
from office_culture.text.names import post_in_unit
from office_culture.text.numbers import measured, number, percent, points
from office_culture.text.sentences import capital

BASES = {"measured": "đo đếm", "estimated": "ước tính", "target": "mục tiêu"}
NOTHING_WRITTEN = "chưa có nội dung."


def proposal_blocks(facts: ProposalFacts) -> tuple[Block, ...]:
    """The content of the form: innovation, authors, problem, solution, effects and evidence."""
    return (
        Paragraph.of(f"{facts.unit_name} đề nghị xét, công nhận sáng kiến sau đây:"),
        Heading(2, "1", "Tên sáng kiến, năm áp dụng"),
        Paragraph.of(
            f"“{facts.title}”, áp dụng lần đầu năm {facts.year}." if facts.year else f"“{facts.title}”."
        ),
        Heading(2, "2", "Tác giả và tỷ lệ đóng góp"),
        *_authors(facts.authors),
        Heading(2, "3", "Thực trạng trước khi có sáng kiến"),
        *_written(facts.problem, "3. Thực trạng trước khi có sáng kiến"),
        Heading(2, "4", "Nội dung sáng kiến"),
        *_written(facts.solution, "4. Nội dung sáng kiến"),
        Heading(2, "5", "Phạm vi áp dụng"),
        *_written(facts.scope, "5. Phạm vi áp dụng"),
        Heading(2, "6", "Hiệu quả"),
        *_effects(facts.effects),
        *_saved(facts.effects),
        Heading(2, "7", "Tài liệu chứng minh kèm theo"),
        *_evidence(facts),
    )


def _written(words: str, section: str) -> tuple[Block, ...]:
    lines = [line for line in words.splitlines() if line.strip()]
    if not lines:
        return (Gap(section, NOTHING_WRITTEN),)
    return tuple(Paragraph.of(sentence(line)) for line in lines)


def _authors(authors: tuple[AuthorRow, ...]) -> tuple[Block, ...]:
    """The table of authors, their shares added up where there are several; a gap without any."""
    if not authors:
        return (Gap("2. Tác giả và tỷ lệ đóng góp", "chưa ghi tác giả."),)
    known = [author.share for author in authors if author.share is not None]
    table = Table.of(
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
        total=["", "Cộng", "", percent(sum(known))] if len(known) > 1 else (),
    )
    return (trimmed(table),)


def post_of(author: AuthorRow) -> str:
    """Post and unit of the author, as far as they are known."""
    return post_in_unit(author.post, author.unit_name)


def share_of(author: AuthorRow) -> str:
    """The share as printed; "" where it is not known."""
    return "" if author.share is None else percent(author.share)


def _effects(effects: tuple[EffectRow, ...]) -> tuple[Block, ...]:
    """The table of effects; a gap without any."""
    if not effects:
        return (Gap("6. Hiệu quả", "chưa ghi hiệu quả."),)
    table = Table.of(
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
                capital(row.effect.what if _is_measured(row.effect) else effect_words(row.effect)),
                _measured(row, row.effect.before),
                _measured(row, row.effect.after),
                capital(_change(row.effect)),
                capital(_source_of(row)),
            ]
            for place, row in enumerate(effects, start=1)
        ],
    )
    return (trimmed(table),)


def _change(effect: Effect) -> str:
    """The change in words: in điểm phần trăm between two percentages, else as a share and in the unit of measure."""
    if effect.points is not None:
        return f"{'giảm' if effect.points < 0 else 'tăng'} {points(abs(effect.points))}"
    percentage = f"{'giảm' if effect.percent < 0 else 'tăng'} {effect.size}" if effect.percent else ""
    amount = effect.figures["amount"].text if "amount" in effect.figures else ""
    return "; ".join(filter(None, (percentage, amount)))


def _is_measured(effect: Effect) -> bool:
    """Whether a column tells the change; otherwise its words do ("giảm chi phí", "nâng cao tính kịp thời")."""
    return bool(_change(effect)) or effect.before is not None or effect.after is not None


def _measured(row: EffectRow, value: object) -> str:
    if value is None:
        return ""
    return measured(number(value), row.effect.unit_of_measure)  # type: ignore[arg-type]


def _source_of(row: EffectRow) -> str:
    method = row.method if row.method[1:2].isupper() else f"{row.method[:1].lower()}{row.method[1:]}"
    return ", ".join(filter(None, (BASES[row.effect.basis], method, row.effect.period)))


def _saved(effects: tuple[EffectRow, ...]) -> tuple[Block, ...]:
    """The money saved by each effect; computed amounts are shown with their calculation."""
    lines = [
        f"{row.effect.what}: {row.calculation or row.effect.figures['money'].text} ({row.effect.period})"
        for row in effects
        if row.effect.money and row.effect.money.high
    ]
    if not lines:
        return ()
    return (Paragraph.of("Kinh phí tiết kiệm:"), BulletList.of(*ended(map(capital, lines))))


def _evidence(facts: ProposalFacts) -> tuple[Block, ...]:
    """The evidence of each effect, then that of the innovation as a whole."""
    proved = [f"{row.effect.what}: {', '.join(row.evidence)}" for row in facts.effects if row.evidence]
    names = [*proved, *facts.evidence]
    if not names:
        return (Paragraph.of("Không có."),)
    return (BulletList.of(*ended(map(capital, names))),)
