"""Which parts of the generated content a section prints, and where: in the body, in an appendix, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from campaign.rules.outline_tree import FormPlace, Outline, Section
from office_culture.papers.blocks import Block, BulletList, Paragraph, Run, plain
from office_culture.sections.shown import Content, InForms, earns_its_place, trimmed


@dataclass(frozen=True, slots=True)
class PlacedContent:
    """The generated content of a section: what is printed below its heading, and what in an appendix."""

    body: tuple[Block, ...]
    appendix: tuple[Block, ...]


def placed(content: Iterable[Content], section: Section, outline: Outline) -> PlacedContent:
    """The content divided between body and appendix as section and outline define it."""
    body: list[Block] = []
    appendix: list[Block] = []
    for item in content:
        if isinstance(item, InForms):
            _place(item, section, outline, body, appendix)
        elif isinstance(item, BulletList) and _is_moved(item, section, outline):
            _move(item, body, appendix)
        else:
            body.append(item)
    return PlacedContent(tuple(body), tuple(appendix))


def _place(
    shown: InForms, section: Section, outline: Outline, body: list[Block], appendix: list[Block]
) -> None:
    table = trimmed(shown.table) if shown.table else None
    in_body = (
        table is not None and section.tables is FormPlace.BODY and earns_its_place(table, outline.least_rows)
    )
    if table and (in_body or (not shown.sentences and section.tables is FormPlace.BODY)):
        body.append(table)
    else:
        body.extend(shown.sentences)
    if table and section.tables is FormPlace.APPENDIX and len(table.rows) > 1:
        appendix.append(table)
    if shown.chart:
        match section.charts:
            case FormPlace.BODY:
                body.append(shown.chart)
            case FormPlace.APPENDIX:
                appendix.append(shown.chart)
            case _:
                pass


def _is_moved(item: BulletList, section: Section, outline: Outline) -> bool:
    return section.lists is FormPlace.APPENDIX and len(item.items) > outline.longest_list


def _move(item: BulletList, body: list[Block], appendix: list[Block]) -> None:
    """Moves the list with its lead-in to the appendix; in the body the lead-in ends as a sentence."""
    lead = body[-1] if body else None
    if isinstance(lead, Paragraph) and plain(lead.text).endswith(":"):
        appendix.append(lead)
        body[-1] = _as_sentence(lead)
    appendix.append(item)


def _as_sentence(lead: Paragraph) -> Paragraph:
    runs = list(lead.text)
    runs[-1] = replace(runs[-1], text=runs[-1].text.removesuffix(":"))
    return Paragraph((*runs, Run(".")))
