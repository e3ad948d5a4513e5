"""The content: blocks as paragraphs of named styles, so that Word tells a heading from a list."""

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from office_culture.papers import blocks as model
from office_culture.papers import wording
from office_culture.papers.blocks import bold, text
from office_culture.papers.docx import styles
from office_culture.papers.docx.charts import Charts
from office_culture.papers.docx.lines import one_line, write
from office_culture.papers.docx.tables import add_table
from office_culture.papers.fonts import FontSet
from office_culture.papers.walk import announces, opens_list, with_following


class Body:
    """Adds blocks to the end of a document."""

    def __init__(self, document: Document, charts: Charts, fonts: FontSet) -> None:
        self._document = document
        self._charts = charts
        self._fonts = fonts
        self._broken = False

    def add(self, blocks: tuple[model.Block, ...], width: float, *, keep_with_next: bool = False) -> None:
        """Adds blocks for a text `width` points wide.

        `keep_with_next` keeps the last one on the page of what follows, such as the signature.
        """
        for block, following in with_following(blocks):
            if isinstance(block, model.PageBreak):
                self._broken = True
                continue
            announcing = announces(block, following) or opens_list(block, following)
            self._add(block, width, keep_with_next=announcing or (keep_with_next and following is None))

    def _add(self, block: model.Block, width: float, *, keep_with_next: bool) -> None:
        match block:
            case model.Paragraph():
                self._paragraph(styles.BODY_TEXT, block.text, keep_with_next=keep_with_next)
            case model.Heading():
                line = one_line(wording.heading_line(block.level, block.number, block.text))
                self._paragraph(styles.HEADINGS[block.level - 1], text(line))
            case model.Division():
                division = self._paragraph(styles.DIVISION, text(one_line(block.label)))
                division.add_run().add_break(WD_BREAK.LINE)
                division.add_run(one_line(block.title).upper())
            case model.Article():
                self._article(block, keep_with_next=keep_with_next)
            case model.BulletList():
                for number, item in enumerate(block.items, start=1):
                    self._paragraph(
                        styles.BULLETS, item, keep_with_next=keep_with_next and number == len(block.items)
                    )
            case model.Table():
                self._break_page()
                add_table(self._document, block, width, self._fonts, keep_with_next=keep_with_next)
            case model.Chart():
                self._chart(block, width, keep_with_next=keep_with_next)
            case model.Gap():
                self._paragraph(styles.GAP, wording.gap_text(block), keep_with_next=keep_with_next)
            case _:
                raise TypeError(f"No rule for printing {type(block).__name__}.")

    def _paragraph(self, style: str, content: model.Text, *, keep_with_next: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph()
        styles.set_style(paragraph, style)
        form = paragraph.paragraph_format
        form.keep_with_next = keep_with_next or None
        form.page_break_before = self._broken or None
        self._broken = False
        return write(paragraph, content)

    def _break_page(self) -> None:
        """Adds a page break before a table, as a paragraph without height: a table cannot begin a page by itself."""
        if self._broken:
            self._paragraph(styles.CELL, ()).paragraph_format.line_spacing = Pt(1)

    def _article(self, block: model.Article, *, keep_with_next: bool) -> None:
        """A titled article is a heading above its text; an untitled one begins its text on the same line."""
        label = one_line(wording.article_heading(block))
        if not block.title:
            self._paragraph(styles.ARTICLE, text(bold(label), " ", block.text), keep_with_next=keep_with_next)
            return
        self._paragraph(styles.HEADINGS[1], text(label))
        if block.text:
            self._paragraph(styles.BODY_TEXT, block.text, keep_with_next=keep_with_next)

    def _chart(self, block: model.Chart, width: float, *, keep_with_next: bool) -> None:
        self._paragraph(styles.CAPTION, text(one_line(block.title)))
        if remark := wording.chart_remark(block):
            self._paragraph(styles.UNIT, text(one_line(remark)))
        if not wording.has_values(block):
            self._paragraph(
                styles.GAP, text(one_line(wording.chart_without_values(block))), keep_with_next=keep_with_next
            )
            return
        notes = wording.chart_notes(block)
        drawing = self._paragraph(styles.CAPTION, ())
        drawing.paragraph_format.keep_with_next = bool(notes) or keep_with_next
        self._charts.draw(drawing, block, width)
        for note in notes:
            self._paragraph(styles.NOTE, text(one_line(note)), keep_with_next=keep_with_next)
