"""How the campaign and its documents were made known."""

from campaign.sections.wording import listed
from campaign.selectors.communication import ChannelUse, Communication
from office_culture.papers.blocks import (
    Block,
    CellKind,
    Column,
    Gap,
    Paragraph,
    Run,
    Table,
    Text,
    figure,
    text,
)
from office_culture.text.citations import Citations
from office_culture.text.numbers import counted, whole


def communication_blocks(facts: Communication, *, citations: Citations, section: str) -> tuple[Block, ...]:
    """Occasions by channel, audiences, documents; `section` names the place in case nothing is recorded."""
    if not facts.occasions:
        return (Gap(section, "Chưa ghi nhận hoạt động tuyên truyền, phổ biến trong kỳ báo cáo."),)
    blocks: list[Block] = [Paragraph(text(_occasions(facts), _audience(facts)))]
    if facts.documents:
        cited = listed([citations.cite(document) for document in facts.documents])
        blocks.append(Paragraph.of(f"Văn bản được phổ biến, quán triệt: {cited}."))
    if len(facts.channels) > 1:
        blocks.append(_table(facts))
    return tuple(blocks)


def _occasions(facts: Communication) -> Text:
    opening = ("Đã tổ chức ", figure(counted(facts.occasions), "communication.count"))
    if len(facts.channels) == 1:
        return text(*opening, f" lượt tuyên truyền, phổ biến thông qua {facts.channels[0].name}.")
    names = listed([channel.name for channel in facts.channels])
    return text(
        *opening,
        " lượt tuyên truyền, phổ biến bằng ",
        figure(counted(len(facts.channels)), "communication.channels_count"),
        f" hình thức: {names}.",
    )


def _audience(facts: Communication) -> Text:
    parts: list[str | Run | Text] = []
    if facts.audiences:
        parts += [" Đối tượng: ", figure(", ".join(facts.audiences), "communication.audiences"), "."]
    if facts.reached is not None:
        parts += [
            " Số lượt người được tuyên truyền: ",
            figure(counted(facts.reached), "communication.reached"),
        ]
        if facts.counted < facts.occasions:
            parts += [
                " (thống kê tại ",
                figure(whole(facts.counted), "communication.counted"),
                "/",
                figure(whole(facts.occasions), "communication.count"),
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
                figure(whole(channel.occasions), f"communication.channel.{channel.row}"),
                _reached(channel),
            )
            for channel in facts.channels
        ],
        caption="Hoạt động tuyên truyền theo hình thức",
        total=(
            "Tổng số",
            figure(whole(facts.occasions), "communication.count"),
            "-" if facts.reached is None else figure(whole(facts.reached), "communication.reached"),
        ),
        notes=() if facts.counted == facts.occasions else ("Dấu “-”: không thống kê số lượt người.",),
    )


def _reached(channel: ChannelUse) -> str | Run:
    if not channel.counted:
        return "-"
    return figure(whole(channel.reached), f"communication.channel.{channel.row}.reached")
