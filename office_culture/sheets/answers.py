"""What a person answered about a file, so that it is read the same way again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from office_culture.sheets.columns import Target
from office_culture.sheets.figures import FigureReading, Form

# Instead of a text that every row gets: the heading of the group that the row stands below.
FROM_GROUPS = "@groups"


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """Answers to the questions of `reading.read`; what is missing is read by what is certain, or asked.

    `fonts` names the old font that is converted. `sheets` are the chosen ones, `header_rows` the row of the titles by
    sheet, counted from 1. `columns` says what becomes of a column, by its key; `given` the text of a cell that every
    row gets, `FROM_GROUPS` for the heading above it.
    """

    fonts: str = ""
    sheets: tuple[str, ...] | None = None
    header_rows: Mapping[str, int] = field(default_factory=dict)
    hidden_too: bool = False
    columns: Mapping[str, Target] = field(default_factory=dict)
    forms: Mapping[Form, FigureReading] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The answers in types of JSON; `from_json` reads them back."""
        return {
            **asdict(self),
            "columns": {key: target.code for key, target in self.columns.items()},
            "forms": {form.value: reading.value for form, reading in self.forms.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "FileAnswers":
        if not stored:
            return cls()
        sheets = stored["sheets"]
        return cls(
            fonts=stored["fonts"],
            sheets=None if sheets is None else tuple(sheets),
            header_rows=dict(stored["header_rows"]),
            hidden_too=stored["hidden_too"],
            columns={key: Target.of(code) for key, code in stored["columns"].items()},
            forms={Form(form): FigureReading(reading) for form, reading in stored["forms"].items()},
            given=dict(stored["given"]),
        )
