"""A council sits in the browser: its secretary opens, counts and concludes; then the officer decides the round."""

import pytest
from django.urls import reverse

from awards.actions import ballots
from awards.actions.ballots import BallotEntry
from awards.models import AwardRule, Deliberation, NominationRound
from awards.rules.voting import Ballots
from office_culture.project import roles
from tests.awards.council_room import having, room
from tests.browser import steps
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.browser

LOOKS = [(390, "dark", "vi", [(1440, "light")]), (390, "light", "en", [])]


@pytest.fixture
def planned(live_server):
    roles.set_up()
    house = UnitFactory(name="Văn phòng Thử nghiệm", kind="agency", code="VPTN", letterhead_name="VĂN PHÒNG")
    return room(house, UnitFactory(name="Phòng A", parent=house))


def test_secretary_and_officer_take_a_round_to_its_decision(planned, open_pages):
    won = planned.nominee(name="Lường Thị Đạt")
    lost = planned.nominee(planned.diploma, name="Quàng Văn Trượt")
    desk = open_pages(language="en", user=planned.secretary)
    office = open_pages(language="en", user=having("records_officer", planned.office, username="officer"))
    session = reverse("admin:awards_councilsession_change", args=[planned.session.pk])

    def step(watched, name: str) -> None:
        watched.page.get_by_role("link", name=name, exact=True).click()
        steps.confirm(watched.page)
        assert f"“{name}” is done." in watched.page.locator("ul.messagelist").inner_text()

    page = desk.page
    desk.visit(session)
    step(desk, "Open the session")
    for place in range(9):
        page.locator(f"#id_attendances-{place}-present").check()
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="Counting of ballots", exact=True).click()
    page.get_by_label(f"{won}: in favour").fill("10")
    page.get_by_role("button", name="Keep and calculate").click()
    assert (
        "10 ballots were handed in, but only 9 members could vote." in page.locator("#content").inner_text()
    )
    page.get_by_label(f"{won}: in favour").fill("8")
    page.get_by_label(f"{won}: against").fill("1")
    page.get_by_label(f"{lost}: in favour").fill("8")
    page.get_by_label(f"{lost}: blank or invalid").fill("1")
    page.get_by_role("button", name="Keep and calculate").click()
    page.wait_for_load_state()
    told = page.locator("tr.vote-outcome").all_inner_texts()
    assert ["not agreed" in text for text in told] == [True, False]
    desk.visit(session)
    step(desk, "Conclude the session")
    assert page.get_by_role("link", name="Minutes (PDF)").count() == 1

    office.visit(reverse("admin:awards_nominationround_change", args=[planned.held.pk]))
    step(office, "Record that it is decided")
    assert NominationRound.objects.get(pk=planned.held.pk).state == "decided"
    assert {row.nominee_id: row.outcome for row in Deliberation.objects.all()} == {
        won.pk: "agreed",
        lost.pk: "not_agreed",
    }
    desk.visit(session)
    assert "its outcomes stay" in page.locator(".steps").inner_text()
    problems = [*desk.problems, *office.problems]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(("width", "scheme", "language", "also"), LOOKS)
def test_the_pages_of_a_session_at_every_width(width, scheme, language, also, open_pages, root, planned):
    AwardRule.objects.filter(award=planned.letter).update(ballot="open")
    planned.open(present=8)
    first, second = planned.nominee(), planned.nominee(planned.diploma)
    votes = {seat.pk: "favour" for seat in planned.seats[:8]}
    entry = BallotEntry(first.pk, Ballots.of(votes.values()), votes=votes)
    ballots.enter(session=planned.session, entries=[entry], by=root)
    planned.count(second, 0, 7, lower_award=planned.letter, declared={planned.seats[4].pk: "người thân"})
    watched = open_pages(width=width, scheme=scheme, language=language, also=also, user=root)

    def look() -> None:
        for name in ("change", "ballots", "open_votes"):
            watched.visit(reverse(f"admin:awards_councilsession_{name}", args=[planned.session.pk]))

    look()
    watched.visit(reverse("admin:office_culture_council_change", args=[planned.council.pk]))
    planned.step("conclude")
    look()
    watched.visit(reverse("admin:awards_nominee_change", args=[first.pk]))
    assert not watched.problems, "\n".join(watched.problems)
