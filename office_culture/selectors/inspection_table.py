"""Units and rounds side by side: what each inspection of a period came to."""

import datetime
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from office_culture.models import (
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionState,
    RoundState,
)
from office_culture.rules.facts import FactScope
from office_culture.text.numbers import whole


@dataclass(frozen=True, slots=True)
class TableCell:
    """One closed inspection with its findings, by their rows. `score` is None where the checklist gives no points."""

    inspection: int
    unit: str
    held: str
    score: Decimal | None
    outcome: str
    findings: tuple[int, ...]
    settled: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One unit; `cells` by round, None where it was not inspected."""

    unit: str
    cells: tuple[TableCell | None, ...]


@dataclass(frozen=True, slots=True)
class InspectionTable:
    """The rounds of a period from left to right, the units down."""

    rounds: tuple[str, ...]
    units: tuple[TableRow, ...]


def inspection_table(scope: FactScope) -> InspectionTable:
    """The closed inspections of the rounds that began in the scope by the report's day; three statements.

    Which rounds and inspections count is the same as in `inspection_facts`.
    """
    rounds = list(
        InspectionRound.objects.filter(
            unit__path__startswith=scope.unit_path,
            start__gte=scope.start,
            start__lte=min(scope.end, scope.as_of),
        )
        .exclude(state=RoundState.PLANNED)
        .order_by("year", "start", "pk")
    )
    names = dict(zip((row.pk for row in rounds), _names(rounds), strict=True))
    closed = list(
        Inspection.objects.filter(
            inspection_round__in=rounds, state=InspectionState.CLOSED, visited_on__lte=scope.as_of
        )
        .select_related("unit")
        .order_by("unit__position", "unit__sort_key", "unit")
    )
    findings: dict[int, list[Finding]] = {}
    for found in (
        Finding.objects.filter(result__inspection__in=closed).select_related("result").order_by("pk")
    ):
        findings.setdefault(found.result.inspection_id, []).append(found)
    cells: dict[str, dict[int, TableCell]] = {}
    for row in closed:
        told = findings.get(row.pk, [])
        cells.setdefault(row.unit.name, {})[row.inspection_round_id] = TableCell(
            inspection=row.pk,
            unit=row.unit.name,
            held=names[row.inspection_round_id],
            score=row.score,
            outcome=row.band or _passed(row.passed),
            findings=tuple(finding.pk for finding in told),
            settled=sum(_settled(finding, scope.as_of) for finding in told),
        )
    return InspectionTable(
        rounds=tuple(names.values()),
        units=tuple(
            TableRow(unit, tuple(held.get(one.pk) for one in rounds)) for unit, held in cells.items()
        ),
    )


def _settled(finding: Finding, day: datetime.date) -> bool:
    return (
        finding.state == FindingState.VERIFIED
        and finding.verified_on is not None
        and finding.verified_on <= day
    )


def _names(rounds: list[InspectionRound]) -> tuple[str, ...]:
    """The year of a round; its name where a year had several."""
    years = Counter(row.year for row in rounds)
    return tuple(f"Năm {row.year}" if years[row.year] == 1 else row.name for row in rounds)


def _passed(passed: bool | None) -> str:
    return {True: "Đạt", False: "Không đạt"}.get(passed, "–") if passed is not None else "–"


def score_key(cell: TableCell) -> str:
    """The key of the fact that the score of one inspection is."""
    return f"inspections.of.{cell.inspection}.score"


def findings_key(cell: TableCell) -> str:
    """The key of the fact that tells how far its findings are settled."""
    return f"inspections.of.{cell.inspection}.findings"


def findings_text(cell: TableCell) -> str:
    """Settled of all, 0 where there is none."""
    return f"{whole(cell.settled)}/{whole(len(cell.findings))}" if cell.findings else "0"
