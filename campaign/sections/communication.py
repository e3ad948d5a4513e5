"""Communication on the campaign and its documents."""

from campaign.sections.wording import ended, listed
from campaign.selectors.communication import ChannelUse, Communication, communication
from office_culture.papers.blocks import (
    BulletList,
    CellKind,
    Column,
    Gap,
    Paragraph,
    Run,
    Table,
    Text,
    text,
)
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import cell, in_sentence
from office_culture.sections.shown import Content, InForms

# Characters: type and number of a text are shorter, its first citation in full is longer.
LONGEST_IN_A_SENTENCE = 60


@sections.register(
    "communication",
    _("communication by channel and audience"),
    communication,
    records="campaign_communicationactivity",
)
def communication_blocks(facts: Communication, at: At) -> tuple[Content, ...]:
    """Occasions by channel, audiences and documents announced."""
    if not facts.occasions:
        return (Gap(at.section, "Chưa ghi nhận hoạt động tuyên truyền, phổ biến trong kỳ báo cáo."),)
    paragraph = Paragraph(text(_occasions(facts, at), _audience(facts)))
    blocks: list[Content] = [InForms((paragraph,), _table(facts) if len(facts.channels) > 1 else None)]
    if facts.documents:
        blocks += _made_known([at.citations.mention(document) for document in facts.documents])
    return tuple(blocks)


def _made_known(cited: list[str]) -> list[Content]:
    """The texts in a sentence; those cited in full for the first time as a list below it."""
    if len(cited) == 1:
        return [Paragraph.of(f"Văn bản đã được phổ biến, quán triệt: {cited[0]}.")]
    opening = "Các văn bản đã được phổ biến, quán triệt gồm"
    in_full = [words for words in cited if len(words) > LONGEST_IN_A_SENTENCE]
    if len(in_full) < 2:
        return [Paragraph.of(f"{opening}: {', '.join(cited)}.")]
    known = [words for words in cited if words not in in_full]
    before = f" {', '.join(known)} và các văn bản sau" if known else ""
    return [Paragraph.of(f"{opening}{before}:"), BulletList.of(*ended(in_full))]


def _occasions(facts: Communication, at: At) -> Text:
    opening = (f"{at.subject} đã tổ chức ", in_sentence(facts.figures["count"]))
    if len(facts.channels) == 1:
        return text(*opening, f" lượt tuyên truyền, phổ biến thông qua {facts.channels[0].name}.")
    names = listed([channel.name for channel in facts.channels])
    return text(
        *opening,
        " lượt tuyên truyền, phổ biến bằng ",
        in_sentence(facts.figures["channels_count"]),
        f" hình thức: {names}.",
    )


def _audience(facts: Communication) -> Text:
    parts: list[str | Run | Text] = []
    if not facts.figures["audiences"].missing:
        parts += [" Đối tượng được tuyên truyền là ", in_sentence(facts.figures["audiences"]), "."]
    if facts.counted:
        parts += [" Đã có ", in_sentence(facts.figures["reached"]), " lượt người được tuyên truyền"]
        if facts.counted < facts.occasions:
            parts += [
                " (thống kê tại ",
                cell(facts.figures["counted"]),
                "/",
                cell(facts.figures["count"]),
                " lượt tổ chức)",
            ]
        parts.append(".")
    return text(*parts)


def _table(facts: Communication) -> Table:
    return Table.of(
        (
            Column("Hình thức", width=3),
            Column("Số lượt tổ chức", CellKind.NUMBER),
            Column("Số lượt người", CellKind.NUMBER),
        ),
        [
            (
                f"{channel.name[:1].upper()}{channel.name[1:]}",
                cell(channel.occasions),
                _reached(channel),
            )
            for channel in facts.channels
        ],
        caption="Hoạt động tuyên truyền theo hình thức",
        total=(
            "Tổng số",
            cell(facts.figures["count"]),
            cell(facts.figures["reached"]) if facts.counted else "–",
        ),
        notes=() if facts.counted == facts.occasions else ("Dấu “–”: không thống kê số lượt người.",),
    )


def _reached(channel: ChannelUse) -> str | Run:
    return "–" if channel.reached is None else cell(channel.reached)
