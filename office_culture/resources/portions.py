"""A long CSV file, as an export writes it, read and taken in portion by portion in bounded memory."""

from __future__ import annotations

import csv
import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import tablib

from office_culture.models import context
from office_culture.resources.errors import SheetRefused
from office_culture.resources.rows import RowOrigin

if TYPE_CHECKING:
    from office_culture.resources.base import RecordResource
    from office_culture.resources.preview import Preview

PORTION = 2_000

Portion = tuple[tablib.Dataset, list[RowOrigin]]


def portions(path: Path) -> Iterator[Portion]:
    """Tables of at most `PORTION` rows with the places of their rows. Raises `SheetRefused` for a file in no UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            titles = next(lines, [])
            number = 2
            while rows := list(islice(lines, PORTION)):
                yield _table(titles, rows), [RowOrigin("", number + place) for place in range(len(rows))]
                number += len(rows)
    except (UnicodeDecodeError, csv.Error) as error:
        raise SheetRefused(f"{path.name}: {error}") from error


def _table(titles: list[str], rows: list[list[str]]) -> tablib.Dataset:
    width = len(titles)
    table = tablib.Dataset(*[([_restored(cell) for cell in row] + [""] * width)[:width] for row in rows])
    table.headers = titles
    return table


def _restored(cell: str) -> str:
    """A cell as it was before an export put an apostrophe before what a program would take for a formula."""
    return cell[1:] if re.match(r"''*[=+\-@\t\r]", cell) else cell


def run(sheet: RecordResource, path: Path, *, write: bool, only_good: bool = False) -> Iterator[Preview]:
    """The outcome of each portion in turn; with `write` each is written in a transaction of its own, all in one batch.

    The first portion that is not written is the last one: those before it stay, and the same file again changes nothing
    of them. Of a portion that is done, counts and problems stay: its rows are given back.
    """
    with context.in_batch() if write else nullcontext(), _rows_given_back() as give_back:
        for table, origins in portions(path):
            if write:
                report = sheet.bring_in(table, file_name=path.name, origins=origins, only_good=only_good)
                sheet.taken |= {row.pk: row.origin.row for row in report.rows if row.pk is not None}
            else:
                report = sheet.preview(table, file_name=path.name, origins=origins)
            report.rows = []
            give_back()
            yield report
            if write and report.batch is None:
                return


@contextmanager
def _rows_given_back() -> Iterator[Callable[[], object]]:
    """Gives what frees the rows of a portion: they and their neighbours name each other, and would pile up.

    What was there before the file is not looked through each time.
    """
    gc.collect()
    gc.freeze()
    try:
        yield gc.collect
    finally:
        gc.unfreeze()
