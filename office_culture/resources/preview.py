"""What an import did or would do, in the words of the sheet: row numbers as Excel shows them, column titles."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from import_export.resources import Diff
from import_export.results import Result, RowResult

from office_culture.resources.errors import SheetRefused

if TYPE_CHECKING:
    from office_culture.resources.base import RecordResource

logger = logging.getLogger(__name__)

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One value before and after."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


class PreviewDifference(Diff):
    """The values of a row before and after, as plain text: the page decides how they look."""

    def as_html(self) -> list[PreviewCell]:
        return [
            PreviewCell("" if self.new else str(old or ""), str(new or ""))
            for old, new in zip(self.left, self.right, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class PreviewChange:
    """One row that is new or differs."""

    row: int
    new: bool
    cells: list[PreviewCell]


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that cannot be taken in; `sentences` are pairs of column title (or "") and text."""

    row: int
    sentences: list[tuple[str, str]]


class Preview:
    """The outcome of one run over a file."""

    def __init__(self, resource: RecordResource, result: Result) -> None:
        self.titles = [column.title for column in resource.columns.values()]
        self.new = result.totals[RowResult.IMPORT_TYPE_NEW]
        self.changed = result.totals[RowResult.IMPORT_TYPE_UPDATE]
        self.unchanged = result.totals[RowResult.IMPORT_TYPE_SKIP]
        self.refusals = [_refusal(error.error) for error in result.base_errors]
        self.problems = _problems(resource, result)
        self.changes = _changes(resource, result) if self.clean else []

    @property
    def clean(self) -> bool:
        """Whether nothing stands against taking the file in."""
        return not (self.refusals or self.problems)

    @property
    def shown(self) -> list[PreviewChange]:
        return self.changes[:MOST_SHOWN]

    @property
    def not_shown(self) -> int:
        return max(0, len(self.changes) - MOST_SHOWN)


def _refusal(error: Exception) -> str:
    if isinstance(error, SheetRefused):
        return str(error)
    logger.error("An import failed as a whole", exc_info=error)
    return _("The file could not be taken in. Nothing was changed; tell the administrator the time of this.")


def _problems(resource: RecordResource, result: Result) -> list[Problem]:
    problems = []
    for number, row in zip(resource.row_numbers, result.rows, strict=False):
        if row.validation_error:
            problems.append(Problem(number, _sentences(resource, row.validation_error)))
        elif row.errors:
            logger.error("Row %s of an import failed", number, exc_info=row.errors[0].error)
            sentence = _("This row contradicts another record. Compare it with the list.")
            problems.append(Problem(number, [("", sentence)]))
    return problems


def _sentences(resource: RecordResource, error: Any) -> list[tuple[str, str]]:
    if not hasattr(error, "error_dict"):
        return [("", sentence) for sentence in error.messages]
    return [
        ("" if name == NON_FIELD_ERRORS else resource.title_of(name), sentence)
        for name, sentences in error.message_dict.items()
        for sentence in sentences
    ]


def _changes(resource: RecordResource, result: Result) -> list[PreviewChange]:
    return [
        PreviewChange(number, row.is_new(), row.diff)
        for number, row in zip(resource.row_numbers, result.rows, strict=False)
        if row.is_new() or row.is_update()
    ]
