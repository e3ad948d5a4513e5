"""The appendices of a report, in the order in which its sections refer to them.

What each lists is registered where it is written (`office_culture/rules/parts.py`); tables and lists that the outline
keeps out of the body are printed there as well.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from campaign.rules.outline_tree import Outline, roman
from office_culture.papers.blocks import Block, Heading, Paragraph
from office_culture.papers.paper import Appendix
from office_culture.rules import parts
from office_culture.rules.facts import FactBook
from office_culture.sections.attachments import attached
from office_culture.sections.shown import InForms
from office_culture.text.citations import Citations

# The title of the appendix of tables and lists that the outline keeps out of the body.
FIGURES = "Số liệu chi tiết"


@dataclass(frozen=True, slots=True)
class PlannedAppendix:
    """One appendix as printed; `number` is "" for an only one, `section` the key of the section that refers to it."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool
    section: str
    # The name of its registered content; "" for blocks moved here from sections.
    content: str = ""
    # Keys of further sections whose blocks stand in it.
    also: tuple[str, ...] = ()
    number: str = ""


def planned(
    outline: Outline, book: FactBook, moved: Mapping[str, tuple[Block, ...]]
) -> tuple[PlannedAppendix, ...]:
    """Every appendix that has content. `moved` are blocks by key of the section that they come from.

    Several are numbered, an only one is not (Decree 30/2020, Annex I; sure).
    """
    order = {section.key: place for place, section in enumerate(outline.sections)}
    found = [item for item in (*_listed(outline, book, moved), *_moved(outline, moved)) if item.blocks]
    found.sort(key=lambda appendix: order.get(appendix.section, len(order)))
    if len(found) == 1:
        return tuple(found)
    return tuple(replace(entry, number=roman(place)) for place, entry in enumerate(found, start=1))


def _listed(
    outline: Outline, book: FactBook, moved: Mapping[str, tuple[Block, ...]]
) -> Iterator[PlannedAppendix]:
    """The appendices of the outline; the first one of a section begins with the blocks moved out of that section."""
    taken: set[str] = set()
    for plan in outline.appendices:
        content = parts.appendices[plan.content].content(book, parts.At(plan.title, Citations()))
        blocks = tuple(block for block in content if not isinstance(block, InForms))
        before = () if plan.section in taken else moved.get(plan.section, ())
        taken.add(plan.section)
        yield PlannedAppendix(plan.title, (*before, *blocks), plan.landscape, plan.section, plan.content)


def _moved(outline: Outline, moved: Mapping[str, tuple[Block, ...]]) -> Iterator[PlannedAppendix]:
    """One appendix of all blocks moved out of sections without an appendix of their own; none without such blocks."""
    led_to = {plan.section for plan in outline.appendices}
    left = [section for section in outline.sections if section.key in moved and section.key not in led_to]
    if not left:
        return
    blocks: list[Block] = []
    for place, section in enumerate(left, start=1):
        blocks += [Heading(2, str(place), section.title), *moved[section.key]]
    yield PlannedAppendix(
        FIGURES, tuple(blocks), False, left[0].key, also=tuple(section.key for section in left[1:])
    )


def printed(
    plans: tuple[PlannedAppendix, ...], *, paper: str, symbol: str, issuer: str
) -> tuple[Appendix, ...]:
    """The appendices for the paper; their number and day are filled in when it is issued."""
    reference = attached(paper, symbol, issuer)
    return tuple(
        Appendix(
            title=plan.title,
            blocks=plan.blocks,
            number=plan.number,
            reference=reference,
            landscape=plan.landscape,
        )
        for plan in plans
    )


def mentions(plans: tuple[PlannedAppendix, ...], key: str, *, alone: bool) -> list[Block]:
    """The sentence that refers from a section to its appendices, or nothing where it has none.

    An appendix is named where it is first spoken of; a section that says nothing else (`alone`) names it again.
    """
    numbers = [plan.number for plan in plans if key == plan.section or (alone and key in plan.also)]
    if not numbers:
        return []
    named = "Phụ lục " + ", Phụ lục ".join(numbers) if numbers[0] else "Phụ lục"
    return [Paragraph.of(f"(Chi tiết tại {named} kèm theo.)")]
