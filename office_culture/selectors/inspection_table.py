"""Units and rounds side by side: what each inspection of a period came to."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from office_culture.facts import FactScope
from office_culture.models import FindingState, Inspection, InspectionRound, InspectionState, RoundState


@dataclass(frozen=True, slots=True)
class TableCell:
    """One closed inspection. `score` is None where the checklist gives no points."""

    score: Decimal | None
    outcome: str
    findings: int
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
    """The closed inspections of the rounds that began in the scope by the report's day; two statements.

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
    settled = Q(
        results__findings__state=FindingState.VERIFIED, results__findings__verified_on__lte=scope.as_of
    )
    closed = (
        Inspection.objects.filter(
            inspection_round__in=rounds, state=InspectionState.CLOSED, visited_on__lte=scope.as_of
        )
        .select_related("unit")
        .annotate(
            many_findings=Count("results__findings"), many_settled=Count("results__findings", filter=settled)
        )
        .order_by("unit__position", "unit__sort_key", "unit")
    )
    cells: dict[str, dict[int, TableCell]] = {}
    for row in closed:
        cells.setdefault(row.unit.name, {})[row.inspection_round_id] = TableCell(
            score=row.score,
            outcome=row.band or _passed(row.passed),
            findings=row.many_findings,
            settled=row.many_settled,
        )
    return InspectionTable(
        rounds=_names(rounds),
        units=tuple(
            TableRow(unit, tuple(held.get(one.pk) for one in rounds)) for unit, held in cells.items()
        ),
    )


def _names(rounds: list[InspectionRound]) -> tuple[str, ...]:
    """The year of a round; its name where a year had several."""
    years = Counter(row.year for row in rounds)
    return tuple(f"Năm {row.year}" if years[row.year] == 1 else row.name for row in rounds)


def _passed(passed: bool | None) -> str:
    return {True: "Đạt", False: "Không đạt"}.get(passed, "–") if passed is not None else "–"
