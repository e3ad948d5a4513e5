"""The entries of the inspection form: what stands in its controls, and what a request brought back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property

from office_culture.models import Finding, InspectionResult, Result
from office_culture.models.inspections import WITH_REASON, WorkStatus
from office_culture.selectors.inspection_form import Evidence
from office_culture.text.errors import Unreadable
from office_culture.text.normal import clean
from office_culture.text.numbers import number, parse_decimal, parse_whole

TEAM = "team"
UNIT = "unit"

# No number is written so: what cannot be read travels on and is refused with everything else that is wrong.
UNREADABLE = "? "

TEAM_TEXTS = ("points", "counted", "compliant", "reason", "observation")
UNIT_TEXTS = ("unit_points", "unit_note")
UNIT_RESULTS = (Result.MET, Result.PARTLY, Result.FAILED, Result.NOT_APPLICABLE, Result.UNCHECKED)
TEAM_RESULTS = (*UNIT_RESULTS[:-1], Result.NOT_ASSESSED, Result.UNCHECKED)
# A sample gives its result itself; whoever looks at it only decides whether the item applies and can be assessed.
SAMPLE_RESULTS = (Result.UNCHECKED, *WITH_REASON)


@dataclass
class ResultEntry:
    """One item in the form. `shown` holds the text of each control; `result` and `unit_result` are chosen values."""

    row: InspectionResult
    scored: bool
    partly_share: Decimal
    shown: dict[str, str] = field(default_factory=dict)
    result: str = Result.UNCHECKED
    unit_result: str = Result.UNCHECKED
    later: bool = False
    errors: dict[str, list[str]] = field(default_factory=dict)
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
        """Whether unit and team both have a result and it is not the same."""
        both = {self.row.result, self.row.unit_result}
        return len(both) > 1 and not both & {Result.UNCHECKED, Result.NOT_ASSESSED}

    @cached_property
    def faulty(self) -> bool:
        return self.row.result in {Result.PARTLY, Result.FAILED}

    @cached_property
    def partly_points(self) -> str:
        """What “partly met” gives when no points are entered."""
        return number((self.row.max_points * self.partly_share).normalize())

    @cached_property
    def points_label(self) -> str:
        """The points that are kept now, or "" where there are none."""
        return "" if self.row.points is None else number(round(self.row.points, 2))

    @cached_property
    def unit_points_label(self) -> str:
        """The points that the unit gives itself, those that follow from its result included."""
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
    """The entry as it is kept."""
    entry = ResultEntry(row, scored, partly_share)
    shown = (*TEAM_TEXTS, *UNIT_TEXTS, "result", "unit_result", "status")
    fill(entry, {name: getattr(row, name) for name in shown})
    return entry


def fill(entry: ResultEntry, values: Mapping[str, Any]) -> None:
    """Puts values of the record into the controls."""
    for name, value in values.items():
        if name in {"result", "unit_result"}:
            setattr(entry, name, value)
        elif name == "status":
            entry.later = value == WorkStatus.TO_DO and entry.row.result != Result.UNCHECKED
        else:
            entry.shown[name] = _text(value)
    # Points stand in the form only where somebody chose them: elsewhere they follow from the result.
    if entry.result != Result.PARTLY or entry.row.item.sampling:
        entry.shown["points"] = ""
    if entry.unit_result != Result.PARTLY:
        entry.shown["unit_points"] = ""


def _text(value: Any) -> str:
    if value is None:
        return ""
    return number(value) if isinstance(value, Decimal) else str(value)


def read(entries: Iterable[ResultEntry], data: QueryDict, side: str) -> dict[int, dict[str, Any]]:
    """The rows that the request brought, and into the entries what was typed. Unreadable numbers leave an error."""
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
    _take(entry, data, TEAM_TEXTS)
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
    _take(entry, data, UNIT_TEXTS)
    partly = entry.unit_result == Result.PARTLY and entry.scored
    return {
        "unit_result": entry.unit_result,
        "unit_points": _number(entry, "unit_points", parse_decimal) if partly else None,
        "unit_note": entry.shown["unit_note"],
    }


def _take(entry: ResultEntry, data: QueryDict, names: Iterable[str]) -> None:
    for name in names:
        typed = data.get(f"{entry.row.pk}-{name}", "")
        entry.shown[name] = clean(typed.replace("\r\n", "\n"))


def _number(entry: ResultEntry, name: str, parse: Any) -> Any:
    typed = entry.shown[name]
    if not typed:
        return None
    try:
        return parse(typed)
    except Unreadable as error:
        entry.errors[name] = [str(error)]
        return UNREADABLE + typed
