"""What a report tells of inspections: rounds, scores by year, breaches, and what became of the findings."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from office_culture.models import (
    BreachCount,
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionState,
    RoundState,
)
from office_culture.rules.facts import FactScope
from office_culture.selectors.documents import citation_of, fact_key
from office_culture.text.citations import Citation

MOST_BREACHES = 5


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round; the plan and the decision on the team are cited where they are registered."""

    row: int
    year: int
    name: str
    plan: Citation | None
    plan_key: str
    team_decision: Citation | None
    team_decision_key: str
    planned: int
    covered: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """The closed inspections of a year. `mean` is None where no inspection was scored; `bands` best first."""

    year: int
    inspections: tuple[int, ...]
    mean: Decimal | None
    bands: tuple[tuple[str, int], ...]
    failed: int

    @property
    def units(self) -> int:
        """How many units were inspected; a unit stands once in a round."""
        return len(self.inspections)


@dataclass(frozen=True, slots=True)
class Breach:
    """An item that was not fully met, with how often it was checked."""

    code: str
    wording: str
    checked: int
    partly: int
    failed: int
    rows: tuple[int, ...]

    @property
    def missed(self) -> int:
        """Failed and partly met together."""
        return self.partly + self.failed


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """The findings of a period by what became of them until the report's day."""

    total: tuple[int, ...]
    settled: tuple[int, ...]
    on_time: tuple[int, ...]
    waiting: tuple[int, ...]
    overdue: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """All that a report on a period says of inspections."""

    rounds: tuple[RoundRow, ...]
    years: tuple[YearRow, ...]
    breaches: tuple[Breach, ...]
    findings: FindingCounts


def inspection_facts(scope: FactScope) -> InspectionFacts:
    """Rounds of the scope's unit and those below that began by the report's day; five statements."""
    rounds = list(
        InspectionRound.objects.filter(
            unit__path__startswith=scope.unit_path,
            start__gte=scope.start,
            start__lte=min(scope.end, scope.as_of),
        )
        .exclude(state=RoundState.PLANNED)
        .select_related("plan", "team_decision")
        .annotate(planned_units=Count("inspections"))
        .order_by("year", "start", "pk")
    )
    closed = list(
        Inspection.objects.filter(
            inspection_round__in=rounds, state=InspectionState.CLOSED, visited_on__lte=scope.as_of
        ).values_list("pk", "inspection_round", "inspection_round__year", "score", "band", "passed")
    )
    covered = Counter(held for _pk, held, *_rest in closed)
    years = sorted({year for _pk, _round, year, *_rest in closed})
    return InspectionFacts(
        rounds=tuple(_round(row, covered[row.pk]) for row in rounds),
        years=tuple(_year(year, [row for row in closed if row[2] == year]) for year in years),
        breaches=_breaches([row.pk for row in rounds]),
        findings=_findings(scope),
    )


def _round(row: InspectionRound, covered: int) -> RoundRow:
    return RoundRow(
        row=row.pk,
        year=row.year,
        name=row.name,
        plan=citation_of(row.plan) if row.plan else None,
        plan_key=fact_key(row.plan) if row.plan else "",
        team_decision=citation_of(row.team_decision) if row.team_decision else None,
        team_decision_key=fact_key(row.team_decision) if row.team_decision else "",
        planned=row.planned_units,  # type: ignore[attr-defined]
        covered=covered,
    )


def _year(year: int, rows: "list[tuple[int, int, int, Decimal | None, str, bool | None]]") -> YearRow:
    scored = [(score, band) for _pk, _round, _year, score, band, _passed in rows if score is not None]
    best: dict[str, Decimal] = {}
    for score, band in scored:
        best[band] = max(score, best.get(band, score))
    counted = Counter(band for _score, band in scored)
    return YearRow(
        year=year,
        inspections=tuple(row[0] for row in rows),
        mean=sum((score for score, _band in scored), Decimal()) / len(scored) if scored else None,
        bands=tuple((band, counted[band]) for band in sorted(counted, key=lambda band: -best[band])),
        failed=sum(passed is False for *_rest, passed in rows),
    )


def _breaches(rounds: list[int]) -> tuple[Breach, ...]:
    """The items missed most often; versions of a checklist are told apart only where the wording differs."""
    found: dict[tuple[str, str], Breach] = {}
    counts = BreachCount.objects.filter(inspection_round__in=rounds).exclude(partly=0, failed=0)
    seen = counts.values_list("item__code", "item__wording", "pk", "checked", "partly", "failed")
    for code, wording, pk, checked, partly, failed in seen.order_by("pk"):
        so_far = found.get((code, wording), Breach(code, wording, 0, 0, 0, ()))
        found[code, wording] = Breach(
            code,
            wording,
            so_far.checked + checked,
            so_far.partly + partly,
            so_far.failed + failed,
            (*so_far.rows, pk),
        )
    often = sorted(found.values(), key=lambda breach: (-breach.missed, -breach.failed, breach.code))
    return tuple(often[:MOST_BREACHES])


def _findings(scope: FactScope) -> FindingCounts:
    rows = Finding.objects.filter(
        unit__path__startswith=scope.unit_path,
        found_on__gte=scope.start,
        found_on__lte=min(scope.end, scope.as_of),
    ).order_by("pk")
    day = scope.as_of
    total, settled, on_time, waiting, overdue = [], [], [], [], []
    for row in rows.only("state", "remedied_on", "verified_on", "due_on"):
        total.append(row.pk)
        remedied = row.remedied_on is not None and row.remedied_on <= day
        if row.state == FindingState.VERIFIED and row.verified_on is not None and row.verified_on <= day:
            settled.append(row.pk)
            if row.remedied_on is not None and row.remedied_on <= row.due_on:
                on_time.append(row.pk)
        else:
            waiting.append(row.pk)
            if not remedied and row.due_on < day:
                overdue.append(row.pk)
    return FindingCounts(tuple(total), tuple(settled), tuple(on_time), tuple(waiting), tuple(overdue))
