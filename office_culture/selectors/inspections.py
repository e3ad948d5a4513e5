"""What a unit still has to do from its inspections, and whether it is ready for the next one."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from office_culture.models import (
    Finding,
    Inspection,
    InspectionResult,
    InspectionState,
    Result,
    Unit,
)
from office_culture.models.findings import UNSETTLED
from office_culture.models.inspections import HELD_ON


def open_findings(unit: Unit) -> tuple[Finding, ...]:
    """What earlier inspections of the unit found and nobody has verified as remedied, the soonest due first."""
    rows = Finding.objects.unsettled().filter(unit=unit)
    return tuple(rows.select_related("result__item", "owner", "person"))


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a unit is ready for its next inspection.

    `missed` are the results of the last closed inspection that were not fully met.
    """

    unit: Unit
    next_inspection: Inspection | None
    last_inspection: Inspection | None
    open_findings: tuple[Finding, ...]
    overdue: tuple[Finding, ...]
    missed: tuple[InspectionResult, ...]
    self_assessed: int

    @property
    def ready(self) -> bool:
        """Whether no finding waits for its remedy, and the self-assessment that was asked for is complete."""
        waiting = any(finding.state in UNSETTLED for finding in self.open_findings)
        asked = self.next_inspection
        owed = (
            asked is not None
            and asked.state == InspectionState.SELF_ASSESSMENT
            and self.self_assessed < asked.items
        )
        return not waiting and not owed


def readiness(unit: Unit, day: datetime.date) -> Readiness:
    """The open findings, the last and the next inspection of the unit; four or five statements."""
    inspections = Inspection.objects.filter(unit=unit).select_related("inspection_round")
    upcoming = (
        inspections.exclude(state=InspectionState.CLOSED)
        .filter(Q(visited_on__isnull=True) | Q(visited_on__gte=day))
        .order_by("inspection_round__placed_from", "pk")
        .first()
    )
    last = inspections.filter(state=InspectionState.CLOSED).order_by(HELD_ON.desc(), "-pk").first()
    findings = open_findings(unit)
    missed = (
        last.results.filter(result__in=(Result.PARTLY, Result.FAILED)).select_related("item") if last else ()
    )
    assessed = upcoming.results.exclude(unit_result=Result.UNCHECKED).count() if upcoming else 0
    return Readiness(
        unit=unit,
        next_inspection=upcoming,
        last_inspection=last,
        open_findings=findings,
        overdue=tuple(finding for finding in findings if finding.is_overdue(day)),
        missed=tuple(missed),
        self_assessed=assessed,
    )
