"""The course of a record: done, now, next, and one primary action."""

import datetime

import pytest
from django.urls import reverse

from campaign.models import Campaign, Report, ReportState, Task, TaskState
from office_culture.admin.bricks.course import CourseStatus
from office_culture.models import Inspection, InspectionRound
from tests.factories import FACTORIES

pytestmark = pytest.mark.django_db

DONE_ON = datetime.date(2022, 6, 1)
DONE, NOW, NEXT = CourseStatus.DONE, CourseStatus.NOW, CourseStatus.NEXT


def course(browser, row):
    opts = row._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
    page = browser.get(address)
    found = page.context["course"]
    html = page.content.decode()
    assert html.count('aria-current="step"') == (found.steps[-1][1] != DONE)
    assert html.count("button primary") == bool(found.url)
    return found


def statuses(found) -> list[CourseStatus]:
    return [status for _step, status in found.steps]


def test_a_report_goes_from_the_draft_to_the_signatures(officer, office, signed_in):
    report, browser = FACTORIES[Report](unit=office), signed_in(officer)
    assert statuses(course(browser, report)) == [NOW, NEXT, NEXT, NEXT]
    Report.objects.filter(pk=report.pk).update(state=ReportState.IN_REVIEW)
    found = course(browser, report)
    assert statuses(found) == [DONE, NOW, NEXT, NEXT]
    step = reverse("admin:campaign_report_step", args=[report.pk, "approve"])
    assert found.url == step
    assert browser.get(found.url).status_code == 200


def test_a_round_without_a_head_begins_with_its_team(officer, office, signed_in):
    held = FACTORIES[InspectionRound](unit=office)
    found = course(signed_in(officer), held)
    assert statuses(found) == [NOW, NEXT, NEXT, NEXT, NEXT]
    assert not found.url


def test_an_inspection_offers_what_its_state_allows(officer, office, unit_a, signed_in):
    inspection = FACTORIES[Inspection](inspection_round=FACTORIES[InspectionRound](unit=office), unit=unit_a)
    found = course(signed_in(officer), inspection)
    assert [status for status in statuses(found) if status == NOW] == [NOW]
    assert str(found.steps[-1][0].name) == "Findings remedied"


def test_a_campaign_leads_from_its_documents_to_its_report(officer, office, signed_in):
    held, browser = FACTORIES[Campaign](office=office, unit=office), signed_in(officer)
    plan = FACTORIES[Task](
        lead_unit=office, plan__unit=office, plan__campaign=held, state=TaskState.ACCEPTED, done_on=DONE_ON
    ).plan
    FACTORIES[Task](lead_unit=office, plan=plan, state=TaskState.IN_PROGRESS)
    found = course(browser, held)
    details = {str(step.name): step.detail for step, _status in found.steps}
    assert details["Tasks"] == "1 of 2 accepted"
    tasks = next(step for step, _status in found.steps if str(step.name) == "Tasks")
    assert browser.get(tasks.url).context["cl"].result_count == 2
