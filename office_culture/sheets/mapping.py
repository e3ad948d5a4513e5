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
# Columns with these titles beside each other are the parts of a name.
_FIRST_PARTS = {"ho", "ho dem", "ho lot", "ho va ten dem", "ho va dem", "ho va chu dem", "ho ten dem"}
_MIDDLE_PARTS = {"dem", "ten dem", "chu dem", "lot", "chu lot", "ten lot"}
_LAST_PARTS = {"ten", "ten goi"}
_PARTS_OF_A_DAY = ("ngay", "thang", "nam")
_PARTS_OF_A_SYMBOL = (("so", "so van ban", "so vb"), ("ky hieu", "ky hieu van ban"))
_PARTS_OF_A_YEAR = {"quy", "thang"}


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
        if len(places) > 1 and not target.part and not _are_parts(table, places, columns[target.field].kind)
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
        if count > 1
        and not target.part
        and columns[target.field].kind not in (ColumnKind.NAME, ColumnKind.TEXT)
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
    target = (
        _part_of_name(table, place, columns)
        or _part_of_value(table, place, columns)
        or (columns.target(column.path) if column.path else None)
    )
    if target is None and all(is_blank(row.cells[place]) for row in table.rows):
        return LEFT_OUT
    return target


def _titles(table: FoundTable) -> list[str]:
    """The lowest title above each column, as `title_key` makes it."""
    return [title_key(column.path[-1]) if column.path else "" for column in table.columns]


def _are_titles_of_a_name(titles: Sequence[str]) -> bool:
    """ "Họ | Tên", "Họ và tên đệm | Tên" or "Họ | Tên đệm | Tên"."""
    return (
        2 <= len(titles) <= 3
        and titles[0] in _FIRST_PARTS
        and titles[-1] in _LAST_PARTS
        and set(titles[1:-1]) <= _MIDDLE_PARTS
    )


def _part_of_name(table: FoundTable, place: int, columns: Columns) -> Target | None:
    names = [column.name for column in columns.columns if column.kind is ColumnKind.NAME]
    if len(names) != 1:
        return None
    titles = _titles(table)
    spans = ((first, first + length) for length in (2, 3) for first in range(place - length + 1, place + 1))
    if any(first >= 0 and _are_titles_of_a_name(titles[first:end]) for first, end in spans):
        return Target(names[0])
    return None


def _part_of_value(table: FoundTable, place: int, columns: Columns) -> Target | None:
    """A day, a symbol or a period that stands in several columns beside each other."""
    titles = _titles(table)
    for first in range(max(0, place - 2), place + 1):
        if tuple(titles[first : first + 3]) == _PARTS_OF_A_DAY:
            upper = table.columns[first].path[:-1]
            for title in (" ".join(upper), *reversed(upper), "Ngày"):
                name = columns.named(title) if title else None
                if name and columns[name].kind is ColumnKind.DATE:
                    return Target(name, part=True)
    for first in range(max(0, place - 1), place + 1):
        pair = titles[first : first + 2]
        if len(pair) < 2:
            continue
        if "symbol" in columns and all(
            title in known for title, known in zip(pair, _PARTS_OF_A_SYMBOL, strict=True)
        ):
            return Target("symbol", part=True)
        is_of_a_day = pair == ["thang", "nam"] and titles[first - 1 : first] == ["ngay"]
        if (
            columns.periods == ("period_start", "period_end")
            and "nam" in pair
            and _PARTS_OF_A_YEAR & set(pair)
            and not is_of_a_day
        ):
            return Target("period_start", with_period=True, part=True)
    return None


def _are_parts(table: FoundTable, places: Sequence[int], kind: ColumnKind) -> bool:
    """Whether the columns hold one name: below one merged title, or titled as its parts."""
    beside = all(after == before + 1 for before, after in pairwise(places))
    found = [table.columns[place] for place in places]
    is_shared = (
        len(found) == 2
        and all(column.shared for column in found)
        and len({column.path for column in found}) == 1
    )
    titles = _titles(table)
    return (
        kind is ColumnKind.NAME
        and beside
        and (is_shared or _are_titles_of_a_name([titles[place] for place in places]))
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
        # A share is no count, however alike the words behind it.
        is_share = title_key(title).startswith("ty le") or "%" in title
        if near and not (is_share and columns[known[near[0]]].kind is ColumnKind.COUNT):
            return Target(known[near[0]], year=year_in(column.path) if columns.periods else None)
    return LEFT_OUT


def _samples(table: FoundTable, place: int) -> tuple[str, ...]:
    values = (row.cells[place] for row in table.rows)
    shown = dict.fromkeys(str(value) for value in values if not is_blank(value))
    return tuple(list(shown)[:MOST_SAMPLES])
