"""The content: blocks to flowables, headings held to what they announce."""

from reportlab.platypus import Flowable, PageBreak

from office_culture.papers import blocks as model
from office_culture.papers import wording
from office_culture.papers.blocks import text
from office_culture.papers.pdf.charts import chart
from office_culture.papers.pdf.flow import Bookmark, Para, Together
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.styles import Styles
from office_culture.papers.pdf.tables import table
from office_culture.papers.walk import announces, with_following

_LONGEST_TITLE = 200  # of a bookmark; PDF/A limits the strings of a file


class Bookmarks:
    """Keys and depths of bookmarks; a depth never jumps, as PDF readers demand."""

    def __init__(self) -> None:
        self._count = 0
        self._depth = -1

    def add(self, paragraph: Para, title: str, depth: int) -> Para:
        """The paragraph, carrying a bookmark."""
        self._count += 1
        self._depth = min(depth, self._depth + 1)
        paragraph.bookmark = Bookmark(title[:_LONGEST_TITLE], f"b{self._count}", self._depth)
        return paragraph


def body(
    blocks: tuple[model.Block, ...],
    width: float,
    style: Styles,
    ink: Ink,
    bookmarks: Bookmarks,
    *,
    depth: int = 0,
) -> list[Flowable]:
    """The flowables of some blocks; `depth` is the depth of bookmarks above them."""
    flowables: list[Flowable] = []
    leaders: list[Flowable] = []
    for number, (block, following) in enumerate(with_following(blocks), start=1):
        ink.enter(type(block).__name__.lower(), section=_section(block), block=number)
        if isinstance(block, model.Heading | model.Division):
            leaders.extend(_leader(block, style, ink, bookmarks, depth))
            continue
        made = _made(block, width, style, ink, bookmarks, depth)
        if announces(block, following):
            leaders.extend(made)
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
    block: model.Heading | model.Division, style: Styles, ink: Ink, bookmarks: Bookmarks, depth: int
) -> list[Flowable]:
    if isinstance(block, model.Division):
        label, title = ink.plain(block.label), ink.plain(block.title).upper()
        return [
            bookmarks.add(Para(ink.markup(text(label)), style.division_label), f"{label}. {title}", depth),
            Para(ink.markup(text(title)), style.division_title),
        ]
    line = ink.plain(wording.heading_line(block.level, block.number, block.text))
    heading = Para(ink.markup(text(line)), style.heading[block.level - 1])
    return [bookmarks.add(heading, line, depth + block.level - 1)]


def _made(
    block: model.Block, width: float, style: Styles, ink: Ink, bookmarks: Bookmarks, depth: int
) -> list[Flowable]:
    match block:
        case model.Paragraph():
            return [Para(ink.markup(block.text), style.body)]
        case model.BulletList():
            return [Para(ink.markup(text(wording.BULLET, item)), style.body) for item in block.items]
        case model.Article():
            return _article(block, style, ink, bookmarks, depth)
        case model.Table():
            return table(block, width, style, ink)
        case model.Chart():
            return chart(block, width, style, ink)
        case model.Gap():
            return [Para(ink.markup(wording.gap_text(block)), style.gap)]
        case model.PageBreak():
            return [PageBreak()]
        case _:
            raise TypeError(f"No rule for printing {type(block).__name__}.")


def _article(
    block: model.Article, style: Styles, ink: Ink, bookmarks: Bookmarks, depth: int
) -> list[Flowable]:
    """A titled article is a heading above its text; an untitled one begins its text on the same line."""
    label = wording.article_heading(block)
    name = ink.plain(label)
    if not block.title:
        words = ink.markup(text(model.bold(label), " ", block.text))
        return [bookmarks.add(Para(words, style.body), name, depth + 1)]
    heading = bookmarks.add(Para(ink.markup(text(model.bold(label))), style.heading[1]), name, depth + 1)
    return [Together([heading], Para(ink.markup(block.text), style.body))] if block.text else [heading]
