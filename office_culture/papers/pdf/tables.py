"""Ruled tables: columns as wide as their words need, heads repeated, rows whole unless taller than a page."""

from typing import Any

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, TableStyle
from reportlab.platypus import Table as PlatypusTable

from office_culture.papers import measures
from office_culture.papers.blocks import Align, HeadCell, Table, Text, plain, text
from office_culture.papers.grid import fitted, head_cells, head_height, naming_column
from office_culture.papers.measures import SINGLE
from office_culture.papers.pdf.flow import Ending, Para, Together, at_top
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.styles import Alignment, Styles
from office_culture.papers.pdf.tags import END, Element, artefact, operators

_PADDING = measures.CELL_PADDING
_LINE = measures.CELL_LINE
_SIZES = tuple(measures.TABLE - step for step in range(int(measures.TABLE - measures.TABLE_SMALLEST) + 1))
_ALIGNMENT: dict[Align, Alignment] = {
    Align.LEFT: TA_LEFT,
    Align.CENTRE: TA_CENTER,
    Align.RIGHT: TA_RIGHT,
}
_COMMAND = {Align.LEFT: "LEFT", Align.CENTRE: "CENTER", Align.RIGHT: "RIGHT"}
_SHORTEST_PIECE = 30  # points of a row that is cut because it is taller than a page


class TaggedLine(str):
    """A cell of one line, and the element whose content it is."""

    element: Element

    def __new__(cls, words: str, element: Element) -> "TaggedLine":
        line = super().__new__(cls, words)
        line.element = element
        return line


Cell = str | Para


class RuledTable(PlatypusTable):
    """A table that splits a row only if the row is taller than a whole page."""

    _nosplitCmds: list[Any]
    _rowHeights: list[float]
    _cellStyles: list[list[Any]]

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        self.splitInRow = 0
        pieces: list[Flowable] = super().split(available_width, available_height)
        if pieces or not at_top(self):
            return pieces
        if self._nosplitCmds:
            # The rows that stay together are taller than a page.
            self._nosplitCmds = []
            pieces = super().split(available_width, available_height)
            if pieces:
                return pieces
        self.splitInRow = _SHORTEST_PIECE
        self._align_tall_rows(available_height)
        pieces = super().split(available_width, available_height)
        if not pieces and self.repeatRows:
            # The head alone is taller than a page.
            self.repeatRows = 0
            pieces = super().split(available_width, available_height)
        return pieces

    def _drawCell(self, content: Any, style: Any, *place: Any) -> None:
        draw = super()._drawCell  # type: ignore[misc]  # the stubs know what is public
        if not isinstance(content, TaggedLine):
            draw(content, style, *place)
        elif content:
            code = operators(self.canv)
            code.append(content.element.begin(self.canv))
            draw(content, style, *place)
            code.append(END)

    def _drawLines(self) -> None:
        with artefact(self.canv):
            super()._drawLines()  # type: ignore[misc]

    def _splitCell(self, content: Any, *measures: Any) -> Any:
        pieces = super()._splitCell(content, *measures)  # type: ignore[misc]
        if isinstance(content, TaggedLine):
            return [TaggedLine(piece, content.element) for piece in pieces]
        return pieces

    def _align_tall_rows(self, page: float) -> None:
        """Aligns the cells of rows taller than a page to the top: ReportLab splits only such rows well."""
        for height, row in zip(self._rowHeights, self._cellStyles, strict=True):
            if height > page:
                for cell in row:
                    cell.valign = "TOP"


def table(block: Table, width: float, style: Styles, ink: Ink, part: Element) -> list[Flowable]:
    """The table, kept with its caption above and its notes below."""
    element = part.add("Table")
    caption = element.add("Caption") if block.caption else None
    flowable: Flowable = _Grid(block, width, style, ink, element).flowable()
    notes = [Para(ink.markup(text(note)), style.note, part.add("P")) for note in block.notes]
    if notes:
        flowable = Ending(flowable, notes)
    if caption:
        flowable = Together([Para(ink.markup(text(block.caption)), style.caption, caption)], flowable)
    return [flowable]


# Shorter tables may part anywhere: kept whole they would leave white pages.
_LONG = 4


def _unbroken_rows(head: int, body: int, *, with_total: bool) -> list[Any]:
    """The rows that no page parts.

    No total is alone under a repeated head, and no page begins or ends with a single row of a longer table, of which
    its total is one.
    """
    if body < _LONG:
        return [("NOSPLIT", (0, -2), (0, -1))] if with_total and body > 1 else []
    return [
        ("NOSPLIT", (0, head), (0, head + 1)),
        ("NOSPLIT", (0, -2), (0, -1)),
    ]


