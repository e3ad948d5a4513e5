"""What appendices list: one builder for each content that an outline may name (`contents.py`)."""

from collections.abc import Callable

from awards.sections.honours import honours_blocks
from awards.selectors.honours import honours_of
from campaign.models import Report
from campaign.rules.outline_tree import AppendixPlan, roman
from office_culture.papers.blocks import Block, Paragraph
from office_culture.papers.paper import Appendix
from office_culture.project.report.builders import Gathered
from office_culture.rules.facts import FactScope
from office_culture.sections.attachments import attached
from office_culture.sections.documents import document_lists
from office_culture.sections.inspection_table import inspection_table_blocks
from office_culture.selectors.inspection_table import inspection_table

# Lists are long and most reports have few of them, so each asks for its own rows.
AppendixBuilder = Callable[[FactScope, Gathered], list[Block]]

APPENDICES: dict[str, AppendixBuilder] = {
    "documents": lambda scope, facts: document_lists(facts.documents),
    "honours": lambda scope, facts: honours_blocks(honours_of(scope)),
    "inspection_table": lambda scope, facts: inspection_table_blocks(inspection_table(scope)),
}


def appendices(report: Report, gathered: Gathered, symbol: str) -> tuple[Appendix, ...]:
    """The appendices of the outline; number and day of the paper are filled in when it is issued."""
    outline = report.outline
    reference = attached(outline.paper, symbol, report.unit.name_in_text)
    return tuple(
        Appendix(
            title=plan.title,
            blocks=tuple(APPENDICES[plan.content](report.scope(), gathered)),
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
