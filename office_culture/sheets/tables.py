"""Finds the table in a sheet: its titles, its columns, its rows, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from office_culture.sheets.book import Row, Sheet, Span, is_blank, letters
from office_culture.sheets.columns import LEFT_OUT, Columns
from office_culture.sheets.rows import RowKind, heading_of, is_row_of_numbers, kind_of

MOST_ROWS_ABOVE = 60
MOST_LEVELS = 4


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of the file: its place, and its titles from the top down. Hidden columns are none."""

    place: int
    path: tuple[str, ...]
    # A merged title stands above several columns, as "Họ và tên" above two.
    shared: bool = False

    @property
    def title(self) -> str:
        """The title as one line; the letter of a column without title."""
        return " / ".join(self.path) or letters(self.place)


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row of data; `number` as Excel shows it, cells in the order of the table's columns.

    `group` are the words of the heading that it stands below: "Phòng Tổng hợp" for "II. Phòng Tổng hợp".
    """

    number: int
    cells: Row
    group: str = ""


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A total, with the number of the first row of data after the total before it."""

    number: int
    cells: Row
    since: int


@dataclass(frozen=True, slots=True)
class FoundTable:
    """What was found in one sheet. `is_plain`: titles of ours in the first row, below them nothing but data.

    `is_hidden`: people who open the file do not see the sheet.
    """

    sheet: str
    header_row: int
    columns: tuple[TableColumn, ...]
    rows: tuple[DataRow, ...]
    totals: tuple[OtherRow, ...]
    groups: tuple[int, ...]
    # The first row of what stands below the table, such as signatures.
    foot: int | None
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[str, ...]
    is_plain: bool
    is_hidden: bool = False


def find_table(
    sheet: Sheet, columns: Columns, *, header_row: int | None = None, hidden_too: bool = False
) -> FoundTable | None:
    """The table of a sheet; None for a cover or an empty sheet.

    `header_row` counts from 1 and says where the titles begin; otherwise they are found by what they name.
    """
    return _Finder(sheet, columns, hidden_too).find(header_row)