class _Grid:
    """Builds the platypus table of one table of the model."""

    def __init__(self, block: Table, width: float, style: Styles, ink: Ink, element: Element) -> None:
        self._block = block
        self._element = element
        self._naming = naming_column(block.columns)
        self._style = style
        self._ink = ink
        fit = fitted(block, width, self._measure, sizes=_SIZES, padding=2 * _PADDING + 1)
        self._size, self._widths = fit.size, list(fit.widths)

    def flowable(self) -> RuledTable:
        head, spans = self._head()
        rows = self._element.add("TBody")
        body = [self._row(row, rows.add("TR")) for row in self._block.rows]
        commands: list[Any] = [
            ("GRID", (0, 0), (-1, -1), _LINE, black),
            ("FONT", (0, 0), (-1, -1), self._style.fonts.regular, self._size, self._size * SINGLE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            *spans,
        ]
        for index, column in enumerate(self._block.columns):
            commands.append(("ALIGN", (index, len(head)), (index, -1), _COMMAND[column.alignment]))
        if not body:
            only = rows.add("TR").add("TD", ColSpan=len(self._widths))
            body = [
                [
                    self._paragraph(text(self._block.empty), Align.CENTRE, only),
                    *[""] * (len(self._widths) - 1),
                ]
            ]
            commands.append(("SPAN", (0, len(head)), (-1, len(head))))
        if self._block.total:
            body.append(self._row(self._block.total, self._element.add("TFoot").add("TR"), bold=True))
        commands += _unbroken_rows(len(head), len(body), with_total=bool(self._block.total))
        return RuledTable(
            head + body,
            colWidths=self._widths,
            repeatRows=len(head),
            style=TableStyle(commands),
            spaceBefore=4,
            spaceAfter=8,
        )

    def _head(self) -> tuple[list[list[Cell]], list[tuple[object, ...]]]:
        """The rows of the head and the spans of its wide cells."""
        rows: list[list[Cell]] = [[""] * len(self._widths) for _ in range(head_height(self._block))]
        head = self._element.add("THead")
        elements = [head.add("TR") for _ in rows]
        spans: list[tuple[object, ...]] = []
        for placed in head_cells(self._block):
            x, y, cell = placed.x, placed.y, placed.cell
            rows[y][x] = self._head_cell(cell, elements[y])
            if cell.columns > 1 or cell.rows > 1:
                spans.append(("SPAN", (x, y), (x + cell.columns - 1, y + cell.rows - 1)))
        return rows, spans

    def _head_cell(self, cell: HeadCell, row: Element) -> Cell:
        spans = {"ColSpan": cell.columns, "RowSpan": cell.rows}
        attributes: dict[str, Any] = {name: count for name, count in spans.items() if count > 1}
        element = row.add("TH", Scope="Column", **attributes)
        return self._paragraph(text(cell.text), Align.CENTRE, element, bold=True)

    def _row(self, cells: tuple[Text, ...], row: Element, *, bold: bool = False) -> list[Cell]:
        return [
            self._cell(cell, width, column.alignment, self._cell_element(row, index, cell), bold=bold)
            for index, (cell, width, column) in enumerate(
                zip(cells, self._widths, self._block.columns, strict=True)
            )
        ]

    def _cell_element(self, row: Element, index: int, content: Text) -> Element:
        """A head of its row where the column names the rows; an empty cell names nothing."""
        if index == self._naming and plain(content).strip():
            return row.add("TH", Scope="Row")
        return row.add("TD")

    def _cell(self, content: Text, width: float, align: Align, element: Element, *, bold: bool) -> Cell:
        """The cell as a plain string if one line suffices, which is much cheaper than a paragraph."""
        if not bold and all(not (run.bold or run.italic or run.link) for run in content):
            words = self._ink.plain_runs(content)
            if stringWidth(words, self._style.fonts.regular, self._size) <= width - 2 * _PADDING:
                return TaggedLine(words, element)
        return self._paragraph(content, align, element, bold=bold)

    def _paragraph(self, content: Text, align: Align, element: Element, *, bold: bool = False) -> Para:
        style = self._style.cell(self._size, _ALIGNMENT[align], bold=bold)
        return Para(self._ink.markup(content), style, element)

    def _measure(self, word: str, size: float, bold: bool) -> float:
        return float(stringWidth(word, self._style.fonts.face(bold=bold), size))
