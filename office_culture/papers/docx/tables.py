"""Ruled tables: columns as wide as their words need, heads repeated, rows whole."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers import measures
from office_culture.papers.blocks import Align, Table, Text, text
from office_culture.papers.docx import styles
from office_culture.papers.docx.frames import add_cell, add_grid, add_row
from office_culture.papers.docx.lines import one_line, write
from office_culture.papers.docx.xml import element
from office_culture.papers.fonts import FontSet
from office_culture.papers.grid import Fit, fitted, head_cells, head_height
from office_culture.papers.measures import CELL_LINE, CELL_PADDING, TABLE, TABLE_SMALLEST

_SIZES = tuple(TABLE - step for step in range(int(TABLE - TABLE_SMALLEST) + 1))
_ALIGNMENT = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(
    document: Document, block: Table, width: float, fonts: FontSet, *, keep_with_next: bool = False
) -> None:
    """Adds the caption, the table and its notes; `keep_with_next` keeps its end on the page of what follows.

    The last row always stays with the total and the notes.
    """
    if block.caption:
        document.add_paragraph(one_line(block.caption), style=styles.CAPTION)

    def measure(word: str, size: float, bold: bool) -> float:
        return float(stringWidth(word, fonts.face(bold=bold), size))

    fit = fitted(block, width, measure, sizes=_SIZES, padding=2 * CELL_PADDING + 1)
    _Ruled(document, block, fit).fill(keep_with_next=keep_with_next or bool(block.notes))
    for number, note in enumerate(block.notes, start=1):
        paragraph = document.add_paragraph(one_line(note), style=styles.NOTE)
        paragraph.paragraph_format.keep_with_next = keep_with_next or number < len(block.notes) or None
    if not block.notes:
        _air(document)


def _air(document: Document) -> None:
    """Adds a space below a table, which also keeps two tables from being merged."""
    form = document.add_paragraph(style=styles.NOTE).paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(measures.PARAGRAPH_GAP)


class _Ruled:
    """Writes one table into the document."""

    def __init__(self, document: Document, block: Table, fit: Fit) -> None:
        self._block = block
        self._fit = fit
        self._table: WordTable = add_grid(document, fit.widths, padding=CELL_PADDING, border=CELL_LINE)
        if block.caption:
            # What a screen reader announces before it reads the cells.
            self._table._tbl.tblPr.append(element("w:tblCaption", val=one_line(block.caption)))

    def fill(self, *, keep_with_next: bool) -> None:
        self._head()
        followed = keep_with_next or bool(self._block.total)
        last = len(self._block.rows) - 1
        for place, row in enumerate(self._block.rows):
            # As on the PDF: no page begins or ends with a single row of a longer table.
            with_next = last > 2 and place in {0, last - 1}
            self._row(row, keep_with_next=with_next or (followed and place == last))
        if not self._block.rows:
            self._empty(keep_with_next=keep_with_next)
        if self._block.total:
            self._row(self._block.total, bold=True, keep_with_next=keep_with_next)

    def _head(self) -> None:
        height = head_height(self._block)
        placed = {(item.x, item.y): item for item in head_cells(self._block)}
        for y in range(height):
            row = add_row(self._table, head=True)
            x = 0
            while x < len(self._fit.widths):
                head_cell = next(placed[x, above] for above in range(y, -1, -1) if (x, above) in placed)
                merged = "" if head_cell.cell.rows == 1 else ("restart" if head_cell.y == y else "continue")
                width = sum(self._fit.widths[x : x + head_cell.cell.columns])
                paragraph = add_cell(
                    self._table,
                    row,
                    width,
                    styles.CELL,
                    columns=head_cell.cell.columns,
                    merged=merged,
                    middle=True,
                )
                paragraph.paragraph_format.keep_with_next = True
                if head_cell.y == y:
                    self._write(paragraph, text(head_cell.cell.text), Align.CENTRE, bold=True)
                x += head_cell.cell.columns

    def _row(self, cells: tuple[Text, ...], *, bold: bool = False, keep_with_next: bool = False) -> None:
        row = add_row(self._table)
        for cell, width, column in zip(cells, self._fit.widths, self._block.columns, strict=True):
            paragraph = add_cell(self._table, row, width, styles.CELL, middle=True)
            self._write(paragraph, cell, column.alignment, bold=bold)
            paragraph.paragraph_format.keep_with_next = keep_with_next or None

    def _empty(self, *, keep_with_next: bool) -> None:
        row = add_row(self._table)
        count = len(self._fit.widths)
        paragraph = add_cell(self._table, row, sum(self._fit.widths), styles.CELL, columns=count)
        self._write(paragraph, text(self._block.empty), Align.CENTRE)
        paragraph.paragraph_format.keep_with_next = keep_with_next or None

    def _write(self, paragraph: Paragraph, content: Text, align: Align, *, bold: bool = False) -> None:
        paragraph.alignment = _ALIGNMENT[align]
        write(paragraph, content, bold=bold)
        if self._fit.size != TABLE:
            for run in paragraph.runs:
                run.font.size = Pt(self._fit.size)
