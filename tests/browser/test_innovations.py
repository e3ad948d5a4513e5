"""An innovation goes its way in the browser: unit contact, records officer and leader each in their own window."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from campaign.models import Innovation, Score
from office_culture.project import roles
from tests.browser import steps
from tests.campaign.innovation_office import council, proposal, under_review
from tests.factories.office import UnitFactory, UserFactory

pytestmark = pytest.mark.browser

LOOKS = [(390, "dark", "vi", [(1440, "light")]), (390, "light", "en", [])]


@pytest.fixture
def house(live_server):
    roles.set_up()
    return UnitFactory(name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG")


def holder(role: str, unit):
    user = UserFactory(username=role, unit=unit)
    user.groups.add(Group.objects.get(name=roles.named(role).name))
    return user


def test_contact_officer_and_leader_take_an_innovation_to_its_recognition(open_pages, house):
    unit = UnitFactory(name="Phòng A", parent=house)
    board = council(house)
    made = proposal(unit, title="Họp không giấy tờ")
    windows = {
        role: open_pages(language="en", user=holder(role, place))
        for role, place in (("unit_contact", unit), ("records_officer", house), ("leader", house))
    }
    address = reverse("admin:campaign_innovation_change", args=[made.pk])

    def on_the_page(role: str):
        windows[role].visit(address)
        return windows[role].page

    def confirm(page, button: str) -> None:
        steps.confirm(page)
        assert button in page.locator("ul.messagelist").inner_text()

    page = on_the_page("unit_contact")
    page.get_by_role("link", name="Submit the proposal", exact=True).click()
    confirm(page, "Submit the proposal")

    page = on_the_page("leader")
    assert page.get_by_role("link", name="Put to review", exact=True).count() == 0
    assert "“Put to review” is for: those who keep the review." in page.locator(".steps").inner_text()

    page = on_the_page("records_officer")
    page.get_by_role("link", name="Return with a reason", exact=True).click()
    steps.asked(page).get_by_label("effects").check()
    steps.asked(page).get_by_label("Reason").fill("thiếu số liệu")
    confirm(page, "Return with a reason")

    page = on_the_page("unit_contact")
    assert "thiếu số liệu" in page.locator(".notice-warning").first.inner_text()
    assert page.locator("#id_title").count() == 0
    page.locator("#id_effects-0-method").fill("sổ theo dõi")
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()

    page.get_by_role("link", name="Submit the proposal", exact=True).click()
    confirm(page, "Submit the proposal")

    page = on_the_page("records_officer")
    page.get_by_role("link", name="Put to review", exact=True).click()
    page.get_by_label("Review session").select_option(label=board.session.name)
    confirm(page, "Put to review")
    page.get_by_role("link", name="Points of the council", exact=True).first.click()
    for member in board.members:
        for criterion in board.criteria:
            page.get_by_label(f"{member}: {criterion}").fill("8")
    page.get_by_role("button", name="Keep the points").click()
    page.wait_for_load_state()
    assert "The criteria are reached." in page.locator("#content").inner_text()

    page = on_the_page("leader")
    page.get_by_role("link", name="Recognise", exact=True).click()
    page.get_by_label("Recognised on").fill("10/06/2022")
    confirm(page, "Recognise")

    made = Innovation.objects.get(pk=made.pk)
    assert (made.state, made.level, made.effects.get().method) == ("recognised", "base", "sổ theo dõi")
    assert Score.objects.count() == 12
    problems = [problem for window in windows.values() for problem in window.problems]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("width", "scheme", "language", "also"), LOOKS)
def test_the_pages_of_a_review_at_every_width(width, scheme, language, also, open_pages, root, house):
    board = council(house, members=5)
    made = under_review(house, root, board)
    board.score(made, root, 4, 8, 8, 8, members=slice(3))
    watched = open_pages(width=width, scheme=scheme, language=language, also=also, user=root)
    watched.visit(reverse("admin:campaign_innovation_change", args=[made.pk]))
    watched.visit(reverse("admin:campaign_innovation_scores", args=[made.pk]))
    watched.visit(reverse("admin:campaign_reviewsession_change", args=[board.session.pk]))
    watched.visit(reverse("admin:campaign_innovation_step", args=[made.pk, "recognise"]))
    assert not watched.problems, "\n".join(watched.problems)
