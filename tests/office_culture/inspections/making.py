"""Rounds and inspections made through the actions, as an office makes them."""

import datetime
from decimal import Decimal

from office_culture.actions import checklists, inspections, rounds
from office_culture.models import (
    Agreement,
    ChecklistVersion,
    Inspection,
    InspectionRound,
    Result,
    Unit,
    User,
    VersionState,
)
from tests.factories.inspections import (
    ChecklistBandFactory,
    ChecklistGroupFactory,
    ChecklistItemFactory,
    ChecklistVersionFactory,
    InspectionRoundFactory,
    TeamMemberFactory,
)
from tests.factories.office import PersonFactory

VISIT = datetime.date(2022, 5, 10)


def a_version(items: int = 3, *, by: User, scored: bool = True, **first: object) -> ChecklistVersion:
    """A version in use; `first` are values of its first item."""
    version = ChecklistVersionFactory(checklist__scored=scored)
    for name, start, passes, cap in (
        ("Xuất sắc", 90, True, False),
        ("Tốt", 70, True, False),
        ("Đạt", 50, True, True),
        ("Không đạt", 0, False, False),
    ):
        ChecklistBandFactory(
            checklist_version=version,
            name=name,
            from_score=Decimal(start),
            passes=passes,
            best_after_critical=cap,
        )
    group = ChecklistGroupFactory(checklist_version=version, code="A")
    for n in range(items):
        values = first if n == 0 else {}
        ChecklistItemFactory(group=group, code=f"A{n + 1}", position=n, **values)
    return checklists.WORKFLOW.perform("use", obj=version, by=by)


def an_open_round(
    *units: Unit, by: User, version: ChecklistVersion | None = None, **values
) -> InspectionRound:
    version = version or a_version(by=by)
    assert version.state == VersionState.IN_USE
    made = InspectionRoundFactory(checklist_version=version, **values)
    TeamMemberFactory(inspection_round=made, role="head")
    return rounds.open_round(inspection_round=made, units=units, by=by)


def answers(inspection: Inspection) -> dict[str, object]:
    """What the closing page is sent where nobody changes what it shows."""
    return TOLD | {"represented_by": inspection.represented_by_id}


# What minutes say of a visit: with it an inspection can be closed.
TOLD = {
    "begun_at": datetime.time(8, 0),
    "ended_at": datetime.time(10, 0),
    "place": "Phòng họp số 1",
    "unit_opinion": "Đơn vị nhất trí với kết quả kiểm tra.",
    "conclusion": "Đơn vị khắc phục các tồn tại đã nêu.",
    "agreement": Agreement.AGREED,
}


def at_work(
    unit: Unit, /, *, by: User, version: ChecklistVersion | None = None, told: bool = True, **values
) -> Inspection:
    """An inspection of the unit that the team has begun; unless `told` is false with all that its minutes say."""
    made = an_open_round(unit, by=by, version=version, **values)
    inspection = made.inspections.get()
    inspection.visited_on = VISIT
    if told:
        inspection.represented_by = PersonFactory(unit=unit)
        for name, value in TOLD.items():
            setattr(inspection, name, value)
    inspection.save()
    return inspections.workflow.perform("start", obj=inspection, by=by)


def keys(inspection: Inspection) -> list[int]:
    """The keys of the results in the order of the items."""
    return list(inspection.results.order_by("item__position").values_list("pk", flat=True))


def every(inspection: Inspection, result: str = Result.MET) -> dict[int, dict[str, object]]:
    return {key: {"result": result} for key in keys(inspection)}
