"""The first row of a sheet: titles in any language of the project, in any order."""

from collections.abc import Sequence
from typing import Any

import tablib
from django.utils.translation import gettext as _

from office_culture.resources.columns import SheetColumn
from office_culture.resources.errors import SheetRefused
from office_culture.resources.widgets import in_every_language, is_empty
from office_culture.text.search import fold

Rows = list[tuple[int, list[Any]]]


class Headers:
    """Which column of a file is which column of the sheet."""

    def __init__(self, columns: Sequence[SheetColumn], needed: Sequence[str]) -> None:
        self._columns = columns
        self._needed = [column for column in columns if column.attribute in needed]
        self._by_title = {
            _same(title): column for column in columns for title in in_every_language(column.lazy_title)
        }

    def read(self, dataset: tablib.Dataset) -> tuple[list[str], Rows]:
        """The titles of this language, and the rows that hold something with their numbers as Excel shows them.

        Raises SheetRefused: a column that is unknown, named twice or missing.
        """
        typed = list(dataset.headers or [])
        rows: Rows = [
            (number, list(cells))
            for number, cells in enumerate(dataset, start=2)
            if not all(is_empty(cell) for cell in cells)
        ]
        kept = [
            place
            for place, title in enumerate(typed)
            if not is_empty(title) or any(not is_empty(cells[place]) for _number, cells in rows)
        ]
        titles = [self._title(typed[place], place) for place in kept]
        self._check(titles)
        if not rows:
            raise SheetRefused(_("The file has no rows below its titles."))
        return titles, [(number, [cells[place] for place in kept]) for number, cells in rows]

    def _title(self, typed: Any, place: int) -> str:
        if is_empty(typed):
            raise SheetRefused(
                _("Column %(column)s has values but no title in the first row. Write its title or empty it.")
                % {"column": _letters(place)}
            )
        column = self._by_title.get(_same(typed))
        if column is None:
            raise SheetRefused(
                _("“%(title)s” is no column of this sheet. The columns are: %(titles)s.")
                % {"title": typed, "titles": "; ".join(column.title for column in self._columns)}
            )
        return column.title

    def _check(self, titles: list[str]) -> None:
        twice = {title for title in titles if titles.count(title) > 1}
        if twice:
            raise SheetRefused(
                _("The column “%(titles)s” stands in the file twice. Remove one of the two.")
                % {"titles": "; ".join(sorted(twice))}
            )
        missing = [column.title for column in self._needed if column.title not in titles]
        if missing:
            raise SheetRefused(
                _("The file lacks the column “%(titles)s”; without it, rows cannot be told apart.")
                % {"titles": "; ".join(missing)}
            )


def _same(title: Any) -> str:
    return fold(str(title)).strip(" *")


def _letters(place: int) -> str:
    """0 → "A", 26 → "AA"."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
