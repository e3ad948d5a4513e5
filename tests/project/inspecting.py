"""A round of inspections as an office holds it on the screen: regulation, list, team, visits, results item by item."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from office_culture.actions.checklists import load_checklist, shipped
from office_culture.models import (
    Agreement,
    ChecklistVersion,
    Finding,
    Inspection,
    InspectionResult,
    InspectionRound,
    Person,
    Posting,
    Regulation,
    RegulationRevision,
    Result,
    RoundBasis,
    TeamMember,
)
from office_culture.project.sample.tables import SampleTable
from tests.project.typist import Typist, as_typed

REGULATIONS = SampleTable(Regulation, parts={"revisions": (RegulationRevision, "regulation")})
ROUNDS = SampleTable(
    InspectionRound,
    parts={"team": (TeamMember, "inspection_round"), "inspections": (Inspection, "inspection_round")},
    listed={"bases": (RoundBasis, "inspection_round", "document")},
)
# What says how the sample is filled in, not what a round is.
NOT_TYPED = {"checklist", "version", "met", "partly"}


def hold_rounds(officer: Typist, contact: Callable[[], Typist], tables: Mapping[str, Any]) -> None:
    """All rounds of the tables: met but for their findings, which `contact` of the unit remedies."""
    for row in tables.get("regulations", ()):
        officer.adds(REGULATIONS, row)
    for row in tables.get("checklists", ()):
        officer.takes(load_checklist(source=shipped()[row["source"]]), "use")
    for row in tables.get("inspection_rounds", ()):
        version = ChecklistVersion.objects.get(checklist__name=row["checklist"], number=row["version"])
        typed = {key: value for key, value in row.items() if key not in NOT_TYPED}
        units = [{"unit": name} for name in tables["inspected_units"]]
        made = officer.adds(ROUNDS, {**typed, "checklist_version": version, "inspections": units})
        officer.takes(made, "open")
        for inspection in made.inspections.order_by("pk"):
            _inspect(officer, inspection, row["start"], tables)
        officer.takes(made, "finish")
    for row in tables.get("findings", ()):
        finding = Finding.objects.get(content=row["content"])
        contact().takes(finding, "remedy", reason=row["remedy_done"], remedied_on=row["remedied_on"])
        officer.takes(finding, "verify", verified_on=row["verified_on"])


def _inspect(officer: Typist, inspection: Inspection, day: datetime.date, tables: Mapping[str, Any]) -> None:
    found = {row["item"]: row for row in tables.get("findings", ()) if row["unit"] == inspection.unit.name}
    officer.takes(inspection, "start")
    there = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    page = officer.opens(there)
    data: dict[str, Any] = {"side": "team", "opened_version": page.context["version"]}
    data |= {"visited_on": f"{day:%d/%m/%Y}", "present": "Đại diện lãnh đạo đơn vị"}
    for group in page.context["groups"]:
        for entry in group["entries"]:
            data |= _result(entry, tables["inspection_exceptions"], found)
    answer = officer.browser.post(there, data)
    assert answer.status_code == 302, answer.context["problems"]
    inspection.refresh_from_db()
    for code, row in found.items():
        _open_finding(officer, inspection.results.get(item__code=code), row)
    officer.takes(
        inspection,
        "close",
        begun_at=datetime.time(8),
        ended_at=datetime.time(10, 30),
        place=inspection.unit.name,
        represented_by=_who_signs(inspection),
        unit_opinion="Đơn vị thống nhất với kết quả kiểm tra.",
        conclusion="Đơn vị tiếp tục phát huy kết quả đạt được.",
        agreement=Agreement.AGREED,
    )


def _open_finding(officer: Typist, result: InspectionResult, row: Mapping[str, Any]) -> None:
    there = reverse("admin:office_culture_inspection_finding", args=[result.inspection_id, result.pk])
    assert not officer.opens(there).context["refusal"]
    typed = {key: as_typed(row[key]) for key in ("level", "content", "remedy", "due_on")}
    answer = officer.browser.post(there, typed)
    assert answer.status_code == 302, answer.context["form"].errors


def _result(entry: Any, exceptions: list[Mapping[str, Any]], found: Mapping[str, Any]) -> dict[str, Any]:
    """What the team enters at one item."""
    name = str(entry.row.pk)
    for rule in exceptions:
        if entry.item.code in rule["items"]:
            return {f"{name}-result": Result.NOT_APPLICABLE, f"{name}-reason": rule["reason"]}
    if row := found.get(entry.item.code):
        return {f"{name}-result": row["result"], f"{name}-observation": row["content"]}
    if entry.item.sampling:
        return {f"{name}-result": Result.UNCHECKED, f"{name}-counted": "10", f"{name}-compliant": "10"}
    return {f"{name}-result": Result.MET}


def _who_signs(inspection: Inspection) -> Person:
    return Posting.objects.filter(unit=inspection.unit).order_by("rank")[0].person
