"""Movements beside the campaign."""

from campaign.sections.wording import LEVEL_OF_MOVEMENT, ending, sentence
from campaign.selectors.movements import MovementRow
from office_culture.papers.blocks import Block, BulletList, Paragraph, Text, figure, text
from office_culture.text.citations import Citation, Citations
from office_culture.text.numbers import counted


def movements_blocks(facts: tuple[MovementRow, ...], *, citations: Citations) -> tuple[Block, ...]:
    """The movements as a list; what we did and reached in one stands below its name."""
    if not facts:
        return (Paragraph.of("Trong kỳ không phát sinh phong trào thi đua khác được triển khai."),)
    if len(facts) == 1:
        return (
            Paragraph(text("Trong kỳ đã triển khai phong trào ", _told(facts[0], citations), ".")),
            *_deeds(facts[0]),
        )
    count = len(facts)
    opening = Paragraph.of(
        "Trong kỳ đã triển khai ", figure(counted(count), "movements.count"), " phong trào thi đua khác:"
    )
    if any(row.actions or row.results for row in facts):
        return (
            opening,
            *(
                block
                for row in facts
                for block in (Paragraph(text("Phong trào ", _told(row, citations), ".")), *_deeds(row))
            ),
        )
    items = (text("Phong trào ", _told(row, citations), ending(i, count)) for i, row in enumerate(facts))
    return (opening, BulletList.of(*items))


def _told(row: MovementRow, citations: Citations) -> Text:
    by = citations.cite(row.launched_by) if isinstance(row.launched_by, Citation) else row.launched_by
    launched = f", phát động theo {by}" if by else ""
    return text(f"“{row.name}” ({LEVEL_OF_MOVEMENT[row.level]}{launched})")


def _deeds(row: MovementRow) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph.of(sentence(action)) for action in row.actions]
    if len(row.results) == 1:
        blocks.append(Paragraph.of("Kết quả: ", sentence(row.results[0])))
    elif row.results:
        blocks.append(Paragraph.of("Kết quả:"))
        last = len(row.results)
        blocks.append(
            BulletList.of(
                *(f"{result.rstrip('.;, ')}{ending(i, last)}" for i, result in enumerate(row.results))
            )
        )
    return tuple(blocks)
