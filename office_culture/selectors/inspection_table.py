"""The results of closed inspections in a period, as a table of units and rounds."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from office_culture.models import (
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionRoundState,
)
from office_culture.models.inspections import closed_by
from office_culture.models.placing import within_period
from office_culture.rules.facts import Fact, FactScope
from office_culture.rules.figures import rows_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import names_in
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.numbers import number, whole


@dataclass(frozen=True, slots=True)
class TableCell:
    """One closed inspection. `score` is None where the checklist gives no points; `findings` is settled ones of all."""

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


def rounds_in(scope: FactScope) -> QuerySet[InspectionRound]:
    """Rounds of the scope's unit and those below that began in it by the report's day; see `within_period`."""
    begun = within_period("start", "year", scope.start, min(scope.end, scope.as_of))
    rows: QuerySet[InspectionRound] = InspectionRound.objects.filter(
        begun, scope.once(UnitPlaces).within(scope.unit_path, day="placed_to")
    ).exclude(state=InspectionRoundState.PLANNED)
    return rows


def begun_rounds(scope: FactScope) -> QuerySet[InspectionRound]:
    """The rounds of `rounds_in`, the oldest first, with their papers and how many units each plans to see."""
    rows = rounds_in(scope).select_related("plan", "team_decision")
    return rows.annotate(planned_units=Count("inspections")).order_by("year", "placed_from", "pk")


def closed_inspections(scope: FactScope) -> QuerySet[Inspection]:
    """The closed inspections of these rounds with their units."""
    rounds = rounds_in(scope).order_by().values("pk")
    rows: QuerySet[Inspection] = Inspection.objects.filter(
        closed_by(scope.as_of), inspection_round__in=rounds
    )
    return rows.select_related("unit")


def _finding_rows(scope: FactScope) -> QuerySet[Finding]:
    closed = closed_inspections(scope).order_by().values("pk")
    rows: QuerySet[Finding] = Finding.objects.filter(result__inspection__in=closed)
    return rows.select_related("result").order_by("pk")


@reads(begun_rounds, closed_inspections, _finding_rows)
def inspection_table(
    scope: FactScope,
    rounds: list[InspectionRound],
    inspections: list[Inspection],
    of_inspections: list[Finding],
) -> InspectionTable:
    """The closed inspections of the rounds that began in the scope by the report's day.

    Which rounds and inspections count is the same as in `inspection_facts`.
    """
    names = dict(zip((row.pk for row in rounds), _names(rounds), strict=True))
    closed = sorted(inspections, key=_in_office_order)
    findings: dict[int, list[Finding]] = {}
    for found in of_inspections:
        findings.setdefault(found.result.inspection_id, []).append(found)
    named = names_in(scope, min(scope.end, scope.as_of))
    cells: dict[tuple[int, str], dict[int, TableCell]] = {}
    for row in closed:
        unit = named.name(row.unit)
        own_findings = findings.get(row.pk, [])
        round_name = names[row.inspection_round_id]
        cells.setdefault((row.unit_id, unit), {})[row.inspection_round_id] = TableCell(
            score=_score(row, unit, round_name),
            outcome=row.band or _passed(row.passed),
            findings=_settled_fact(row, unit, round_name, own_findings, scope.as_of),
        )
    return InspectionTable(
        rounds=tuple(names.values()),
        units=tuple(
            TableRow(unit, tuple(round_name.get(round_facts.pk) for round_facts in rounds))
            for (_key, unit), round_name in cells.items()
        ),
    )


def _in_office_order(row: Inspection) -> tuple[object, ...]:
    return row.unit.position, row.unit.sort_key, row.unit_id


def _settled(finding: Finding, day: datetime.date) -> bool:
    return (
        finding.state == FindingState.VERIFIED
        and finding.verified_on is not None
        and finding.verified_on <= day
    )


def _names(rounds: list[InspectionRound]) -> tuple[str, ...]:
    """The name of each round: its year, or its own name where a year had several rounds."""
    years = Counter(row.year for row in rounds)
    return tuple(f"Năm {row.year}" if years[row.year] == 1 else row.name for row in rounds)


def _passed(passed: bool | None) -> str:
    return {True: "Đạt", False: "Không đạt"}.get(passed, "–") if passed is not None else "–"


def _score(row: Inspection, unit: str, round_name: str) -> Fact | None:
    if row.score is None:
        return None
    return Fact(
        f"inspections.of.{row.pk}.score",
        gettext("score of %(unit)s, %(round)s") % {"unit": unit, "round": round_name},
        row.score,
        number(row.score, 1),
        rows_of("office_culture.inspection", [row.pk]),
        of=unit,
    )


def _settled_fact(
    row: Inspection, unit: str, round_name: str, findings: list[Finding], day: datetime.date
) -> Fact:
    """The fact of the findings settled by `day`, as "3/5" of all; "0" without findings."""
    settled = sum(_settled(finding, day) for finding in findings)
    words = f"{whole(settled)}/{whole(len(findings))}" if findings else "0"
    named = {"unit": unit, "round": round_name}
    return Fact(
        f"inspections.of.{row.pk}.findings",
        gettext("findings remedied and verified, of all: %(unit)s, %(round)s") % named,
        words,
        words,
        rows_of("office_culture.finding", (finding.pk for finding in findings)),
    )


def table_figures(found: InspectionTable) -> Iterator[Fact]:
    """Score and findings of each inspection as facts."""
    for cell in (cell for row in found.units for cell in row.cells if cell is not None):
        if cell.score is not None:
            yield cell.score
        yield cell.findings
