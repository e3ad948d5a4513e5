"""The next campaign, plan or round begins as a copy of the former: days moved, results left out."""

import datetime

import pytest
from django.urls import reverse

from awards.models import NominationRound
from campaign.models import Campaign, Plan, Task, TaskState
from office_culture.actions.copies import plan_of_copy
from office_culture.models import Event, InspectionRound
from office_culture.models.copies import name_of_next
from office_culture.rules.moving_days import Move, next_start, renamed, with_years_moved
from tests.factories.awards import NominationRoundFactory
from tests.factories.campaign import CampaignBasisFactory, CampaignFactory, ParentMovementFactory
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import InspectionFactory, InspectionRoundFactory, TeamMemberFactory
from tests.factories.plans import PlanFactory, TaskFactory, TaskPartnerFactory

DAY = datetime.date


@pytest.mark.parametrize(
    ("former", "new", "day", "moved"),
    [
        (DAY(2025, 1, 1), DAY(2026, 1, 1), DAY(2025, 2, 28), DAY(2026, 2, 28)),
        (DAY(2023, 1, 1), DAY(2024, 1, 1), DAY(2023, 2, 28), DAY(2024, 2, 29)),
        (DAY(2025, 1, 1), DAY(2025, 7, 1), DAY(2025, 8, 31), DAY(2026, 2, 28)),
        (DAY(2025, 1, 1), DAY(2026, 1, 5), DAY(2025, 3, 10), DAY(2026, 3, 14)),
    ],
)
def test_days_move_by_whole_months_or_by_days(former, new, day, moved):
    assert Move.between(former, new).day(day) == moved


def test_the_next_one_follows_when_the_former_is_over():
    assert next_start(DAY(2025, 1, 1), DAY(2025, 12, 31)) == DAY(2026, 1, 1)
    assert next_start(DAY(2019, 1, 1), DAY(2025, 12, 31)) == DAY(2026, 1, 1)
    assert (
        renamed("Kế hoạch 12/KH năm 2025, tầm nhìn 2030", 2025, 2026)
        == "Kế hoạch 12/KH năm 2026, tầm nhìn 2031"
    )


@pytest.fixture
def desk(officer, signed_in):
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def plan(office, unit_a, unit_b):
    made = PlanFactory(
        unit=office, title="Kế hoạch năm 2025", period_start=DAY(2025, 1, 1), period_end=DAY(2025, 12, 31)
    )
    done = {"state": TaskState.ACCEPTED, "done_on": DAY(2025, 6, 1), "result": "Đã xong"}
    task = TaskFactory(
        plan=made, content="Tổng kết", lead_unit=unit_a, start=DAY(2025, 6, 2), due=DAY(2025, 6, 30), **done
    )
    TaskPartnerFactory(task=task, unit=unit_b)
    return made


