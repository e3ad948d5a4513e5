"""The entries of the inspection form: the values in its controls, and those read from a request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from office_culture.admin.bricks.questions import asked_with_answers, confirmed_keys, hidden_answer, meant
from office_culture.models import Finding, InspectionResult, Result
from office_culture.models.inspections import WITH_REASON, WorkStatus
from office_culture.rules.fields import DayField
from office_culture.rules.questions import TextQuestion, confirm
from office_culture.selectors.inspection_form import Evidence
from office_culture.text.errors import Unreadable
from office_culture.text.numbers import number, parse_decimal, parse_whole

TEAM = "team"
UNIT = "unit"

# Begins a text that cannot be read as a number: the action refuses it together with all other errors.
UNREADABLE = "? "

TEAM_TEXTS = ("points", "counted", "compliant", "reason", "observation")
UNIT_TEXTS = ("unit_points", "unit_note")
FINDING_TEXTS = ("remedy", "due_on")
LONG_TEXTS = frozenset({"observation", "unit_note"})
UNIT_RESULTS = (Result.MET, Result.PARTLY, Result.FAILED, Result.NOT_APPLICABLE, Result.UNCHECKED)
TEAM_RESULTS = (*UNIT_RESULTS[:-1], Result.NOT_ASSESSED, Result.UNCHECKED)
# The result of a sample follows from its numbers; only whether the item applies and can be assessed is chosen.
SAMPLE_RESULTS = (Result.UNCHECKED, *WITH_REASON)


@dataclass
class ResultEntry:
    """One item in the form. `shown` maps controls to their text; `result` and `unit_result` are values of `Result`."""

    row: InspectionResult
    scored: bool
    partly_share: Decimal
    shown: dict[str, str] = field(default_factory=dict)
    result: str = Result.UNCHECKED
    unit_result: str = Result.UNCHECKED
    later: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)
    # Answers of this post that are repeated when the page is shown again with errors.
    answers: SafeString = field(default_factory=SafeString)
    evidence: list[Evidence] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def item(self) -> Any:
        return self.row.item

    @cached_property
    def choices(self) -> list[tuple[str, Any, bool]]:
        """Value, words and whether chosen, of the team's result."""
        if self.item.sampling:
            chosen = self.result if self.result in WITH_REASON else Result.UNCHECKED
            return [(str(value), value.label, value == chosen) for value in SAMPLE_RESULTS]
        return [(str(value), value.label, value == self.result) for value in TEAM_RESULTS]

    @cached_property
    def unit_choices(self) -> list[tuple[str, Any, bool]]:
        return [(str(value), value.label, value == self.unit_result) for value in UNIT_RESULTS]

    @cached_property
    def result_label(self) -> Any:
        return Result(self.result).label if self.result in Result.values else ""

    @cached_property
    def unit_result_label(self) -> Any:
        return Result(self.unit_result).label if self.unit_result in Result.values else ""

    @cached_property
    def checked(self) -> bool:
        return self.row.result != Result.UNCHECKED

    @cached_property
    def differs(self) -> bool:
        """Whether unit and team have both entered a result and the two differ."""
        both = {self.row.result, self.row.unit_result}
        return len(both) > 1 and not both & {Result.UNCHECKED, Result.NOT_ASSESSED}

    @cached_property
    def faulty(self) -> bool:
        return self.row.result in {Result.PARTLY, Result.FAILED}

    @cached_property
    def partly_points(self) -> str:
        """The points for “partly met” if none are entered, as text."""
        return number((self.row.max_points * self.partly_share).normalize())

    @cached_property
    def points_label(self) -> str:
        """The stored points with at most two decimals, or "" where there are none."""
        return "" if self.row.points is None else number(round(self.row.points, 2))

    @cached_property
    def unit_points_label(self) -> str:
        """The points of the unit's own assessment as text, entered or following from its result, or "" without any."""
        most = self.row.max_points
        follows = {
            Result.MET: most,
            Result.PARTLY: most * self.partly_share,
            Result.FAILED: Decimal(0),
        }
        points = self.row.unit_points
        if points is None or self.row.unit_result != Result.PARTLY:
            points = follows.get(Result(self.row.unit_result))
        return "" if points is None or not self.scored else number(points.normalize())

    @cached_property
    def max_label(self) -> str:
        return number(self.row.max_points)


def entry_of(row: InspectionResult, *, scored: bool, partly_share: Decimal) -> ResultEntry:
    """The entry with the stored values of `row`."""
    entry = ResultEntry(row, scored, partly_share)
    shown = (*TEAM_TEXTS, *UNIT_TEXTS, "result", "unit_result", "status")
    fill(entry, {name: getattr(row, name) for name in shown})
    return entry


