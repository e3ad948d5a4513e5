"""A file as sheets of cells, whatever its format was."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells; rows and columns count from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def columns(self) -> int:
        return self.right - self.left + 1

    @property
    def is_tall(self) -> bool:
        return self.bottom > self.top


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells from A1 on, None for a blank one; all rows have the same length.

    A merged cell has its value at the top left only. Rows and columns count from 0.
    """

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def mapped(self, change: Callable[[int, Any], Any]) -> "Sheet":
        """The sheet with every cell replaced by `change(column, value)`."""
        rows = tuple(tuple(change(place, value) for place, value in enumerate(row)) for row in self.rows)
        return replace(self, rows=rows)


@dataclass(frozen=True, slots=True)
class Book:
    """A file: its sheets in order, the hidden ones apart, and how it counts days.

    `quotes_formulas`: a CSV file marked as UTF-8 like our own exports, in which an apostrophe stands before what
    programs would take for a formula.
    """

    sheets: tuple[Sheet, ...]
    hidden_sheets: tuple[Sheet, ...] = ()
    counts_from_1904: bool = False
    quotes_formulas: bool = False

    def with_hidden(self, names: Collection[str]) -> "Book":
        """The book with the hidden sheets of these names among the others."""
        shown = tuple(sheet for sheet in self.hidden_sheets if sheet.name in names)
        still_hidden = tuple(sheet for sheet in self.hidden_sheets if sheet.name not in names)
        return replace(self, sheets=(*self.sheets, *shown), hidden_sheets=still_hidden)


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def texts(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """Each cell that holds text, with its column."""
    for row in sheet.rows:
        for place, value in enumerate(row):
            if isinstance(value, str):
                yield place, value


def letters(place: int) -> str:
    """The name of a column: 0 → "A", 26 → "AA"."""
    name = ""
    place += 1
    while place:
        place, remainder = divmod(place - 1, 26)
        name = chr(65 + remainder) + name
    return name
