"""The same figures as a sentence, a table or a chart; the outline of a paper chooses between them."""

from dataclasses import dataclass, replace

from office_culture.papers.blocks import Block, CellKind, Chart, Table, Text, plain

# Cells in a column of figures that have no value.
_NOTHING = frozenset({"", "0", "00", "0,0", "–", "-"})
# The head of a column of years.
YEAR = "Năm"
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
    """The table without columns of figures that are empty or zero in every row; one year of all rows is in its caption.

    A table with a head of several rows is returned unchanged.
    """
    if table.head or not table.rows:
        return table
    places = [
        place
        for place, column in enumerate(table.columns)
        if column.kind is not CellKind.NUMBER or any(_has_value(row[place]) for row in table.rows)
    ]
    if len(places) < len(table.columns):
        table = _only(places, table)
    year, narrower = year_apart(table)
    return replace(narrower, caption=in_year(table.caption, year)) if year and table.caption else table


def in_year(title: str, year: str) -> str:
    """The title with the year, once."""
    return title if year in title else f"{title} năm {year}"


def year_apart(table: Table) -> tuple[str, Table]:
    """The year of which all rows are, and the table without the column that repeats it.

    "" and the table as it is where the rows are of several years, or nothing but figures would remain.
    """
    place = next((at for at, column in enumerate(table.columns) if column.head == YEAR), None)
    if place is None or table.head or not table.rows or (table.total and plain(table.total[place])):
        return "", table
    years = {plain(row[place]) for row in table.rows}
    others = [at for at in range(len(table.columns)) if at != place]
    names_its_rows = any(table.columns[at].kind is CellKind.TEXT for at in others)
    year = years.pop()
    if years or not year.isdecimal() or not names_its_rows:
        return "", table
    return year, _only(others, table)


def _only(places: list[int], table: Table) -> Table:
    """The table with the columns at `places`."""
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
