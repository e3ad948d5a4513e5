"""The content: blocks as flowables, headings kept on the page of what they announce."""

from reportlab.platypus import Flowable, PageBreak

from office_culture.papers import blocks as model
from office_culture.papers import wording
from office_culture.papers.blocks import text
from office_culture.papers.pdf.charts import chart
from office_culture.papers.pdf.flow import Ending, Label, Para, Together
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.outline import HeadingTree
from office_culture.papers.pdf.styles import Styles
from office_culture.papers.pdf.tables import table
from office_culture.papers.pdf.tags import Element
from office_culture.papers.walk import announces, opens_list, with_following


def body(
    blocks: tuple[model.Block, ...],
    width: float,
    style: Styles,
    ink: Ink,
    outline: HeadingTree,
    part: Element,
    *,
    depth: int = 0,
) -> list[Flowable]:
    """The flowables of some blocks, as content of `part`; `depth` is the depth of the headings above them."""
    flowables: list[Flowable] = []
    leaders: list[Flowable] = []
    lead: Flowable | None = None
    for number, (block, following) in enumerate(with_following(blocks), start=1):
        ink.enter(type(block).__name__.lower(), section=_section(block), block=number)
        if isinstance(block, model.Heading | model.Division):
            leaders.extend(_leader(block, style, ink, outline, part, depth))
            continue
        made = _flowables(block, width, style, ink, outline, part, depth)
        if not made:
            continue
        if announces(block, following):
            leaders.extend(made)
            continue
        if lead is not None:
            made[0] = Ending(lead, [made[0]])
            lead = None
        if opens_list(block, following):
            (lead,) = made
            continue
        if leaders and not isinstance(block, model.PageBreak):
            made[0] = Together(leaders, made[0])
            leaders = []
        flowables.extend(made)
    return flowables + leaders


def _section(block: model.Block) -> str | None:
    if isinstance(block, model.Heading):
        return wording.heading_line(block.level, block.number, block.text)
    if isinstance(block, model.Division):
        return f"{block.label} {block.title}"
    if isinstance(block, model.Article):
        return wording.article_label(block.number)
    return None


def _leader(
    block: model.Heading | model.Division,
    style: Styles,
    ink: Ink,
    outline: HeadingTree,
    part: Element,
    depth: int,
) -> list[Flowable]:
    if isinstance(block, model.Division):
        heading = outline.heading(part, depth)
        label, title = ink.plain(block.label), ink.plain(block.title).upper()
        first = Para(ink.markup(text(label)), style.division_label, heading)
        first.bookmark = outline.bookmark(f"{label}. {title}", depth)
        return [first, Para(ink.markup(text(title)), style.division_title, heading)]
    depth += block.level - 1
    line = ink.plain(wording.heading_line(block.level, block.number, block.text))
    paragraph = Para(ink.markup(text(line)), style.heading[block.level - 1], outline.heading(part, depth))
    paragraph.bookmark = outline.bookmark(line, depth)
    return [paragraph]


def _flowables(
    block: model.Block,
    width: float,
    style: Styles,
    ink: Ink,
    outline: HeadingTree,
    part: Element,
    depth: int,
) -> list[Flowable]:
    match block:
        case model.Paragraph():
            return [Para(ink.markup(block.text), style.body, part.add("P"))]
        case model.BulletList(items=()):
            return []
        case model.BulletList():
            listed = part.add("L", ListNumbering="Disc")
            return [_item(item, style, ink, listed.add("LI")) for item in block.items]
        case model.Article():
            return _article(block, style, ink, outline, part, depth)
        case model.Table():
            return table(block, width, style, ink, part)
        case model.Chart():
            return chart(block, width, style, ink, part)
        case model.Gap():
            return [Para(ink.markup(wording.gap_text(block)), style.gap, part.add("P"))]
        case model.PageBreak():
            return [PageBreak()]
        case _:
            raise TypeError(f"No rule for printing {type(block).__name__}.")


def _item(item: model.Text, style: Styles, ink: Ink, element: Element) -> Para:
    label = Label(wording.BULLET, element.add("Lbl"))
    paragraph = Para(ink.markup(item), style.item, element.add("LBody"))
    paragraph.label = label
    return paragraph


def _article(
    block: model.Article, style: Styles, ink: Ink, outline: HeadingTree, part: Element, depth: int
) -> list[Flowable]:
    """A titled article is a heading above its text; an untitled one begins its text on the same line."""
    label = wording.article_heading(block)
    name = ink.plain(label)
    if not block.title:
        words = ink.markup(text(model.bold(label), " ", block.text))
        paragraph = Para(words, style.body, part.add("P"))
        paragraph.bookmark = outline.bookmark(name, depth + 1)
        return [paragraph]
    heading = Para(ink.markup(text(model.bold(label))), style.heading[1], outline.heading(part, depth + 1))
    heading.bookmark = outline.bookmark(name, depth + 1)
    if not block.text:
        return [heading]
    return [Together([heading], Para(ink.markup(block.text), style.body, part.add("P")))]
