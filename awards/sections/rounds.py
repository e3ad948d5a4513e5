"""Commendation as the report tells it."""

from awards.selectors.rounds import RoundFacts
from office_culture.papers.blocks import Block, BulletList, Paragraph, figure


def commendation(rounds: tuple[RoundFacts, ...]) -> list[Block]:
    """What is proposed for whom, and how far it has come; said plainly where there is nothing yet."""
    if not rounds:
        return [Paragraph.of("Trong kỳ báo cáo chưa tổ chức xét khen thưởng cho phong trào.")]
    blocks: list[Block] = []
    for one in rounds:
        blocks.append(
            Paragraph.of(
                "Về ",
                one.name[:1].lower() + one.name[1:],
                ": cơ quan ",
                figure(one.state, "commendation.state"),
                ".",
            )
        )
        if one.awards:
            blocks.append(Paragraph.of("Các hình thức đề nghị gồm:"))
            blocks.append(
                BulletList.of(*(f"{name} đối với {subject} tiêu biểu." for name, subject in one.awards))
            )
    return blocks
