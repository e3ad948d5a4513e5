"""What becomes of each column of a table: by its titles, or by what a person answered."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from office_culture.sheets.book import is_blank
from office_culture.sheets.columns import LEFT_OUT, ColumnKind, Columns, Target, without_year, year_in
from office_culture.sheets.tables import FoundTable, TableColumn
from office_culture.text.sheet_titles import title_key

MOST_SAMPLES = 3
_CLOSE = 0.75
# Two columns with these titles are the two parts of a name.
_FIRST_PARTS = {"ho", "ho dem", "ho lot", "ho va ten dem", "ho va dem", "ho va chu dem", "ho ten dem"}
_LAST_PARTS = {"ten", "ten goi"}


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the file with its target; without one it is to be asked about, and `guess` is offered."""

    key: str
    column: TableColumn
    target: Target | None
    guess: Target = LEFT_OUT
    samples: tuple[str, ...] = ()


def map_columns(
    table: FoundTable, columns: Columns, answered: Mapping[str, Target]
) -> tuple[MappedColumn, ...]:
    """The columns of the table in its order.

    A column is left out without a question if it numbers the rows or is empty. One column of ours is filled by one of
    the file; the parts of a name are joined.
    """
    keys = _keys(table.columns)
    wanted = [
        answered[key] if key in answered else _proposal(table, place, columns)
        for place, key in enumerate(keys)
    ]
    taken: dict[Target, list[int]] = {}
    for place, target in enumerate(wanted):
        if target and target.field:
            taken.setdefault(target, []).append(place)
    # Which of several titles that mean the same column is meant, a person says; the first one is offered.
    uncertain = {
        place: target if place == places[0] else LEFT_OUT
        for target, places in taken.items()
        if len(places) > 1 and not _are_parts(table, places, columns[target.field].kind)
        for place in places
        if keys[place] not in answered
    }
    used = {target.field for target in wanted if target}
    return tuple(
        MappedColumn(
            key=keys[place],
            column=column,
            target=None if place in uncertain else target,
            guess=_guess(column, columns, used) if target is None else uncertain.get(place, LEFT_OUT),
            samples=_samples(table, place),
        )
        for place, (column, target) in enumerate(zip(table.columns, wanted, strict=True))
    )


def joined_twice(mapped: Sequence[MappedColumn], columns: Columns) -> list[str]:
    """Columns of ours that several columns of the file fill, though their values cannot be joined."""
    counts = Counter(column.target for column in mapped if column.target and column.target.field)
    return [
        columns[target.field].title
        for target, count in counts.items()
        if count > 1 and columns[target.field].kind not in (ColumnKind.NAME, ColumnKind.TEXT)
    ]


def _keys(columns: Sequence[TableColumn]) -> list[str]:
    """A name for each column by its titles; a repeated one gets its number."""
    counts: Counter[str] = Counter()
    keys = []
    for column in columns:
        key = title_key(column.title) or column.title
        counts[key] += 1
        keys.append(key if counts[key] == 1 else f"{key} #{counts[key]}")
    return keys


def _proposal(table: FoundTable, place: int, columns: Columns) -> Target | None:
    column = table.columns[place]
    target = _part_of_name(table, place, columns) or (columns.target(column.path) if column.path else None)
    if target is None and all(is_blank(row.cells[place]) for row in table.rows):
        return LEFT_OUT
    return target


def _part_of_name(table: FoundTable, place: int, columns: Columns) -> Target | None:
    names = [column.name for column in columns.columns if column.kind is ColumnKind.NAME]
    title = title_key(table.columns[place].path[-1]) if table.columns[place].path else ""
    for at, own_titles, neighbour_titles in (
        (place + 1, _FIRST_PARTS, _LAST_PARTS),
        (place - 1, _LAST_PARTS, _FIRST_PARTS),
    ):
        if len(names) != 1 or title not in own_titles or not 0 <= at < len(table.columns):
            continue
        if table.columns[at].path and title_key(table.columns[at].path[-1]) in neighbour_titles:
            return Target(names[0])
    return None


def _are_parts(table: FoundTable, places: Sequence[int], kind: ColumnKind) -> bool:
    """Whether the columns hold one name: below one merged title, or titled as its parts."""
    beside = all(after == before + 1 for before, after in pairwise(places))
    found = [table.columns[place] for place in places]
    parts = [title_key(column.path[-1]) for column in found if column.path]
    return (
        kind is ColumnKind.NAME
        and beside
        and len(places) == 2
        and (
            (all(column.shared for column in found) and len({column.path for column in found}) == 1)
            or (parts[0] in _FIRST_PARTS and parts[-1] in _LAST_PARTS)
        )
    )


def _guess(column: TableColumn, columns: Columns, used: set[str]) -> Target:
    """The column of ours with the most similar title that nothing fills yet; otherwise the column is left out."""
    known = {
        title_key(title): name.name
        for name in columns.columns
        if name.name not in used
        for title in (*name.titles, *name.synonyms)
    }
    for title in reversed(column.path):
        near = difflib.get_close_matches(title_key(without_year(title)), known, n=1, cutoff=_CLOSE)
        if near:
            return Target(known[near[0]], year=year_in(column.path) if columns.periods else None)
    return LEFT_OUT


def _samples(table: FoundTable, place: int) -> tuple[str, ...]:
    values = (row.cells[place] for row in table.rows)
    shown = dict.fromkeys(str(value) for value in values if not is_blank(value))
    return tuple(list(shown)[:MOST_SAMPLES])