def page_of(record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_copy", args=[record.pk])


@pytest.mark.django_db
def test_the_page_tells_day_by_day_what_it_will_create_and_then_creates_it(desk, plan):
    link = page_of(plan)
    assert link in desk.get(reverse("admin:campaign_plan_change", args=[plan.pk])).content.decode()
    shown = desk.get(link)
    assert shown.context["form"]["name"].value() == "Kế hoạch năm 2026"
    days = [day[1:3] for row in shown.context["rows"] for day in row["days"]]
    assert (DAY(2025, 6, 30), DAY(2026, 6, 30)) in days
    asked = {"name": "Kế hoạch năm 2026", "first_day": "5/1/2026", "opened_version": str(plan.version)}
    again = desk.post(link, asked | {"_show": "1"})
    assert Plan.objects.count() == 1
    assert (DAY(2025, 6, 30), DAY(2026, 7, 4), True) in [
        day[1:] for row in again.context["rows"] for day in row["days"]
    ]
    answer = desk.post(link, asked | {"first_day": "1/1/2026", "_create": "1"}, follow=True)
    made = Plan.objects.exclude(pk=plan.pk).get()
    assert answer.redirect_chain[-1][0] == reverse("admin:campaign_plan_change", args=[made.pk])
    assert (made.period_start, made.period_end, made.document) == (DAY(2026, 1, 1), DAY(2026, 12, 31), None)
    (task,) = made.tasks.all()
    assert (task.content, task.start, task.due, task.first_due) == (
        "Tổng kết",
        DAY(2026, 6, 2),
        DAY(2026, 6, 30),
        DAY(2026, 6, 30),
    )
    assert (task.state, task.result, task.done_on) == (TaskState.PLANNED, "", None)
    assert [partner.unit.name for partner in task.partners.all()] == ["Phòng B"]
    assert Event.objects.filter(object_id=task.pk, verb="create").count() >= 1


@pytest.mark.django_db
def test_nothing_is_created_from_an_older_version_by_others_or_half(
    desk, plan, signed_in, contact_a, plain_staff
):
    asked = {"name": "Mới", "first_day": "1/1/2026", "_create": "1"}
    assert (
        "changed while you looked"
        in desk.post(page_of(plan), asked | {"opened_version": "9"}).content.decode()
    )
    for nobody in (contact_a, plain_staff):
        assert signed_in(nobody).post(page_of(plan), asked).status_code in {403, 404}
    far = desk.post(page_of(plan), asked | {"first_day": "1/1/2099", "opened_version": str(plan.version)})
    assert far.status_code == 302 or far.context["form"].errors
    task = Task.objects.first()
    Task.objects.filter(pk=task.pk).update(content="")
    before = Plan.objects.count()
    refused = desk.post(page_of(plan), asked | {"name": "Hỏng", "opened_version": str(plan.version)})
    assert refused.status_code == 200
    assert refused.context["form"].non_field_errors()
    assert Plan.objects.count() == before


@pytest.mark.django_db
def test_campaigns_and_rounds_begin_anew_without_what_came_of_them(desk, office, unit_a):
    campaign = CampaignFactory(office=office, name="Thi đua giai đoạn 2019 - 2025")
    CampaignBasisFactory(campaign=campaign)
    ParentMovementFactory(campaign=campaign)
    inspected = InspectionRoundFactory(
        unit=office, name="Kiểm tra năm 2025", year=2025, start=DAY(2025, 3, 3), end=DAY(2025, 3, 31)
    )
    TeamMemberFactory(inspection_round=inspected, role="head")
    InspectionFactory(inspection_round=inspected, unit=unit_a, visited_on=DAY(2025, 3, 10), conclusion="Tốt")
    nominations = NominationRoundFactory(
        unit=office, name="Khen thưởng 2025", period_start=DAY(2025, 1, 1), period_end=DAY(2025, 12, 31)
    )
    for record in (campaign, inspected, nominations):
        form = desk.get(page_of(record)).context["form"]
        first = form["first_day"].value()
        asked = {"name": form["name"].value(), "first_day": f"{first:%d/%m/%Y}", "_create": "1"}
        answer = desk.post(page_of(record), asked | {"opened_version": str(record.version)})
        assert answer.status_code == 302, answer.context["form"].errors
    following = Campaign.objects.exclude(pk=campaign.pk).get()
    assert (following.name, following.continues) == ("Thi đua giai đoạn 2026 - 2032", campaign)
    assert (following.basis_rows.count(), following.parents.count()) == (1, 1)
    repeated = InspectionRound.objects.exclude(pk=inspected.pk).get()
    assert (repeated.year, repeated.state, repeated.members.count()) == (2026, "planned", 1)
    visit = repeated.inspections.get()
    assert (visit.visited_on, visit.conclusion, visit.state) == (DAY(2026, 3, 10), "", "planned")
    gathered = NominationRound.objects.exclude(pk=nominations.pk).get()
    assert (gathered.name, gathered.state, gathered.period_end) == (
        "Khen thưởng 2026",
        "gathering",
        DAY(2026, 12, 31),
    )
    assert set(gathered.awards.all()) == set(nominations.awards.all())


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Tổ chức ký giao ước thi đua năm 2025", "Tổ chức ký giao ước thi đua năm 2026"),
        ("Tổng kết phong trào giai đoạn 2019-2025", "Tổng kết phong trào giai đoạn 2020-2026"),
        ("Theo Kế hoạch số 733/KH-UBND ngày 20 tháng 6 năm 2019", None),
        ("Nghị định 30/2020/NĐ-CP; 2025 hồ sơ", None),
    ],
)
def test_years_in_words_move_and_those_of_documents_stay(text, moved):
    assert with_years_moved(text, 1) == (moved or text)


def test_a_task_that_was_given_up_is_not_taken_over(office):
    plan = PlanFactory(unit=office)
    TaskFactory(plan=plan, lead_unit=office, content="Tập huấn năm 2025")
    TaskFactory(plan=plan, lead_unit=office, content="Bỏ", state=TaskState.CANCELLED, state_reason="Thừa")
    (below,) = plan_of_copy(plan, Move(months=12)).below
    assert below.values["content"] == "Tập huấn năm 2026"


def test_the_next_plan_is_not_named_after_the_paper_of_the_former():
    paper = DocumentFactory.build(symbol="29/KH-VPUB", subject="thực hiện văn hóa công sở năm 2025")
    named = Plan(document=paper, title="29/KH-VPUB – thực hiện văn hóa công sở năm 2025")
    assert name_of_next(named, DAY(2025, 1, 1), DAY(2026, 1, 1)) == "Thực hiện văn hóa công sở năm 2026"
    assert name_of_next(Plan(title="Kế hoạch 2025"), DAY(2025, 1, 1), DAY(2026, 1, 1)) == "Kế hoạch 2026"
