"""The data of the form of an inspection: each item with its result and files, and the findings of the unit."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q
from django.urls import reverse

from office_culture.models import ChecklistGroup, Finding, FindingState, Inspection, InspectionResult, Result

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file at an item; `link` is the key of the link between the two."""

    link: int
    uuid: uuid.UUID
    name: str
    caption: str
    size: int

    @property
    def url(self) -> str:
        return reverse("file", args=[self.uuid])


@dataclass(slots=True)
class OpenedInspection:
    """An inspection with its results in the order of the checklist, and the files at each of them."""

    inspection: Inspection
    results: list[InspectionResult]
    evidence: dict[int, list[Evidence]] = field(default_factory=dict)

    @property
    def scored(self) -> bool:
        return self.inspection.inspection_round.checklist_version.checklist.scored

    @property
    def unchecked(self) -> list[InspectionResult]:
        """The results that are not checked yet, which prevent closing."""
        return [row for row in self.results if row.result == Result.UNCHECKED]

    def groups(self) -> Iterator[tuple[ChecklistGroup, list[InspectionResult]]]:
        """Each group of the checklist with its results."""
        for _key, rows in groupby(self.results, key=lambda row: row.item.group_id):
            listed = list(rows)
            yield listed[0].item.group, listed


ROUND = "inspection__inspection_round"


def opened_inspection(pk: int, user: "User") -> OpenedInspection | None:
    """The inspection if `user` may see it, with all that its form shows of items; one statement.

    Files join as further rows: a statement of their own would be one more for every page that a phone loads.
    """
    rows: Any = (
        InspectionResult.objects.visible_to(user)
        .filter(inspection=pk)
        .select_related(
            f"{ROUND}__checklist_version__checklist",
            "inspection__unit",
            "inspection__represented_by",
            "item__group",
            "item__clause__revision__regulation",
            "item__document",
        )
        .annotate(
            link=F("files"),
            file_uuid=F("files__file__uuid"),
            file_name=F("files__file__original_name"),
            file_caption=F("files__caption"),
            file_size=F("files__file__size"),
        )
        .order_by("item__group__position", "item__group__code", "item__position", "item__code", "pk", "link")
    )
    results: dict[int, InspectionResult] = {}
    evidence: dict[int, list[Evidence]] = {}
    for row in rows:
        results.setdefault(row.pk, row)
        if row.link is not None:
            file = Evidence(row.link, row.file_uuid, row.file_name, row.file_caption, row.file_size)
            evidence.setdefault(row.pk, []).append(file)
    if results:
        listed = list(results.values())
        inspection = listed[0].inspection
        for row in listed:
            row.inspection = inspection
        return OpenedInspection(inspection, listed, evidence)
    empty = (
        Inspection.objects.visible_to(user)
        .select_related("inspection_round__checklist_version__checklist", "unit", "represented_by")
        .filter(pk=pk)
        .first()
    )
    return OpenedInspection(empty, []) if empty else None


def findings_on_form(inspection: Inspection) -> tuple[list[Finding], dict[int, list[Finding]]]:
    """The unit's unsettled findings of other inspections, and by result those of this one; one statement."""
    rows = (
        Finding.objects.filter(unit=inspection.unit_id)
        .filter(Q(result__inspection=inspection.pk) | ~Q(state=FindingState.VERIFIED))
        .select_related("result__item", "owner")
        .order_by("placed_on", "pk")
    )
    earlier: list[Finding] = []
    of_this_visit: dict[int, list[Finding]] = {}
    for finding in rows:
        if finding.result.inspection_id == inspection.pk:
            of_this_visit.setdefault(finding.result_id, []).append(finding)
        else:
            earlier.append(finding)
    return earlier, of_this_visit
