"""A new year begins on one page: plans, rounds and targets of the former one are copied, and can be taken back."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.urls import reverse

from awards.models import NominationRound
from campaign.models import Campaign, IndicatorTarget, Plan, Pledge, Task, TaskState
from office_culture.models import Event, InspectionRound
from tests.answers import assert_refused
from tests.factories import FACTORIES
from tests.factories.awards import NominationRoundFactory
from tests.factories.campaign import CampaignFactory
from tests.factories.inspections import InspectionFactory, InspectionRoundFactory, TeamMemberFactory
from tests.factories.plans import PlanFactory, TaskFactory
from tests.matrix.pages import typed_on

pytestmark = pytest.mark.django_db

DAY = datetime.date
PAGE = reverse("new_year")
OF_2026 = {"period_start": DAY(2026, 1, 1), "period_end": DAY(2026, 12, 31)}
KINDS = (Campaign, Plan, Pledge, IndicatorTarget, InspectionRound, NominationRound)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def desk(officer, signed_in):
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def year(office, unit_a):
    """What an office planned for 2026, with some results."""
    campaign = CampaignFactory(office=office, unit=office, name="Thi đua năm 2026", **OF_2026)
    plan = PlanFactory(unit=office, campaign=campaign, title="Kế hoạch năm 2026", **OF_2026)
    done = {"state": TaskState.ACCEPTED, "done_on": DAY(2026, 6, 1), "result": "Đã xong"}
    TaskFactory(plan=plan, lead_unit=unit_a, start=DAY(2026, 5, 4), due=DAY(2026, 5, 29), **done)
    pledge = FACTORIES[Pledge](unit=unit_a, year=2026, campaign=campaign, signed_on=DAY(2026, 1, 20))
    FACTORIES[pledge.targets.model](pledge=pledge, target=90, achieved=95)
    FACTORIES[IndicatorTarget](unit=unit_a, year=2026)
    held = InspectionRoundFactory(
        unit=office, name="Kiểm tra năm 2026", year=2026, start=DAY(2026, 3, 2), end=DAY(2026, 3, 31)
    )
    TeamMemberFactory(inspection_round=held, role="head")
    InspectionFactory(inspection_round=held, unit=unit_a, visited_on=DAY(2026, 3, 10), conclusion="Tốt")
    NominationRoundFactory(unit=office, name="Khen thưởng năm 2026", campaign=campaign, **OF_2026)
    # Of another year, and of an office that is none of ours.
    PlanFactory(unit=office, title="Cũ", period_start=DAY(2024, 1, 1), period_end=DAY(2024, 12, 31))
    PlanFactory(title="Của cơ quan khác", **OF_2026)
    return campaign


def counts() -> list[int]:
    return [kind.objects.count() for kind in KINDS]


def test_one_button_begins_the_year_and_one_event_takes_it_back(desk, year, unit_a):
    assert PAGE in desk.get(reverse("admin:index")).content.decode()
    assert PAGE in desk.get(reverse("admin:hub", args=["campaign"])).content.decode()
    shown = desk.get(PAGE)
    names = [item.name for _kind, items in shown.context["groups"] for item in items]
    assert {"Thi đua năm 2027", "Kế hoạch năm 2027", "Kiểm tra năm 2027", "Khen thưởng năm 2027"} <= set(
        names
    )
    assert len(names) == 6
    before = counts()
    answer = desk.post(PAGE, all_of(shown), follow=True)
    assert "6 records were begun." in answer.content.decode()
    assert counts() == [count + 1 for count in before]

    campaign = Campaign.objects.get(continues=year)
    plan = Plan.objects.get(title="Kế hoạch năm 2027")
    assert (plan.campaign, plan.period_end, plan.document) == (campaign, DAY(2027, 12, 31), None)
    task = plan.tasks.get()
    assert (task.start, task.due, task.state, task.result) == (
        DAY(2027, 5, 4), DAY(2027, 5, 29), TaskState.PLANNED, "",
    )  # fmt: skip
    pledge = Pledge.objects.get(year=2027)
    assert (pledge.unit, pledge.campaign, pledge.signed_on) == (unit_a, campaign, None)
    assert [(row.target, row.achieved) for row in pledge.targets.all()] == [(90, None)]
    assert IndicatorTarget.objects.get(year=2027).unit == unit_a
    visit = InspectionRound.objects.get(year=2027).inspections.get()
    assert (visit.visited_on, visit.conclusion, visit.state) == (DAY(2027, 3, 10), "", "planned")
    gathered = NominationRound.objects.get(name="Khen thưởng năm 2027")
    assert (gathered.campaign, gathered.state) == (campaign, "gathering")

    told = answer.content.decode()
    assert told.count("begun already") == 6
    assert "Begin 2027 with what is ticked" not in told
    event = Event.objects.get(verb="begin_year")
    assert (event.detail["year"], event.detail["records"]) == (2027, 6)
    gone = desk.post(reverse("new_year_undo", args=[event.pk]), follow=True).content.decode()
    assert "taken back" in gone
    assert counts() == before
    assert Event.objects.filter(verb="undo_year").count() == 1
    again = desk.post(reverse("new_year_undo", args=[event.pk]), follow=True).content.decode()
    assert "This was taken back already." in again
    assert counts() == before


def all_of(shown, **changes) -> dict:
    keys = [item.key for _kind, items in shown.context["groups"] for item in items]
    return {"records": keys, "opened_version": shown.context["seen"]} | changes


def test_only_what_is_ticked_as_it_was_seen_and_all_or_nothing(desk, year):
    shown, before = desk.get(PAGE), counts()
    assert "Tick what the new year" in desk.post(PAGE, all_of(shown, records=[])).content.decode()
    assert "changed while you looked" in desk.post(PAGE, all_of(shown, opened_version="x")).content.decode()
    Task.objects.update(content="")
    broken = desk.post(PAGE, all_of(shown))
    assert 'role="alert"' in broken.content.decode()
    assert counts() == before
    one = next(key for key in all_of(shown)["records"] if key.startswith("campaign.pledge"))
    desk.post(PAGE, all_of(shown, records=[one]))
    assert [after - count for after, count in zip(counts(), before, strict=True)] == [0, 0, 1, 0, 0, 0]


def test_what_has_changed_since_is_not_taken_back(desk, year, officer):
    desk.post(PAGE, all_of(desk.get(PAGE)))
    plan = Plan.objects.get(title="Kế hoạch năm 2027")
    plan.title = "Kế hoạch khác"
    plan.save(by=officer)
    after = counts()
    event = Event.objects.get(verb="begin_year")
    assert "Changed since then" in desk.post(
        reverse("new_year_undo", args=[event.pk]), follow=True
    ).content.decode()  # fmt: skip
    assert counts() == after


def test_who_adds_nothing_begins_no_year_and_nobody_takes_back_for_another(
    desk, year, plain_staff, signed_in, contact_a, client
):
    assert client.get(PAGE).status_code == 302
    assert_refused(signed_in(plain_staff).get(PAGE))
    assert PAGE not in signed_in(plain_staff).get(reverse("admin:index")).content.decode()
    desk.post(PAGE, all_of(desk.get(PAGE)))
    undo = reverse("new_year_undo", args=[Event.objects.get(verb="begin_year").pk])
    after = counts()
    for other in (plain_staff, contact_a):
        assert signed_in(other).post(undo).status_code in {403, 404}
    assert counts() == after


@pytest.mark.parametrize(
    ("day", "year_shown"), [(DAY(2026, 1, 15), 2026), (DAY(2026, 10, 1), 2027), (DAY(2026, 5, 1), None)]
)
def test_the_start_page_leads_there_when_a_year_begins(desk, office, day, year_shown):
    ended = (year_shown or 2027) - 1
    PlanFactory(unit=office, period_start=DAY(ended, 1, 1), period_end=DAY(ended, 12, 31))
    with time_machine.travel(datetime.datetime.combine(day, datetime.time(9), datetime.UTC), tick=False):
        assert desk.get(reverse("admin:index")).context["new_year"] == year_shown
        assert typed_on(desk.get(PAGE).content.decode()) is not None


def test_the_start_page_leads_there_only_as_long_as_something_can_be_begun(
    desk, year, contact_a, unit_a, signed_in, django_assert_max_num_queries
):
    """For the unit's contact nothing ended but the pledge; the page costs the same however many plans there are."""
    contact_a.user_permissions.set(
        Permission.objects.filter(codename__in=("add_pledge", "view_pledge", "add_plan"))
    )
    contact, home = signed_in(contact_a), reverse("admin:index")

    def offered(browser) -> int | None:
        return browser.get(home).context["new_year"]

    assert (offered(desk), offered(contact)) == (2027, 2027)
    FACTORIES[Pledge](unit=unit_a, year=2027)
    assert (offered(desk), offered(contact)) == (2027, None)
    for number in range(5):
        PlanFactory(unit=year.unit, title=f"Kế hoạch {number} năm 2026", **OF_2026)
    with django_assert_max_num_queries(12):
        assert offered(desk) == 2027
    shown = desk.get(PAGE)
    desk.post(PAGE, all_of(shown))
    assert offered(desk) is None


def test_what_was_begun_is_known_by_its_link_and_is_never_what_came_before(desk, year, office):
    for began in (2025, 2026):
        days = {"period_start": DAY(began, 1, 1), "period_end": DAY(began, 12, 31)}
        NominationRoundFactory(
            unit=office, name="Khen thưởng thường xuyên", opened_on=DAY(began, 2, 1), **days
        )
    shown = desk.get(PAGE)
    offered = [item for _kind, items in shown.context["groups"] for item in items]
    assert [item.begun for item in offered] == [None] * 7
    desk.post(PAGE, all_of(shown))
    copy = Campaign.objects.get(continues=year)
    copy.name = "Tên khác"
    copy.save()
    again = desk.get(PAGE)
    assert all(item.begun for _kind, items in again.context["groups"] for item in items)
    assert "All of it has been begun already." in desk.post(PAGE, all_of(again)).content.decode()
