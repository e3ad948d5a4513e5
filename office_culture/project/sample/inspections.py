"""Regulations, checklists and rounds of inspections of an office described in TOML.

Regulations, rounds and findings are written out in the files. The results of so many items are computed from a share
that the round names: always the same for the same unit, year and item, and plainly sample data.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from office_culture.actions import checklists, inspections, rounds
from office_culture.actions.regulations import adopt_revision
from office_culture.actions.results import save_results
from office_culture.actions.versions import next_version
from office_culture.models import (
    Agreement,
    Checklist,
    ChecklistItem,
    ChecklistVersion,
    Clause,
    Document,
    Finding,
    Inspection,
    InspectionResult,
    InspectionRound,
    Person,
    Posting,
    Regulation,
    Result,
    RoundBasis,
    TeamMember,
    Unit,
    User,
)

Named = Callable[[Any, str], Any]
OBSERVATIONS = {
    Result.PARTLY: "Thực hiện chưa đầy đủ, cần chấn chỉnh (số liệu mẫu).",
    Result.FAILED: "Chưa thực hiện (số liệu mẫu).",
}


def load(tables: Mapping[str, Any], named: Named) -> None:
    """Loads the rows of the tables; `named` finds a record by model and the name used in the files."""
    if "inspection_rounds" not in tables:
        return
    by = User.objects.get(username=tables["inspections_by"])
    for row in tables.get("regulations", ()):
        _regulation(row, named, by)
    for row in tables["checklists"]:
        _checklist(row, named, by)
    for row in tables["inspection_rounds"]:
        _round(row, tables, named, by)
    for row in tables.get("findings", ()):
        _finding(row, named, by)


def _regulation(row: Mapping[str, Any], named: Named, by: User) -> None:
    regulation = Regulation(kind=row["kind"], name=row["name"], unit=named(Unit, row["unit"]))
    regulation.full_clean()
    regulation.save()
    for text in row["revisions"]:
        revision = adopt_revision(
            regulation=regulation,
            decision=named(Document, text["decision"]),
            valid_from=text["valid_from"],
            by=by,
        )
        for clause in text.get("clauses", ()):
            made = Clause(revision=revision, **clause)
            made.full_clean()
            made.save()


def _checklist(row: Mapping[str, Any], named: Named, by: User) -> None:
    source = checklists.shipped()[row["source"]]
    bases = {code: _basis(text, named) for code, text in row.get("bases", {}).items()}
    version = checklists.load_checklist(source=source, bases=bases, by=by)
    checklists.WORKFLOW.perform("use", obj=version, by=by)
    if "next" in row:
        following = next_version(version=version, by=by)
        _change(following, row["next"], named)
        checklists.WORKFLOW.perform("use", obj=following, by=by)


def _change(version: ChecklistVersion, changes: Mapping[str, Any], named: Named) -> None:
    """Gives items of a version the bases and wordings of `changes`."""
    items = {item.code: item for item in ChecklistItem.objects.filter(group__checklist_version=version)}
    for code, text in changes.get("bases", {}).items():
        basis = _basis(text, named)
        items[code].clause = basis if isinstance(basis, Clause) else None
        items[code].document = basis if isinstance(basis, Document) else None
    for code, wording in changes.get("wordings", {}).items():
        items[code].wording = wording
    for code in {*changes.get("bases", {}), *changes.get("wordings", {})}:
        items[code].full_clean()
        items[code].save()


def _basis(text: str, named: Named) -> Clause | Document:
    """The document for "60/QĐ-VPUB"; for "60/QĐ-VPUB: khoản 1 Điều 5" that clause of what it issued."""
    symbol, _colon, label = text.partition(": ")
    document: Document = named(Document, symbol)
    if not label:
        return document
    return next(
        clause for clause in Clause.objects.filter(revision__decision=document) if clause.label == label
    )


def _round(row: Mapping[str, Any], tables: Mapping[str, Any], named: Named, by: User) -> None:
    checklist = Checklist.objects.get(name=row["checklist"])
    plain = ("name", "year", "start", "end", "surprise")
    made = InspectionRound(
        **{name: row[name] for name in plain},
        unit=named(Unit, row["unit"]),
        plan=named(Document, row["plan"]),
        team_decision=named(Document, row["team_decision"]),
        checklist_version=checklist.versions.get(number=row["version"]),
    )
    made.full_clean()
    made.save()
    for position, symbol in enumerate(row["bases"]):
        RoundBasis(inspection_round=made, document=named(Document, symbol), position=position).save()
    for position, member in enumerate(row["team"]):
        person = named(Person, member["person"])
        TeamMember(inspection_round=made, person=person, role=member["role"], position=position).save()
    units = [named(Unit, name) for name in tables["inspected_units"]]
    made = rounds.open_round(inspection_round=made, units=units, by=by)
    days = _working_days(row["start"], row["end"])
    for place, unit in enumerate(units):
        inspection = made.inspections.get(unit=unit)
        inspection.visited_on = days[place % len(days)]
        inspection.begun_at, inspection.ended_at = time(8, 0), time(10, 30)
        inspection.place = f"Nơi làm việc của {unit.name}"
        inspection.present = "Công chức, viên chức, người lao động của đơn vị"
        inspection.represented_by = _head_of(unit, inspection.visited_on, team=made.members.values("person"))
        inspection.agreement = Agreement.AGREED
        inspection.full_clean()
        inspection.save()
        _inspect(inspection, row, tables, by)
    rounds.workflow.perform("finish", obj=made, by=by)


def _head_of(unit: Unit, day: date, *, team: QuerySet[Any, Any]) -> Person:
    """Who has the highest post of the unit on that day and does not inspect it. Raises `ValueError` without anybody."""
    postings = Posting.objects.on(day).filter(unit=unit).exclude(person__in=team)
    posting = postings.order_by("rank", "pk").select_related("person").first()
    if posting is None:
        raise ValueError(f"Nobody works in {unit} on {day} who could sign for it and does not inspect it.")
    return posting.person


def _working_days(start: date, end: date) -> list[date]:
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return [day for day in days if day.weekday() < 5]


def _inspect(inspection: Inspection, row: Mapping[str, Any], tables: Mapping[str, Any], by: User) -> None:
    results = list(inspection.results.select_related("item"))
    marks = {result.pk: _mark(result, inspection, row, tables) for result in results}
    if not row["surprise"]:
        inspection = inspections.workflow.perform("ask", obj=inspection, by=by)
        own = {result.pk: _own_mark(result, marks[result.pk]) for result in results}
        inspection = save_results(inspection=inspection, rows=own, by=by, opened_version=inspection.version)
    inspection = inspections.workflow.perform("start", obj=inspection, by=by)
    inspection = save_results(
        inspection=inspection,
        rows=marks,
        by=by,
        opened_version=inspection.version,
        header={
            "unit_opinion": "Đơn vị thống nhất với kết quả kiểm tra.",
            "conclusion": "Đơn vị phát huy kết quả đạt được, khắc phục các nội dung chưa đạt (số liệu mẫu).",
        },
    )
    inspections.workflow.perform("close", obj=inspection, by=by)


def _mark(
    result: InspectionResult, inspection: Inspection, row: Mapping[str, Any], tables: Mapping[str, Any]
) -> dict[str, Any]:
    """The values that the team enters for an item: those of an exception or finding, otherwise computed."""
    item, unit = result.item, inspection.unit
    for rule in tables["inspection_exceptions"]:
        of_year = row["year"] in rule.get("years", (row["year"],))
        of_unit = unit.name in rule.get("units", (unit.name,))
        if of_year and of_unit and item.code in rule["items"]:
            return {"result": Result.NOT_APPLICABLE, "reason": rule["reason"]}
    for finding in tables.get("findings", ()):
        if (finding["year"], finding["unit"], finding["item"]) == (row["year"], unit.name, item.code):
            return _entry(item, finding["result"], finding["content"], chance=50)
    chance = _chance(row["year"], unit.name, item.code)
    if chance < row["met"] or item.critical:
        found = Result.MET
    else:
        found = Result.PARTLY if chance < row["met"] + row["partly"] else Result.FAILED
    return _entry(item, found, OBSERVATIONS.get(found, ""), chance=chance)


def _entry(item: ChecklistItem, found: str, observation: str, *, chance: int) -> dict[str, Any]:
    if not item.sampling:
        return {"result": found, "observation": observation}
    counted = 5 + chance // 10
    missing = {Result.MET: 0, Result.PARTLY: 1 + chance % 3, Result.FAILED: counted}[Result(found)]
    return {"counted": counted, "compliant": counted - missing, "observation": observation}


def _own_mark(result: InspectionResult, mark: Mapping[str, Any]) -> dict[str, Any]:
    """The values that the unit enters: one step better than the team's, as units tend to judge themselves kindly."""
    if mark.get("result") == Result.NOT_APPLICABLE:
        return {"unit_result": Result.NOT_APPLICABLE, "unit_points": None}
    if mark.get("result") == Result.FAILED:
        return {"unit_result": Result.PARTLY, "unit_points": result.max_points * Decimal("0.5")}
    return {"unit_result": Result.MET, "unit_points": result.max_points}


def _chance(*parts: object) -> int:
    """A number from 0 to 99 that depends only on the parts."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100


def _finding(row: Mapping[str, Any], named: Named, by: User) -> None:
    unit = named(Unit, row["unit"])
    result = InspectionResult.objects.select_related("inspection").get(
        inspection__inspection_round__year=row["year"], inspection__unit=unit, item__code=row["item"]
    )
    aside = {"year", "unit", "item", "result", "owner"}
    visited_on = result.inspection.visited_on
    if visited_on is None:
        raise ValueError(f"The inspection of {unit} in {row['year']} has no day.")
    finding = Finding(
        result=result,
        unit=unit,
        found_on=visited_on,
        owner=named(Person, row["owner"]) if "owner" in row else None,
        **{name: value for name, value in row.items() if name not in aside},
    )
    finding.full_clean()
    finding.save()
