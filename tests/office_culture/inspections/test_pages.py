"""Pages around inspections: the result beside the one before, readiness, a round at a glance, versions compared."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office_culture.actions import checklists, inspections
from office_culture.actions.findings import open_finding
from office_culture.actions.findings import workflow as finding_life
from office_culture.actions.results import save_results
from office_culture.models import ChecklistItem, ChecklistVersion, InspectionResult, Unit
from tests.factories.office import UnitFactory
from tests.office_culture.inspections.making import VISIT, a_version, an_open_round, at_work, every, keys

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"admin:office_culture_{name}", args=args)


def filled(inspection, by, **first):
    """Everything met but the first item, then closed."""
    rows = every(inspection)
    rows[keys(inspection)[0]] = first or {"result": "met"}
    saved = save_results(inspection=inspection, rows=rows, by=by, opened_version=inspection.version)
    return inspections.workflow.perform("close", obj=saved, by=by)


def test_the_result_stands_beside_the_one_before(unit_a, superuser, signed_in):
    version = a_version(4, by=superuser)
    before = at_work(unit_a, by=superuser, version=version)
    before.visited_on = VISIT - datetime.timedelta(days=2)
    before.save()
    filled(before, superuser, result="failed", observation="Chưa có kế hoạch.")
    now = filled(at_work(unit_a, by=superuser, version=version), superuser)
    body = signed_in(superuser).get(page("inspection_result", now.pk)).content.decode()
    assert "100,0%" in body
    assert "75,0%" in body
    assert "+25,0" in body
    older = signed_in(superuser).get(page("inspection_result", before.pk)).content.decode()
    assert "Chưa có kế hoạch." in older
    assert "+25,0" not in older, "a later inspection is not the one before"


def test_readiness_says_what_is_still_owed(unit_a, superuser, signed_in):
    inspection = at_work(unit_a, by=superuser)
    filled(inspection, superuser, result="failed")
    finding = open_finding(
        result=InspectionResult.objects.get(pk=keys(inspection)[0]),
        content="Bảng tên phòng bị mờ.",
        remedy="Thay bảng.",
        due_on=VISIT,
        by=superuser,
    )
    browser = signed_in(superuser)
    address = page("inspection_readiness", unit_a.pk)
    body = browser.get(address).content.decode()
    assert "notice-warning" in body
    assert "Bảng tên phòng bị mờ." in body
    finding_life.perform("remedy", obj=finding, by=superuser, reason="Đã thay bảng.")
    finding_life.perform("verify", obj=finding, by=superuser)
    body = browser.get(address).content.decode()
    assert "notice-done" in body
    assert "Bảng tên phòng bị mờ." not in body


def test_a_round_shows_each_account_its_units(unit_a, unit_b, superuser, contact_a, signed_in):
    held = an_open_round(unit_a, unit_b, by=superuser)
    address = page("inspectionround_overview", held.pk)
    assert str(unit_b) in signed_in(superuser).get(address).content.decode()
    body = signed_in(contact_a).get(address).content.decode()
    assert str(unit_a) in body
    assert str(unit_b) not in body
    table = page("inspectionround_table", held.pk)
    assert table not in body
    assert signed_in(contact_a).get(table).status_code == 403
    assert signed_in(superuser).get(table).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_round_costs_the_same_for_few_and_many_units(office, superuser, signed_in, count):
    units: list[Unit] = [UnitFactory(parent=office) for _ in range(count)]
    held = an_open_round(*units, by=superuser)
    browser = signed_in(superuser)
    address = page("inspectionround_overview", held.pk)
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        body = browser.get(address).content.decode()
    assert body.count('<td class="pages">') == count
    assert len(captured) <= 8


def test_versions_are_compared_and_the_next_one_is_made(superuser, plain_staff, signed_in):
    version = a_version(3, by=superuser)
    browser = signed_in(superuser)
    following = page("checklistversion_next", version.pk)
    assert signed_in(plain_staff).post(following).status_code == 403
    made = browser.post(following)
    draft = ChecklistVersion.objects.get(number=2)
    assert made.url == page("checklistversion_change", draft.pk)
    assert browser.post(following).url == page("checklistversion_change", version.pk), (
        "a draft stands already"
    )
    compare = page("checklistversion_compare", draft.pk)
    assert "<ins>" not in browser.get(compare).content.decode()
    item = ChecklistItem.objects.get(group__checklist_version=draft, code="A1")
    item.max_points = 2
    item.save()
    ChecklistItem.objects.get(group__checklist_version=draft, code="A3").delete()
    body = browser.get(compare).content.decode()
    assert "<del>3</del>" in body
    assert "<ins>2</ins>" in body
    assert "<li>A3. " in body
    first = browser.get(page("checklistversion_compare", version.pk)).content.decode()
    assert "<del>" not in first
    assert checklists.WORKFLOW.perform("use", obj=draft, by=superuser).frozen
