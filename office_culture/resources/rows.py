"""The rows of a sheet on their way into records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from office_culture.models.constraints import Duplicate
from office_culture.rules.questions import TextQuestion

Key = tuple[Any, ...]


class Outcome(StrEnum):
    """What happens to a row, or why it stays behind."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """Where a row stands in the file: the name of its sheet ("" in a file without) and its number as Excel shows it."""

    sheet: str
    row: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.row}"


@dataclass(slots=True, eq=False)
class ImportRow:
    """One row: what was typed by column title, what was read by field name, and the record that it means or makes.

    `changed` are the names of the columns that differ from the record, `keys` the natural keys that the row gives (None
    where one of its cells cannot be read). `leaves` is the key of the stored record that the row means and leaves as it
    is: such a record is not read.
    """

    origin: RowOrigin
    typed: Mapping[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    keys: list[Key | None] = field(default_factory=list)
    errors: dict[str, list[ValidationError]] = field(default_factory=dict)
    record: Any = None
    changed: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    # Whether somebody said that the row means this record, so that its natural keys stay as they are.
    recognised: bool = False
    leaves: Any = None

    @property
    def is_new(self) -> bool:
        return self.leaves is None and (self.record is None or self.record._state.adding)

    @property
    def pk(self) -> Any:
        """The key of the stored record that the row means, None of a new one."""
        return self.leaves if self.record is None else self.record.pk

    @property
    def is_good(self) -> bool:
        """Whether nothing speaks against the row."""
        return not self.errors

    @property
    def outcome(self) -> Outcome:
        if self.errors:
            return self._refusal()
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changed else Outcome.UNCHANGED

    def _refusal(self) -> Outcome:
        problems = [problem for problems in self.errors.values() for problem in problems]
        if any(isinstance(problem, Duplicate) for problem in problems):
            return Outcome.DUPLICATE
        asked = all(isinstance(problem, TextQuestion) for problem in problems)
        return Outcome.ASKED if asked else Outcome.REFUSED

    def refuse(self, error: Any) -> None:
        """Adds the problems of a `ValidationError` or of a sentence, under their columns."""
        refusal = error if isinstance(error, ValidationError) else ValidationError(error)
        by_name = (
            refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
        )
        for name, problems in by_name.items():
            self.errors.setdefault(name, []).extend(problems)

    def answer_by_warning(self) -> None:
        """Answers the questions of which the preview warns: the record's own warnings say the same."""
        for name, problems in list(self.errors.items()):
            warned = [p for p in problems if isinstance(p, TextQuestion) and p.question.warns_in_sheets]
            if len(warned) == len(problems):
                self.record.kept_as_typed = [*self.record.kept_as_typed, *(p.question.key for p in warned)]
                del self.errors[name]
