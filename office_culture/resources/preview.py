"""The outcome of an import or its preview, in terms of the sheet: row numbers as in Excel, column titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from office_culture.models.constraints import Duplicate
from office_culture.resources.rows import ImportRow, Outcome, RowOrigin
from office_culture.rules.questions import TextQuestion

if TYPE_CHECKING:
    import uuid

    from office_culture.resources.base import RecordResource

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One value before and after."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class PreviewChange:
    """One row that is new or differs."""

    origin: RowOrigin
    new: bool
    cells: list[PreviewCell]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is wrong at one column; `title` is empty for the row as a whole.

    `duplicate` and `page` are the name and address of a record that exists already, or empty unless the account may
    see it. `key` is the key of the question to a person, "" where nothing is asked; `same` the key of the record that
    the row may mean.
    """

    title: str
    text: str
    duplicate: str = ""
    page: str = ""
    key: str = ""
    same: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that cannot be imported, and why."""

    origin: RowOrigin
    outcome: Outcome
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class Warned:
    """One row that comes in although something about it is unusual."""

    origin: RowOrigin
    warnings: list[str]


@dataclass(eq=False)
class PreviewPage:
    """What a page shows of a preview; `as_json` keeps it for a later request."""

    titles: list[str]
    refusals: list[str]
    counts: dict[Outcome, int]
    problems: list[Problem]
    warned: list[Warned]
    shown: list[PreviewChange]
    not_shown: int

    @property
    def new(self) -> int:
        return self.counts[Outcome.NEW]

    @property
    def changed(self) -> int:
        return self.counts[Outcome.CHANGED]

    @property
    def unchanged(self) -> int:
        return self.counts[Outcome.UNCHANGED]

    @property
    def duplicate(self) -> int:
        return self.counts[Outcome.DUPLICATE]

    @property
    def asked(self) -> int:
        return self.counts[Outcome.ASKED]

    @property
    def refused(self) -> int:
        return self.counts[Outcome.REFUSED]

    @property
    def several_sheets(self) -> bool:
        """Whether the rows that are named here stand in more than one sheet."""
        named = [problem.origin for problem in self.problems] + [warned.origin for warned in self.warned]
        return len({origin.sheet for origin in named}) > 1

    @property
    def clean(self) -> bool:
        """Whether the file can be imported without any problem."""
        return not (self.refusals or self.problems)

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return self.new + self.changed

    def as_json(self) -> dict[str, Any]:
        """The page as values that JSON knows."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> PreviewPage:
        """The page of which `as_json` gave these values."""
        return cls(
            titles=values["titles"],
            refusals=values["refusals"],
            counts={outcome: values["counts"][outcome] for outcome in Outcome},
            problems=[
                Problem(
                    RowOrigin(**row["origin"]),
                    Outcome(row["outcome"]),
                    [Sentence(**sentence) for sentence in row["sentences"]],
                )
                for row in values["problems"]
            ],
            warned=[Warned(RowOrigin(**row["origin"]), row["warnings"]) for row in values["warned"]],
            shown=[
                PreviewChange(
                    RowOrigin(**row["origin"]), row["new"], [PreviewCell(**cell) for cell in row["cells"]]
                )
                for row in values["shown"]
            ],
            not_shown=values["not_shown"],
        )


class Preview(PreviewPage):
    """The outcome of one run over a file; `batch` is the id of its events once it was written.

    `versions` are those of the records that its rows mean, by key.
    """

    batch: uuid.UUID | None = None

    def __init__(
        self, resource: RecordResource, rows: Sequence[ImportRow], *, refusals: Sequence[str] = ()
    ) -> None:
        self._resource = resource
        self.versions = resource.versions
        counted = Counter(row.outcome for row in rows)
        in_order = self.rows = sorted(rows, key=lambda row: (row.origin.sheet, row.origin.row))
        written = [row for row in in_order if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
        super().__init__(
            titles=[column.title for column in resource.columns.values()],
            refusals=list(refusals),
            counts={outcome: counted[outcome] for outcome in Outcome},
            problems=[
                Problem(row.origin, row.outcome, self.sentences(row)) for row in in_order if not row.is_good
            ],
            warned=[Warned(row.origin, row.warnings) for row in in_order if row.warnings],
            shown=[self._change(row) for row in written[:MOST_SHOWN]],
            not_shown=max(0, len(written) - MOST_SHOWN),
        )

    def sentences(self, row: ImportRow) -> list[Sentence]:
        """What speaks against the row, by column."""
        return [
            self._sentence("" if name == NON_FIELD_ERRORS else self._resource.title_of(name), problem)
            for name, problems in row.errors.items()
            for problem in problems
        ]

    def _sentence(self, title: str, problem: ValidationError) -> Sentence:
        text = " ".join(problem.messages)
        record = problem.record if isinstance(problem, Duplicate | TextQuestion) else None
        page = self._resource.page_of(record) if record is not None else ""
        key = problem.question.key if isinstance(problem, TextQuestion) else ""
        asks_whether_same = isinstance(problem, TextQuestion) and problem.question.same
        same = str(record.pk) if record is not None and page and asks_whether_same else ""
        return Sentence(title, text, str(record) if page else "", page, key, same)

    def _change(self, row: ImportRow) -> PreviewChange:
        """The texts of the row's record as an export writes them, beside those that are stored."""
        record = row.record
        before = None if row.is_new else type(record).from_db(None, *record._read)
        cells = [
            PreviewCell(_text(column, before), _text(column, record))
            for column in self._resource.columns.values()
        ]
        return PreviewChange(row.origin, row.is_new, cells)


def _text(column: Any, record: Any) -> str:
    if record is None:
        return ""
    target = record._state.fields_cache.get(column.attribute)
    if target is not None and target._state.adding:
        return str(target)
    return str(column.export(record) or "")
