"""Units and rounds side by side: what each inspection of a period came to."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from office_culture.models import (
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionRoundState,
    InspectionState,
)
from office_culture.rules.facts import Fact, FactScope
from office_culture.rules.figures import rows_of
from office_culture.text.numbers import number, whole


@dataclass(frozen=True, slots=True)
class TableCell:
    """One closed inspection. `score` is None where the checklist gives no points; `findings` are settled of all."""

    score: Fact | None
    outcome: str
    findings: Fact


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
        .exclude(state=InspectionRoundState.PLANNED)
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
        held = names[row.inspection_round_id]
        cells.setdefault(row.unit.name, {})[row.inspection_round_id] = TableCell(
            score=_score(row, held),
            outcome=row.band or _passed(row.passed),
            findings=_told(row, held, told, scope.as_of),
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


def _score(row: Inspection, held: str) -> Fact | None:
    if row.score is None:
        return None
    return Fact(
        f"inspections.of.{row.pk}.score",
        gettext("score of %(unit)s, %(round)s") % {"unit": row.unit.name, "round": held},
        row.score,
        number(row.score, 1),
        rows_of("office_culture.inspection", [row.pk]),
    )


def _told(row: Inspection, held: str, findings: list[Finding], day: datetime.date) -> Fact:
    """Settled of all, 0 where there is none."""
    settled = sum(_settled(finding, day) for finding in findings)
    told = f"{whole(settled)}/{whole(len(findings))}" if findings else "0"
    named = {"unit": row.unit.name, "round": held}
    return Fact(
        f"inspections.of.{row.pk}.findings",
        gettext("findings remedied and verified, of all: %(unit)s, %(round)s") % named,
        told,
        told,
        rows_of("office_culture.finding", (finding.pk for finding in findings)),
    )


def table_figures(found: InspectionTable) -> Iterator[Fact]:
    """Score and findings of each inspection."""
    for cell in (cell for row in found.units for cell in row.cells if cell is not None):
        if cell.score is not None:
            yield cell.score
        yield cell.findings
