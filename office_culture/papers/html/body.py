"""The content: blocks as the HTML elements of the same meaning."""

from xml.etree.ElementTree import Element

from office_culture.papers import blocks as model
from office_culture.papers import wording
from office_culture.papers.blocks import bold, text
from office_culture.papers.html.charts import add_chart
from office_culture.papers.html.tables import add_table
from office_culture.papers.html.tree import Writer, add, add_lines, one_line

_LOWEST_HEADING = 6


class Body:
    """Adds blocks to an element of the page; ids are counted over the whole paper."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._charts = 0

    def add(self, parent: Element, blocks: tuple[model.Block, ...], *, above: int = 1) -> None:
        """Adds blocks; `above` is the level of the heading above them."""
        for block in blocks:
            self._add(parent, block, above)

    def _add(self, parent: Element, block: model.Block, above: int) -> None:
        match block:
            case model.Paragraph():
                self._writer.write(add(parent, "p"), block.text)
            case model.Heading():
                words = one_line(wording.heading_line(block.level, block.number, block.text))
                add(parent, _heading(above + block.level), words, class_=f"level-{block.level}")
            case model.Division():
                heading = add(parent, _heading(above + 1), class_="division")
                add_lines(heading, f"{one_line(block.label)}\n{one_line(block.title).upper()}")
            case model.Article():
                self._article(parent, block, above)
            case model.BulletList():
                items = add(parent, "ul")
                for item in block.items:
                    self._writer.write(add(items, "li"), item)
            case model.Table():
                add_table(parent, block, self._writer)
            case model.Chart():
                self._charts += 1
                add_chart(parent, block, self._writer, f"chart-{self._charts}")
            case model.Gap():
                self._writer.write(add(parent, "p", class_="paper-gap"), wording.gap_text(block))
            case model.PageBreak():
                add(parent, "hr", class_="paper-break")
            case _:
                raise TypeError(f"No rule for showing {type(block).__name__}.")

    def _article(self, parent: Element, block: model.Article, above: int) -> None:
        """A titled article is a heading above its text; an untitled one begins its text on the same line."""
        label = one_line(wording.article_heading(block))
        if block.title:
            add(parent, _heading(above + 2), label, class_="level-2")
            self._writer.write(add(parent, "p"), block.text)
            return
        self._writer.write(add(parent, "p"), text(bold(label), " ", block.text))


def _heading(level: int) -> str:
    return f"h{min(level, _LOWEST_HEADING)}"
