"""Figures and promises through the hands of unit contact, records officer and leader, each in their own window."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from awards.models import Conferral
from campaign.models import CaseFileReturn, Pledge, PledgeOutcome, TitleRegistration
from campaign.selectors.registrations import settled
from office_culture.project import roles
from office_culture.selectors.events import events_of
from tests.browser import steps
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.office import PersonFactory, UnitFactory, UserFactory
from tests.factories.plans import EmulationTitleFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD_RETURN = "admin:campaign_casefilereturn_add"
ADD_PLEDGE = "admin:campaign_pledge_add"
ADD_REGISTRATION = "admin:campaign_titleregistration_add"


@pytest.fixture
def house(live_server):
    roles.set_up()
    return UnitFactory(name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG")


@pytest.fixture
def unit(house):
    return UnitFactory(name="Phòng A", parent=house)


@pytest.fixture
def windows(open_pages, house, unit):
    """Contact on a phone, officer on a desk, leader in the dark."""
    looks = {
        "unit_contact": (unit, {"width": 390}),
        "records_officer": (house, {}),
        "leader": (house, {"scheme": "dark"}),
    }
    opened = {}
    for role, (place, look) in looks.items():
        user = UserFactory(username=role, unit=place)
        user.groups.add(Group.objects.get(name=roles.named(role).name))
        opened[role] = open_pages(language="en", user=user, **look)
    yield opened
    problems = [problem for watched in opened.values() for problem in watched.problems]
    assert not problems, "\n".join(problems)


def fill(watched, values: dict[str, str]) -> None:
    for name, value in values.items():
        watched.page.locator(f"#id_{name}").fill(value)


def save(watched) -> None:
    watched.page.locator("input[name=_continue]").click()
    watched.look()


def content(watched) -> str:
    return watched.page.locator("#content").inner_text()


COUNTS = {
    "new": "100",
    "carried_over": "0",
    "early": "80",
    "on_time": "10",
    "overdue": "0",
    "returned": "4",
    "in_progress": "6",
}


def test_a_figure_is_entered_confirmed_and_corrected_in_the_open(windows, unit):
    contact, officer, leader = (windows[role] for role in ("unit_contact", "records_officer", "leader"))
    contact.visit(f"{reverse(ADD_RETURN)}?unit={unit.pk}")
    fill(contact, {"period_start": "01/05/2022", "period_end": "31/05/2022", **COUNTS, "early": "70"})
    save(contact)
    assert contact.page.locator(".errorlist").count() >= 1
    assert contact.page.locator("#id_new").input_value() == "100"
    fill(contact, {"early": "80"})
    save(contact)
    made = CaseFileReturn.objects.get()
    address = reverse("admin:campaign_casefilereturn_change", args=[made.pk])

    leader.visit(address)
    assert leader.page.locator("input[name=_save]").count() == 0
    assert leader.page.locator("a.step").count() == 0
    assert "is for: the unit that answers for the figure" in content(leader)

    contact.visit(address)
    steps.take(contact.page, "confirm")
    contact.look()
    made.refresh_from_db()
    assert (made.state, made.confirmed_by.username) == ("confirmed", "unit_contact")

    officer.visit(address)
    fill(officer, {"new": "101", "on_time": "11"})
    save(officer)
    assert "give the reason for the change" in content(officer)
    assert officer.page.locator("#id_new").input_value() == "101"
    made.refresh_from_db()
    assert made.new == 100
    fill(officer, {"correction_reason": "Sót một hồ sơ"})
    save(officer)
    made.refresh_from_db()
    assert (made.new, made.on_time, events_of(made).filter(verb="correct").count()) == (101, 11, 1)
    leader.visit(address)
    assert "Sót một hồ sơ" in content(leader)


def test_a_pledge_is_signed_and_settled_at_the_end_of_the_year(windows, unit):
    contact, leader = windows["unit_contact"], windows["leader"]
    contact.visit(f"{reverse(ADD_PLEDGE)}?unit={unit.pk}")
    fill(contact, {"year": "2021", "signed_on": "18/03/2021"})
    contact.page.locator(".add-row a").first.click()
    fill(contact, {"targets-0-criterion": "Nhiệm vụ hoàn thành đúng hạn", "targets-0-target": "95"})
    fill(contact, {"targets-0-unit_of_measure": "%"})
    save(contact)
    pledge = Pledge.objects.get()
    assert pledge.targets.get().outcome == PledgeOutcome.UNKNOWN

    contact.visit(reverse("admin:campaign_pledge_change", args=[pledge.pk]))
    fill(contact, {"targets-0-achieved": "97.2"})
    save(contact)
    assert pledge.targets.get().outcome == PledgeOutcome.YES
    leader.visit(f"{reverse('admin:campaign_pledge_promises')}?year=2021")
    told = content(leader)
    assert "97,2%" in told
    assert "of these achieved 1" in told


def test_a_registration_is_achieved_by_the_award_received_and_by_nothing_else(windows, unit):
    contact, leader = windows["unit_contact"], windows["leader"]
    title = EmulationTitleFactory(name="Lao động tiên tiến")
    person = PersonFactory(unit=unit, full_name="Người Đăng Ký")
    start = f"?unit={unit.pk}&title={title.pk}&person={person.pk}&year=2021"
    contact.visit(reverse(ADD_REGISTRATION) + start)
    fill(contact, {"registered_on": "18/03/2021"})
    save(contact)
    registered = TitleRegistration.objects.get()
    assert settled([registered])[0].outcome == PledgeOutcome.UNKNOWN

    award = AwardFactory(name="Lao động tiên tiến")
    given = ConferralFactory(award=award, person=person, unit=unit)
    year = f"{reverse('admin:campaign_pledge_promises')}?year=2021"
    leader.visit(year)
    leader.page.locator("#content summary").click()
    assert "by the awards received" in content(leader)
    Conferral.objects.filter(pk=given.pk).update(revoked_on="2022-05-01", revoked_because="sai hồ sơ")
    leader.visit(year)
    leader.page.locator("#content summary").click()
    assert "by the awards received" not in content(leader)
