"""An inspection with everything that its form shows, and whether a unit is ready for one."""

import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from office_culture.models import (
    ChecklistGroup,
    Finding,
    Inspection,
    InspectionResult,
    InspectionResultFile,
    InspectionState,
    Result,
    Unit,
)
from office_culture.models.findings import UNSETTLED

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@dataclass(frozen=True, slots=True)
class GroupForm:
    """A group of items with their results, in the order of the checklist."""

    group: ChecklistGroup
    results: tuple[InspectionResult, ...]

    @property
    def unchecked(self) -> int:
        """How many items still wait for a result."""
        return sum(result.result == Result.UNCHECKED for result in self.results)


@dataclass(frozen=True, slots=True)
class InspectionForm:
    """What the form of an inspection shows; `version` goes into `save_results` as `opened_version`."""

    inspection: Inspection
    version: int
    groups: tuple[GroupForm, ...]
    open_findings: tuple[Finding, ...]


def inspection_form(pk: int, user: "User") -> InspectionForm | None:
    """The inspection if the account may know of it, otherwise None; four statements however many items.

    Each result comes with its item, the item's basis, and its evidence files in `files.all()`.
    """
    inspection = (
        Inspection.objects.visible_to(user)
        .select_related("unit", "represented_by", "inspection_round__checklist_version__checklist")
        .filter(pk=pk)
        .first()
    )
    if inspection is None:
        return None
    results = (
        InspectionResult.objects.filter(inspection=inspection)
        .select_related("item__group", "item__clause", "item__document")
        .prefetch_related(Prefetch("files", InspectionResultFile.objects.select_related("file")))
        .order_by("item__group__position", "item__group__code", "item__position", "item__code")
    )
    groups = tuple(
        GroupForm(group, tuple(rows)) for group, rows in groupby(results, key=lambda row: row.item.group)
    )
    return InspectionForm(inspection, inspection.version, groups, open_findings(inspection.unit))


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
        """No finding waits for its remedy, and the own assessment that was asked for is complete."""
        waiting = any(finding.state in UNSETTLED for finding in self.open_findings)
        asked = self.next_inspection
        owed = (
            asked is not None
            and asked.state == InspectionState.SELF_ASSESSMENT
            and self.self_assessed < asked.items
        )
        return not waiting and not owed


def readiness(unit: Unit, day: datetime.date) -> Readiness:
    """How the unit stands before its next inspection; four or five statements."""
    inspections = Inspection.objects.filter(unit=unit).select_related("inspection_round")
    upcoming = (
        inspections.exclude(state=InspectionState.CLOSED)
        .filter(Q(visited_on__isnull=True) | Q(visited_on__gte=day))
        .order_by("inspection_round__start", "pk")
        .first()
    )
    last = inspections.filter(state=InspectionState.CLOSED).order_by("-visited_on", "-pk").first()
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
