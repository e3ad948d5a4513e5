"""The result of an inspection by group, compared with the one before; used by the screen and by the minutes."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from office_culture.models import ChecklistBand, Inspection, InspectionResult, InspectionState, Result
from office_culture.models.inspections import HELD_ON


@dataclass(frozen=True, slots=True)
class GroupResult:
    """How a group of items was met. Without points `earned` and `possible` are None."""

    code: str
    name: str
    items: int
    met: int
    partly: int
    failed: int
    not_applicable: int
    not_assessed: int
    unchecked: int
    earned: Decimal | None
    possible: Decimal | None

    @property
    def assessed(self) -> int:
        """How many items have a result that counts."""
        return self.met + self.partly + self.failed

    @property
    def percent(self) -> Decimal | None:
        """Earned ÷ possible × 100, or None where nothing applies."""
        if not self.possible or self.earned is None:
            return None
        return self.earned * 100 / self.possible


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What was found at one item."""

    pk: int
    code: str
    wording: str
    critical: bool
    result: str
    result_label: str
    points: Decimal | None
    max_points: Decimal
    counted: int | None
    compliant: int | None
    reason: str
    observation: str
    unit_result: str
    unit_result_label: str


@dataclass(frozen=True, slots=True)
class InspectionOutcome:
    """One inspection with its groups, its items, its score and its band."""

    pk: int
    visited_on: datetime.date | None
    state: str
    scored: bool
    groups: tuple[GroupResult, ...]
    items: tuple[ItemResult, ...]
    earned: Decimal | None
    possible: Decimal | None
    score: Decimal | None
    band: str
    passed: bool | None

    @property
    def short_of_full(self) -> tuple[ItemResult, ...]:
        """Items that were partly met or not met."""
        return tuple(item for item in self.items if item.result in {Result.PARTLY, Result.FAILED})

    @property
    def not_assessed(self) -> tuple[ItemResult, ...]:
        """Items that apply but could not be assessed."""
        return tuple(item for item in self.items if item.result == Result.NOT_ASSESSED)

    @property
    def assessed(self) -> int:
        """How many items have a result that counts."""
        return sum(group.assessed for group in self.groups)

    @property
    def seen_otherwise(self) -> tuple[ItemResult, ...]:
        """Items that the unit and the team both checked, with another result."""
        return tuple(
            item
            for item in self.items
            if item.result != item.unit_result
            and not {item.result, item.unit_result} & {Result.UNCHECKED, Result.NOT_ASSESSED}
        )


def capped_by(found: InspectionOutcome, bands: Iterable[ChecklistBand]) -> tuple[ItemResult, ...]:
    """The failed critical items for which the outcome is lower than the score alone would give; none where it is not.

    `bands` are those of the version, the best first.
    """
    score = found.score
    by_score = next((band.name for band in bands if score is not None and band.from_score <= score), "")
    if not found.band or found.band == by_score:
        return ()
    return tuple(item for item in found.items if item.critical and item.result == Result.FAILED)


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """A group now and in the inspection before; groups with the same code count as the same."""

    now: GroupResult
    before: GroupResult | None

    @property
    def change(self) -> Decimal | None:
        """The percent now less the percent before, in percentage points; None where one is missing."""
        if self.before is None or self.now.percent is None or self.before.percent is None:
            return None
        return self.now.percent - self.before.percent


def outcome(inspection: Inspection) -> InspectionOutcome:
    """The inspection with its results; one statement. Its round, version and checklist must have been read."""
    scored = inspection.inspection_round.checklist_version.checklist.scored
    rows = list(_in_order(InspectionResult.objects.filter(inspection=inspection)))
    return _outcome(inspection, rows, scored)


def outcomes(inspections: Iterable[Inspection]) -> list[InspectionOutcome]:
    """Many inspections of one round; one statement for all their results."""
    listed = list(inspections)
    rows: dict[int, list[InspectionResult]] = {}
    for row in _in_order(InspectionResult.objects.filter(inspection__in=listed)):
        rows.setdefault(row.inspection_id, []).append(row)
    return [
        _outcome(
            inspection,
            rows.get(inspection.pk, []),
            inspection.inspection_round.checklist_version.checklist.scored,
        )
        for inspection in listed
    ]


def _in_order(rows: "Iterable[InspectionResult]") -> "Iterable[InspectionResult]":
    found: Iterable[InspectionResult] = rows.select_related("item__group").order_by(  # type: ignore[attr-defined]
        "inspection", "item__group__position", "item__group__code", "item__position", "item__code"
    )
    return found


def _outcome(inspection: Inspection, rows: list[InspectionResult], scored: bool) -> InspectionOutcome:
    groups = groupby(rows, key=lambda row: row.item.group_id)
    return InspectionOutcome(
        pk=inspection.pk,
        visited_on=inspection.visited_on,
        state=inspection.state,
        scored=scored,
        groups=tuple(_group(list(members), scored) for _key, members in groups),
        items=tuple(_item(row) for row in rows),
        earned=inspection.earned,
        possible=inspection.applicable,
        score=inspection.score,
        band=inspection.band,
        passed=inspection.passed,
    )


def _group(rows: list[InspectionResult], scored: bool) -> GroupResult:
    group = rows[0].item.group
    many = [row.result for row in rows]
    counting = [row for row in rows if row.points is not None]
    return GroupResult(
        code=group.code,
        name=group.name,
        items=len(rows),
        met=many.count(Result.MET),
        partly=many.count(Result.PARTLY),
        failed=many.count(Result.FAILED),
        not_applicable=many.count(Result.NOT_APPLICABLE),
        not_assessed=many.count(Result.NOT_ASSESSED),
        unchecked=many.count(Result.UNCHECKED),
        earned=sum((row.points or Decimal() for row in counting), Decimal()) if scored else None,
        possible=sum((row.max_points for row in counting), Decimal()) if scored else None,
    )


def _item(row: InspectionResult) -> ItemResult:
    return ItemResult(
        pk=row.pk,
        code=row.item.code,
        wording=row.item.wording,
        critical=row.item.critical,
        result=row.result,
        result_label=str(row.get_result_display()),
        points=row.points,
        max_points=row.max_points,
        counted=row.counted,
        compliant=row.compliant,
        reason=row.reason,
        observation=row.observation,
        unit_result=row.unit_result,
        unit_result_label=str(row.get_unit_result_display()),
    )


def inspection_before(inspection: Inspection) -> Inspection | None:
    """The unit's last closed inspection before this one; one statement."""
    day = inspection.visited_on or inspection.inspection_round.placed_to
    found: Inspection | None = (
        Inspection.objects.filter(unit=inspection.unit_id, state=InspectionState.CLOSED)
        .alias(held_on=HELD_ON)
        .filter(held_on__lt=day)
        .exclude(pk=inspection.pk)
        .select_related("inspection_round__checklist_version__checklist")
        .order_by("-held_on", "-pk")
        .first()
    )
    return found


def compared(now: InspectionOutcome, before: InspectionOutcome | None) -> tuple[GroupComparison, ...]:
    """Each group of this inspection with its namesake of the one before."""
    earlier = {group.code: group for group in before.groups} if before else {}
    return tuple(GroupComparison(group, earlier.get(group.code)) for group in now.groups)


def bands(inspection: Inspection) -> tuple[ChecklistBand, ...]:
    """The bands of the inspection's checklist version, the best first; one statement."""
    version = inspection.inspection_round.checklist_version_id
    return tuple(ChecklistBand.objects.filter(checklist_version=version).order_by("-from_score"))
