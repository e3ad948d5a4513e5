"""Layout tables that put things beside each other, and the cells that all tables are made of."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from office_culture.papers.docx.styles import set_style
from office_culture.papers.docx.xml import element, twips

_SIDES = ("top", "left", "bottom", "right")


def add_grid(document: Document, widths: Sequence[float], *, padding: float, border: float = 0.0) -> Table:
    """A table of fixed column widths without rows; `border` is the width of its lines in points."""
    table = document.add_table(rows=0, cols=len(widths))
    properties: Any = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(element("w:tblW", w=twips(sum(widths)), type="dxa"))
    properties.append(element("w:tblInd", w="0", type="dxa"))
    if border:
        line = {"val": "single", "sz": str(round(border * 8)), "space": "0", "color": "auto"}
        sides = (*_SIDES, "insideH", "insideV")
        properties.append(element("w:tblBorders", *(element(f"w:{side}", **line) for side in sides)))
    properties.append(element("w:tblLayout", type="fixed"))
    # Also where it is 0: Word adds padding of its own to cells without any.
    room = {"top": padding * 0.7, "left": padding, "bottom": padding * 0.7, "right": padding}
    properties.append(
        element(
            "w:tblCellMar",
            *(element(f"w:{side}", w=twips(width), type="dxa") for side, width in room.items()),
        )
    )
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), twips(width))
    return table


def add_row(table: Table, *, head: bool = False) -> Any:
    """A row that is not split over pages; a row of the head is repeated on each page."""
    row: Any = element("w:tr")
    properties = element("w:trPr", element("w:cantSplit"))
    if head:
        properties.append(element("w:tblHeader"))
    row.append(properties)
    table._tbl.append(row)
    return row


def add_cell(
    table: Table,
    row: Any,
    width: float,
    style: str,
    *,
    columns: int = 1,
    merged: str = "",
    middle: bool = False,
) -> Paragraph:
    """A cell of `columns` columns with one empty paragraph.

    `merged` is "restart" in the first row of a cell over several rows, "continue" in the others.
    """
    properties = element("w:tcPr", element("w:tcW", w=twips(width), type="dxa"))
    if columns > 1:
        properties.append(element("w:gridSpan", val=str(columns)))
    if merged:
        properties.append(element("w:vMerge", val=merged))
    if middle:
        properties.append(element("w:vAlign", val="center"))
    cell = element("w:tc", properties, element("w:p"))
    row.append(cell)
    paragraph = _Cell(cell, table).paragraphs[0]
    set_style(paragraph, style)
    return paragraph


def below(paragraph: Paragraph, style: str) -> Paragraph:
    """Adds another paragraph to the same cell."""
    added: Any = element("w:p")
    paragraph._p.getparent().append(added)
    made = Paragraph(added, paragraph._parent)
    set_style(made, style)
    return made
