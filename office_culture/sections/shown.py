"""The same figures as a sentence, a table or a chart; the outline of a paper chooses between them."""

from dataclasses import dataclass, replace

from office_culture.papers.blocks import Block, CellKind, Chart, Table, Text, plain

# Cells in a column of figures that have no value.
_NOTHING = frozenset({"", "0", "00", "0,0", "–", "-"})
# So many differing columns justify a table with any number of rows above one (practice of official papers).
COLUMNS_THAT_EARN = 3


@dataclass(frozen=True, slots=True)
class InForms:
    """The same content in alternative forms.

    A table in the body replaces the `sentences`, so that no figure is printed twice. `chart` is never needed to
    understand the rest. Without `sentences` the table stays wherever the outline allows a table.
    """

    sentences: tuple[Block, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


Content = Block | InForms


def trimmed(table: Table) -> Table:
    """The table without columns of figures that are empty or zero in every row.

    A table with a head of several rows is returned unchanged.
    """
    if table.head or not table.rows:
        return table
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.kind is not CellKind.NUMBER or any(_has_value(row[place]) for row in table.rows)
    ]
    if len(places) == len(table.columns):
        return table
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        total=tuple(table.total[place] for place in places) if table.total else (),
    )


def earns_its_place(table: Table, least_rows: int) -> bool:
    """Whether a table says more than a sentence: `least_rows` rows, or several columns that differ between rows."""
    if len(table.rows) >= least_rows:
        return True
    differing = sum(
        len({plain(row[place]) for row in table.rows}) > 1
        for place, column in enumerate(table.columns)
        if column.kind is CellKind.NUMBER
    )
    return len(table.rows) > 1 and differing >= COLUMNS_THAT_EARN


def _has_value(cell: Text) -> bool:
    return plain(cell).strip().rstrip("%") not in _NOTHING