class _Finder:
    def __init__(self, sheet: Sheet, columns: Columns, hidden_too: bool) -> None:
        self._sheet, self._columns = sheet, columns
        self._hidden_rows = frozenset[int]() if hidden_too else sheet.hidden_rows
        self._hidden_columns = frozenset[int]() if hidden_too else sheet.hidden_columns

    def find(self, header_row: int | None) -> FoundTable | None:
        if not self._sheet.rows:
            return None
        if header_row is not None and not 1 <= header_row <= len(self._sheet.rows):
            return None
        best = self._best_row() if header_row is None else header_row - 1
        if best is None:
            return None
        top = self._top(best) if header_row is None else best
        bottom = self._bottom(best)
        found = self._table_columns(top, bottom)
        return self._table(top, bottom, found) if found else None

    # Titles

    @cached_property
    def _filled(self) -> list[list[Any]]:
        """The rows among which titles are sought, each merged cell with its value in all its places."""
        rows = [list(row) for row in self._sheet.rows[: MOST_ROWS_ABOVE + MOST_LEVELS]]
        for span in self._sheet.merges:
            for row in range(span.top, min(span.bottom + 1, len(rows))):
                for place in range(span.left, span.right + 1):
                    rows[row][place] = self._sheet.rows[span.top][span.left]
        return rows

    def _best_row(self) -> int | None:
        """The row whose titles name the most columns; failing that, the first that looks like titles."""
        scores = [self._score(row) for row in range(min(len(self._sheet.rows), MOST_ROWS_ABOVE))]
        best = max(range(len(scores)), key=lambda row: (scores[row], -row), default=None)
        if best is not None and scores[best] > 0:
            return best
        return next((row for row in range(len(scores)) if self._looks_like_titles(row)), None)

    def _score(self, row: int) -> float:
        titles = {str(value).strip() for value in self._filled[row] if isinstance(value, str)}
        names = {target.field for title in titles if (target := self._columns.target([title]))}
        known = len(names - {""}) + 0.5 * ("" in names)
        filled = {str(value) for value in self._filled[row] if not is_blank(value)}
        # One word that is a title by chance does not make a row of data a row of titles.
        return known if known >= 1.5 or known * 2 >= len(filled) else 0

    def _looks_like_titles(self, row: int) -> bool:
        filled = [value for value in self._filled[row] if not is_blank(value)]
        distinct = {value for value in filled if isinstance(value, str)}
        below = self._sheet.rows[row + 1] if row + 1 < len(self._sheet.rows) else ()
        return (
            len(distinct) >= 3
            and all(isinstance(value, str) for value in filled)
            and len(distinct) * 2 > self._sheet.width
            and sum(not is_blank(value) for value in below) >= 2
        )

    def _top(self, best: int) -> int:
        top = best
        while top > 0 and best - top < MOST_LEVELS and (self._joins(top) or self._is_below(top - 1, top)):
            top -= 1
        return top

    def _joins(self, row: int) -> bool:
        """Whether a cell is merged over this row and the one above."""
        return any(span.top < row <= span.bottom for span in self._sheet.merges)

    def _bottom(self, best: int) -> int:
        last = len(self._sheet.rows) - 1
        bottom = max(
            [
                best,
                *(
                    span.bottom
                    for span in self._sheet.merges
                    if span.is_tall and span.top <= best <= span.bottom
                ),
            ]
        )
        bottom = min(bottom, best + MOST_LEVELS, last)
        while bottom < last and bottom - best < MOST_LEVELS and self._is_below(bottom, bottom + 1):
            bottom += 1
        return bottom

    def _is_below(self, upper: int, lower: int) -> bool:
        """Whether the lower row divides titles of the upper one: it has text below groups and nothing elsewhere."""
        above, below = self._sheet.rows[upper], self._sheet.rows[lower]
        if is_row_of_numbers(below):
            return False
        places = [place for place, value in enumerate(below) if not is_blank(value)]
        groups = self._groups(upper)
        alone = [p for p, value in enumerate(above) if not is_blank(value) and p not in groups]
        return (
            bool(places)
            and bool(alone)
            and all(isinstance(below[place], str) and place in groups for place in places)
        )

    def _groups(self, row: int) -> set[int]:
        """The columns below a title that stands above several: merged, or with blanks to its right."""
        cells = self._sheet.rows[row]
        groups: set[int] = set()
        for span in self._spans(row):
            # A title over the whole table is no title of columns.
            if span.columns > 1 and span.columns * 2 <= max(self._sheet.width, 3) + 1:
                groups.update(range(span.left, span.right + 1))
        if groups or self._spans(row):
            return groups
        for place in range(1, len(cells)):
            if is_blank(cells[place]):
                before = next((p for p in range(place - 1, -1, -1) if not is_blank(cells[p])), None)
                if before is not None:
                    groups.update((before, place))
        return groups

    def _spans(self, row: int) -> list[Span]:
        return [span for span in self._sheet.merges if span.top == row == span.bottom or span.top == row]

    def _table_columns(self, top: int, bottom: int) -> tuple[TableColumn, ...]:
        first = top if top == bottom else None
        filled = [list(self._filled_row(row)) for row in range(top, bottom + 1)]
        if first is None:
            self._spread(top, filled)
        found = []
        for place in range(self._sheet.width):
            if place in self._hidden_columns:
                continue
            path: list[str] = []
            for row in filled:
                title = " ".join(str(row[place]).split()) if not is_blank(row[place]) else ""
                if title and title not in path[-1:]:
                    path.append(title)
            has_data = any(
                not is_blank(row[place])
                for number, row in enumerate(self._sheet.rows)
                if number > bottom and number not in self._hidden_rows
            )
            if path or has_data:
                found.append(TableColumn(place, tuple(path), self._is_shared(top, bottom, place)))
        while found and not found[-1].path and not found[-1].place:
            found.pop()
        return tuple(found)

    def _filled_row(self, row: int) -> Sequence[Any]:
        return self._filled[row] if row < len(self._filled) else self._sheet.rows[row]

    def _spread(self, top: int, filled: list[list[Any]]) -> None:
        """Gives a title without a merge to the blanks at its right that have titles below."""
        for level, row in enumerate(filled[:-1]):
            groups = self._groups(top + level)
            for place in range(1, len(row)):
                if is_blank(row[place]) and place in groups:
                    row[place] = row[place - 1]

    def _is_shared(self, top: int, bottom: int, place: int) -> bool:
        return any(
            top <= span.top
            and span.bottom == bottom
            and span.columns > 1
            and span.left <= place <= span.right
            for span in self._sheet.merges
        )

    # Rows

    def _table(self, top: int, bottom: int, found: tuple[TableColumn, ...]) -> FoundTable:
        is_plain = bottom == self._first_row() and all(
            len(column.path) == 1 and self._columns.is_official(column.path[0]) for column in found
        )
        number = next(
            (
                at
                for at, column in enumerate(found)
                if column.path and self._columns.target(column.path) == LEFT_OUT
            ),
            None,
        )
        spread = self._spread_down(bottom)
        rows: list[DataRow] = []
        totals: list[OtherRow] = []
        groups: list[int] = []
        hidden: list[int] = []
        since = 0
        group = ""
        foot = None
        for at in range(bottom + 1, len(self._sheet.rows)):
            cells = tuple(self._sheet.rows[at][column.place] for column in found)
            if at in self._hidden_rows:
                if not all(map(is_blank, cells)):
                    hidden.append(at + 1)
                continue
            kind = self._kind(cells, at, bottom, found, number, is_plain)
            if kind is RowKind.FOOT and rows:
                foot = at + 1
                break
            if kind is RowKind.GROUP:
                groups.append(at + 1)
                group = heading_of(cells)
            if kind is RowKind.TOTAL:
                totals.append(OtherRow(at + 1, cells, since))
                since = at + 1
            elif kind in (RowKind.DATA, RowKind.FOOT):
                values = tuple(
                    spread.get((at, column.place), value) for column, value in zip(found, cells, strict=True)
                )
                rows.append(DataRow(at + 1, values, group))
        return FoundTable(
            sheet=self._sheet.name,
            header_row=top + 1,
            columns=found,
            rows=tuple(rows),
            totals=tuple(totals),
            groups=tuple(groups),
            foot=foot,
            hidden_rows=tuple(hidden),
            hidden_columns=self._hidden_titles(top, bottom),
            is_plain=is_plain,
            is_hidden=self._sheet.is_hidden,
        )

    def _first_row(self) -> int:
        return next(at for at, row in enumerate(self._sheet.rows) if not all(map(is_blank, row)))

    def _kind(
        self,
        cells: Row,
        at: int,
        bottom: int,
        found: tuple[TableColumn, ...],
        number: int | None,
        is_plain: bool,
    ) -> RowKind:
        if all(map(is_blank, cells)):
            return RowKind.BLANK
        if is_plain:
            return RowKind.DATA
        titles = [column.path[-1] if column.path else None for column in found]
        if sum(value == title for value, title in zip(cells, titles, strict=True) if title) * 2 > len(found):
            return RowKind.TITLES
        if is_row_of_numbers(cells) and not (number is not None and at > bottom + 1):
            return RowKind.NUMBERS
        spanned = max((span.columns for span in self._across.get(at, ())), default=1)
        kind = kind_of(cells, number=number, spanned=spanned)
        return RowKind.DATA if kind is RowKind.NUMBERS else kind

    @cached_property
    def _across(self) -> dict[int, list[Span]]:
        across: dict[int, list[Span]] = {}
        for span in self._sheet.merges:
            if span.columns > 1:
                across.setdefault(span.top, []).append(span)
        return across

    def _spread_down(self, bottom: int) -> dict[tuple[int, int], Any]:
        """The value of each cell below the titles that a tall merge covers: it belongs to every row."""
        spread: dict[tuple[int, int], Any] = {}
        for span in self._sheet.merges:
            # Two merges do not share a cell; of a file that says so only the first one counts.
            if not span.is_tall or span.top <= bottom or (span.top, span.left) in spread:
                continue
            for row in range(span.top, span.bottom + 1):
                spread[row, span.left] = self._sheet.rows[span.top][span.left]
        return spread

    def _hidden_titles(self, top: int, bottom: int) -> tuple[str, ...]:
        titles = []
        for place in sorted(self._hidden_columns):
            path = [
                str(value)
                for row in range(top, bottom + 1)
                if place < self._sheet.width and not is_blank(value := self._filled_row(row)[place])
            ]
            if path:
                titles.append(" / ".join(dict.fromkeys(path)))
        return tuple(titles)
