"""The same figures in several forms: a sentence, a table, a chart; the outline of a paper chooses between them."""

from dataclasses import dataclass, replace

from office_culture.papers.blocks import Block, CellKind, Chart, Table, Text, plain

# What stands in a column of figures where there is nothing to tell.
_NOTHING = frozenset({"", "0", "00", "0,0", "–", "-"})
# A table with so many columns that differ earns its place, however few rows it has (practice of official papers).
COLUMNS_THAT_EARN = 3


@dataclass(frozen=True, slots=True)
class InForms:
    """What was found, told in forms that stand for each other.

    A table in the body takes the place of the sentences, so no figure stands there twice. `chart` is never needed to
    understand the rest. Without `told` the table stays wherever the outline lets one stand.
    """

    told: tuple[Block, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


Content = Block | InForms


def trimmed(table: Table) -> Table:
    """The table without columns of figures that are empty or nought throughout; heads of several rows stay whole."""
    if table.head or not table.rows:
        return table
    kept = [
        place
        for place, column in enumerate(table.columns)
        if column.kind is not CellKind.NUMBER or any(_tells(row[place]) for row in table.rows)
    ]
    if len(kept) == len(table.columns):
        return table
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in table.rows),
        total=tuple(table.total[place] for place in kept) if table.total else (),
    )


def earns_its_place(table: Table, least_rows: int) -> bool:
    """Whether a table says more than a sentence would: enough rows, or enough columns that differ from row to row."""
    if len(table.rows) >= least_rows:
        return True
    differing = sum(
        len({plain(row[place]) for row in table.rows}) > 1
        for place, column in enumerate(table.columns)
        if column.kind is CellKind.NUMBER
    )
    return len(table.rows) > 1 and differing >= COLUMNS_THAT_EARN


def _tells(cell: Text) -> bool:
    return plain(cell).strip().rstrip("%") not in _NOTHING
