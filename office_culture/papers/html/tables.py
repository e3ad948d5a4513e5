"""Tables whose column and row heads are marked as such for screen readers."""

from xml.etree.ElementTree import Element

from office_culture.papers.blocks import Column, Table, Text, plain
from office_culture.papers.grid import PlacedCell, head_cells, head_height, naming_column
from office_culture.papers.html.tree import Writer, add, one_line


def add_table(parent: Element, table: Table, writer: Writer, *, name: str = "") -> None:
    """Adds the table in a box that scrolls by itself on a narrow screen, then its notes."""
    label = one_line(table.caption) or one_line(name)
    # Only a box that scrolls needs the focus, but whether it scrolls depends on the style sheet.
    box = add(parent, "div", class_="paper-table", role="group", tabindex="0", aria_label=label or "Bảng")
    made = add(box, "table")
    if table.caption:
        add(made, "caption", one_line(table.caption))
    _add_head(made, table)
    body = add(made, "tbody")
    for row in table.rows:
        _add_row(body, row, table.columns, writer)
    if not table.rows:
        add(add(body, "tr"), "td", one_line(table.empty), class_="empty", colspan=str(len(table.columns)))
    if table.total:
        _add_row(add(made, "tfoot"), table.total, table.columns, writer)
    for note in table.notes:
        add(parent, "p", one_line(note), class_="paper-note")


def _add_head(made: Element, table: Table) -> None:
    head = add(made, "thead")
    rows = [add(head, "tr") for _ in range(head_height(table))]
    for placed in head_cells(table):
        _add_head_cell(rows[placed.y], placed)


def _add_head_cell(row: Element, placed: PlacedCell) -> None:
    cell = placed.cell
    words = one_line(cell.text)
    # A head without words, above the names of rows, is no head.
    made = add(row, "th" if words else "td", words)
    if words:
        made.set("scope", "col" if cell.columns == 1 else "colgroup")
    for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)):
        if count > 1:
            made.set(name, str(count))


def _add_row(body: Element, cells: tuple[Text, ...], columns: tuple[Column, ...], writer: Writer) -> None:
    row = add(body, "tr")
    named = naming_column(columns)
    for index, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        heads = index == named and plain(cell).strip()
        made = add(row, "th" if heads else "td", class_=column.alignment)
        if heads:
            made.set("scope", "row")
        writer.write(made, cell)
