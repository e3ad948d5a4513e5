"""The appendices of a report: what each lists is registered where it is written (`office_culture/rules/parts.py`)."""

from campaign.models import Report
from campaign.rules.outline_tree import AppendixPlan, roman
from office_culture.papers.blocks import Block, Paragraph
from office_culture.papers.paper import Appendix
from office_culture.rules import parts
from office_culture.rules.facts import FactBook
from office_culture.sections.attachments import attached
from office_culture.text.citations import Citations


def appendices(report: Report, book: FactBook, symbol: str) -> tuple[Appendix, ...]:
    """The appendices of the outline; number and day of the paper are filled in when it is issued."""
    outline = report.outline
    reference = attached(outline.paper, symbol, report.unit.name_in_text)
    return tuple(
        Appendix(
            title=plan.title,
            blocks=parts.appendices[plan.content].blocks(book, parts.At(plan.title, Citations())),
            number=_number(place, len(outline.appendices)),
            reference=reference,
            landscape=plan.landscape,
        )
        for place, plan in enumerate(outline.appendices, start=1)
    )


def mentions(plans: tuple[AppendixPlan, ...], key: str) -> list[Block]:
    """The sentence that leads from a section to its appendices; nothing where none belongs to it."""
    numbers = [_number(place, len(plans)) for place, plan in enumerate(plans, start=1) if plan.section == key]
    if not numbers:
        return []
    named = "Phụ lục " + ", Phụ lục ".join(numbers) if numbers[0] else "Phụ lục"
    return [Paragraph.of(f"(Chi tiết tại {named} kèm theo.)")]


def _number(place: int, many: int) -> str:
    """Several appendices are numbered, an only one is not (Decree 30/2020, Annex I; sure)."""
    return roman(place) if many > 1 else ""
