"""Movements beside the campaign."""

from campaign.sections.pledges import pledges_blocks
from campaign.sections.wording import LEVEL_OF_MOVEMENT, ending, launched, movement
from campaign.selectors.movements import MovementRow, Movements, movements
from campaign.selectors.pledges import Pledges, pledges_of
from campaign.selectors.registrations import Registrations, registrations_of
from office_culture.papers.blocks import Block, BulletList, Paragraph, text
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import in_sentence
from office_culture.sections.shown import Content
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
) -> tuple[Content, ...]:
    """The movements, then the pledges and registrations."""
    return (*movements_blocks(found, at), *pledges_blocks(pledges, registrations, at))


def movements_blocks(found: Movements, at: At) -> tuple[Block, ...]:
    """One line for each movement: who launched it, what the unit did in it, and its results."""
    if not found.rows:
        return (Paragraph.of(f"Trong kỳ, {at.agency} không triển khai phong trào thi đua khác."),)
    if len(found.rows) == 1:
        line = _line(found.rows[0], at.citations)
        return (Paragraph(text(f"Trong kỳ, {at.agency} đã triển khai {line[:1].lower()}{line[1:]}.")),)
    lines = [_line(row, at.citations) for row in found.rows]
    return (
        Paragraph.of(
            f"Trong kỳ, {at.agency} đã triển khai ", in_sentence(found.count), " phong trào thi đua khác:"
        ),
        BulletList.of(*(f"{line}{ending(place, len(lines))}" for place, line in enumerate(lines))),
    )


def _line(row: MovementRow, citations: Citations) -> str:
    by = (
        f"theo {citations.mention(row.launched_by)}"
        if isinstance(row.launched_by, Citation)
        else launched(row.launched_by)
    )
    name = f"{movement(row.name)} {by or f'({LEVEL_OF_MOVEMENT[row.level]})'}"
    deeds = ", ".join(_within(words) for words in row.actions)
    results = ", ".join(_within(words) for words in row.results)
    outcome = "; kết quả: ".join(filter(None, (deeds, results))) if deeds else results
    return f"{name}: {outcome}" if outcome else name


def _within(words: str) -> str:
    """A sentence of the record as part of a longer one: without full stop and initial capital, unless it is a name."""
    bare = words.strip().rstrip(".;, ")
    first, _space, following = bare.partition(" ")
    return f"{first.lower()} {following}" if first.istitle() and following[:1].islower() else bare