def fill(entry: ResultEntry, values: Mapping[str, Any]) -> None:
    """Puts values of the record into the controls of the entry."""
    for name, value in values.items():
        if name in {"result", "unit_result"}:
            setattr(entry, name, value)
        elif name == "status":
            entry.later = value == WorkStatus.TO_DO and entry.row.result != Result.UNCHECKED
        else:
            entry.shown[name] = _text(value)
    # Only points that were chosen are shown in the form; all others follow from the result.
    if entry.result != Result.PARTLY or entry.row.item.sampling:
        entry.shown["points"] = ""
    if entry.unit_result != Result.PARTLY:
        entry.shown["unit_points"] = ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    return number(value) if isinstance(value, Decimal) else str(value)


def read(entries: Iterable[ResultEntry], data: QueryDict, side: str) -> dict[int, dict[str, Any]]:
    """The posted values by key of the result.

    The typed texts go into the entries, with an error at each number that cannot be read.
    """
    rows: dict[int, dict[str, Any]] = {}
    for entry in entries:
        if f"{entry.row.pk}-{'result' if side == TEAM else 'unit_result'}" not in data:
            continue
        rows[entry.row.pk] = _read_team(entry, data) if side == TEAM else _read_unit(entry, data)
    return rows


def _read_team(entry: ResultEntry, data: QueryDict) -> dict[str, Any]:
    row = entry.row
    entry.result = data.get(f"{row.pk}-result", "")
    entry.later = f"{row.pk}-later" in data
    _read_entries(entry, data, TEAM_TEXTS)
    values: dict[str, Any] = {
        "result": entry.result,
        "points": None,
        "reason": entry.shown["reason"],
        "observation": entry.shown["observation"],
    }
    if entry.result == Result.PARTLY and not row.item.sampling and entry.scored:
        values["points"] = _number(entry, "points", parse_decimal)
    if row.item.sampling:
        values["counted"] = _number(entry, "counted", parse_whole)
        values["compliant"] = _number(entry, "compliant", parse_whole)
    sampled = row.item.sampling and None not in (values["counted"], values["compliant"])
    done = not entry.later and (entry.result != Result.UNCHECKED or sampled)
    values["status"] = WorkStatus.DONE if done else WorkStatus.TO_DO
    return values


def _read_unit(entry: ResultEntry, data: QueryDict) -> dict[str, Any]:
    entry.unit_result = data.get(f"{entry.row.pk}-unit_result", "")
    _read_entries(entry, data, UNIT_TEXTS)
    partly = entry.unit_result == Result.PARTLY and entry.scored
    return {
        "unit_result": entry.unit_result,
        "unit_points": _number(entry, "unit_points", parse_decimal) if partly else None,
        "unit_note": entry.shown["unit_note"],
    }


def _read_entries(entry: ResultEntry, data: QueryDict, names: Iterable[str]) -> None:
    for name in names:
        control = f"{entry.row.pk}-{name}"
        confirm(confirmed_keys(data, [control]))
        entry.answers += hidden_answer(data, control)
        entry.shown[name] = meant(data, control, multiline=name in LONG_TEXTS)


def read_findings(
    entries: Iterable[ResultEntry], data: QueryDict
) -> list[tuple[ResultEntry, dict[str, Any]]]:
    """The findings typed below items that fall short: what `open_finding` asks for, content from the observation.

    An error stands at the entry where one of the two answers is missing or cannot be read.
    """
    found = []
    for entry in entries:
        typed = {name: meant(data, f"{entry.row.pk}-{name}", multiline=False) for name in FINDING_TEXTS}
        entry.shown |= typed
        if not any(typed.values()):
            continue
        if entry.result not in {Result.PARTLY, Result.FAILED}:
            place(entry, "finding", [ValidationError(_("Only what is partly met or not met has a finding."))])
        due_on = None
        try:
            due_on = DayField(required=False).clean(typed["due_on"])
        except ValidationError as error:
            place(entry, "finding", [error])
        if not all(typed.values()):
            place(
                entry, "finding", [ValidationError(_("A finding says what is to be done and by which day."))]
            )
        content = entry.shown["observation"] or entry.item.wording
        found.append((entry, {"content": content, "remedy": typed["remedy"], "due_on": due_on}))
    return found


def place(entry: ResultEntry, name: str, problems: Iterable[ValidationError]) -> None:
    """Adds errors to a control of the entry, a question with both its answers."""
    control, typed = f"{entry.row.pk}-{name}", entry.shown.get(name, "")
    sentences = [
        asked_with_answers(control, typed, problem)
        if isinstance(problem, TextQuestion)
        else " ".join(problem.messages)
        for problem in problems
    ]
    entry.errors.setdefault(name, sentences)


def _number(entry: ResultEntry, name: str, parse: Any) -> Any:
    typed = entry.shown[name]
    if not typed:
        return None
    try:
        return parse(typed)
    except Unreadable as error:
        entry.errors[name] = [str(error)]
        return UNREADABLE + typed
