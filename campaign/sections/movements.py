"""Movements beside the campaign."""

from campaign.sections.pledges import pledges_blocks
from campaign.sections.wording import LEVEL_OF_MOVEMENT, ending, sentence
from campaign.selectors.movements import MovementRow, Movements, movements
from campaign.selectors.pledges import Pledges, Registrations, pledges_of, registrations_of
from office_culture.papers.blocks import Block, BulletList, Paragraph, Text, text
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import told
from office_culture.text.citations import Citation, Citations


@sections.register(
    "movements",
    _("other movements, pledges and registrations"),
    movements,
    pledges_of,
    registrations_of,
    records="campaign_movement",
)
def movements_and_pledges(
    found: Movements, pledges: Pledges, registrations: Registrations, at: At
) -> tuple[Block, ...]:
    """The movements, then what was promised in them."""
    return (*movements_blocks(found, at), *pledges_blocks(pledges, registrations))


def movements_blocks(found: Movements, at: At) -> tuple[Block, ...]:
    """The movements as a list; what we did and reached in one stands below its name."""
    facts, citations = found.rows, at.citations
    if not facts:
        return (Paragraph.of("Trong kỳ không phát sinh phong trào thi đua khác được triển khai."),)
    if len(facts) == 1:
        return (
            Paragraph(text("Trong kỳ đã triển khai phong trào ", _told(facts[0], citations), ".")),
            *_deeds(facts[0]),
        )
    count = len(facts)
    opening = Paragraph.of("Trong kỳ đã triển khai ", told(found.count), " phong trào thi đua khác:")
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
