"""A task on its way through three hands, and the pages on plans, in a real browser."""

import datetime

import pytest
from django.urls import reverse

from campaign.models import Plan, Requirement, Task
from office_culture.models import Unit, User
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def task(sample_office):
    task = Task(
        plan=Plan.objects.get(document__symbol="29/KH-VPUB"),
        requirement=Requirement.objects.get(text__startswith="Tập huấn"),
        content="Tập huấn kỹ năng giao tiếp trực tuyến",
        lead_unit=Unit.objects.get(name="Trung tâm Thông tin"),
        start=datetime.date(2025, 3, 3),
        due=datetime.date(2025, 6, 30),
    )
    task.save()
    return task


def account(name: str) -> User:
    return User.objects.get(username=name)


def change(task) -> str:
    return reverse("admin:campaign_task_change", args=[task.pk])


def take(watched, task, step: str, reason: str = "") -> None:
    watched.visit(change(task))
    steps.take(watched.page, step, reason)
    watched.look()
    task.refresh_from_db()


def test_goes_from_the_contact_to_the_officer_and_back_and_to_the_leader(open_pages, task):
    contact = open_pages(user=account("donvi"), width=390)
    officer = open_pages(user=account("canbo"))
    leader = open_pages(user=account("lanhdao"), scheme="dark")

    take(contact, task, "start")
    contact.page.locator("#id_result").fill("Tập huấn 02 buổi cho 40 người.")
    contact.page.locator("input[name=_continue]").click()
    contact.look()
    take(contact, task, "report")
    assert task.state == "reported"
    assert contact.page.locator(".steps a.step").count() == 0
    assert contact.page.locator(".steps .why").first.inner_text()

    take(officer, task, "return", reason="Thiếu danh sách tham gia")
    assert task.state == "returned"
    contact.visit(change(task))
    assert "Thiếu danh sách tham gia" in contact.page.locator("#content").inner_text()
    take(contact, task, "report")
    take(leader, task, "accept")
    assert task.state == "accepted"
    assert contact.problems + officer.problems + leader.problems == []


def test_the_last_day_moves_with_a_reason(open_pages, task):
    watched = open_pages(user=account("canbo"))
    watched.visit(change(task))
    watched.page.locator("a[href$='/postpone/']").click()
    question = steps.asked(watched.page)
    question.locator("input[name=due]").fill("30/09/2025")
    question.locator("textarea[name=reason]").fill("Chờ giảng viên")
    steps.confirm(watched.page)
    watched.look()
    task.refresh_from_db()
    assert (task.first_due, task.due) == (datetime.date(2025, 6, 30), datetime.date(2025, 9, 30))
    assert "Chờ giảng viên" in watched.page.locator("#content").inner_text()
    assert watched.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_pages_on_plans(open_pages, task, width, scheme):
    watched = open_pages(user=account("canbo"), width=width, scheme=scheme)
    watched.visit(reverse("admin:campaign_requirement_coverage"))
    way = watched.page.locator(".way").first.inner_text()
    assert way.index("733/QĐ-TTg") < way.index("179/KH-UBND") < way.index("29/KH-VPUB")
    watched.visit(reverse("admin:campaign_task_calendar") + "?year=2025")
    assert watched.page.locator("#month-6 ~ ol").get_by_text(task.content).is_visible()
    watched.page.locator(".month-links a").nth(5).focus()
    watched.page.keyboard.press("Enter")
    assert watched.page.url.endswith("#month-6")
    watched.visit(reverse("admin:campaign_pledge_promises") + "?year=2019")
    watched.visit(reverse("admin:campaign_task_changelist"))
    assert watched.page.locator(".page-links a").count() == 2
    assert watched.problems == []
