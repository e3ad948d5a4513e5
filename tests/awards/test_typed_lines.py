"""Lines that are typed beside a nomination, and what stays of a line once its decision is issued."""

import pytest
from django.urls import reverse

from awards.models import Conferral, VoteOutcome
from tests.awards.deciding import (
    agreed,
    award,
    change,
    decision_form,
    draft_of,
    line_row,
    money_rules,
    round_of,
    session_of,
    step,
)
from tests.factories.awards import ConferralFactory
from tests.factories.decisions import DecisionLineFactory
from tests.factories.office import PersonFactory
from tests.project.reading import words_of
from tests.sheets import preview, text_of, workbook

pytestmark = pytest.mark.django_db

HEAD = "Thủ trưởng quyết định"
NOT_AGREED = {
    "agreed": False,
    "outcome": VoteOutcome.NOT_AGREED,
    "threshold_percent": 70,
    "threshold_base": "all",
    "rule_source": "Quy chế",
    "base_count": 9,
    "possible": 9,
    "in_favour": 2,
    "against": 7,
}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def letter():
    return award("Giấy khen", "0.3")


@pytest.fixture
def session(office):
    return session_of(office, round_of(office))


@pytest.fixture
def browser(officer, english):
    return english(officer)


@pytest.fixture
def issued(office, unit_a, letter, browser, django_capture_on_commit_callbacks):
    """A decision in force with one line."""
    money_rules()
    made = draft_of(office, without_session=HEAD)
    DecisionLineFactory(
        decision=made, award=letter, person=PersonFactory(unit=unit_a, full_name="Lò Văn Nhận"), unit=unit_a
    )
    for name in ("submit", "approve"):
        browser.post(step(made, name), {"reason": ""})
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(step(made, "issue"), {"number": "3", "on": "20/06/2022"})
    made.refresh_from_db()
    assert made.state == "issued"
    return made


def test_a_typed_line_is_linked_to_its_nominee(session, letter, unit_a, office, browser):
    nominee = agreed(session, letter, unit_a)
    draft = draft_of(office, session.nomination_round)
    browser.post(change(draft), decision_form(draft, line_row(letter, person=nominee.person, unit=unit_a)))
    assert draft.lines.get().nominee is None
    page = browser.post(step(draft, "take_over"), {"reason": ""}, follow=True)
    assert page.status_code == 200
    assert draft.lines.get().nominee == nominee
    assert draft.lines.get().summary == "Thành tích", "what was typed stays"


@pytest.mark.parametrize("in_the_round", [True, False])
def test_nobody_goes_around_the_council_by_typing(session, letter, unit_a, office, browser, in_the_round):
    nominee = agreed(session, letter, unit_a, **NOT_AGREED)
    held = session.nomination_round if in_the_round else None
    draft = draft_of(office, held, without_session=HEAD)
    browser.post(change(draft), decision_form(draft, line_row(letter, person=nominee.person, unit=unit_a)))
    page = browser.post(step(draft, "submit"), {"reason": ""}, follow=True)
    assert f"The council did not agree on {nominee}." in page.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_achievements_of_other_years_are_another_matter(session, letter, unit_a, office, browser):
    nominee = agreed(session, letter, unit_a, **NOT_AGREED)
    draft = draft_of(office, without_session=HEAD)
    later = {"period_start": "01/01/2024", "period_end": "31/12/2024"}
    browser.post(
        change(draft), decision_form(draft, line_row(letter, person=nominee.person, unit=unit_a, **later))
    )
    browser.post(step(draft, "submit"), {"reason": ""})
    draft.refresh_from_db()
    assert draft.state == "in_review"


def test_without_a_base_salary_nothing_is_issued_and_the_reason_is_told(office, unit_a, letter, browser):
    draft = draft_of(office, without_session=HEAD)
    line = DecisionLineFactory(decision=draft, award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)
    for name in ("submit", "approve"):
        browser.post(step(draft, name), {"reason": ""})
    page = browser.post(step(draft, "issue"), {"number": "3", "on": "20/06/2022"}, follow=True)
    assert f"{line.name}: No base salary is recorded for 20/06/2022." in page.content.decode()
    draft.refresh_from_db()
    assert (draft.state, Conferral.objects.count()) == ("approved", 0)
    words = words_of(browser.get(reverse("awarddecision_preview", args=[draft.pk])).content)
    assert "chưa xác định mức tiền thưởng của" in words, "a paper shows the gap, never a zero"


class TestAsDecided:
    def test_nobody_corrects_on_the_award_what_the_decision_says(self, issued, letter, browser):
        received = Conferral.objects.get()
        other = award("Bằng khen", "1.0")
        form = {
            "award": other.pk,
            "ground": "merit",
            "person": "",
            "unit": issued.unit_id,
            "name": "Người Khác",
            "decided_on": "01/01/2021",
            "period_start": "01/01/2020",
            "period_end": "31/12/2020",
            "labour": "leading",
            "opened_version": received.version,
        }
        assert browser.post(change(received), form).status_code == 302
        kept = Conferral.objects.get()
        assert (kept.award, kept.name, kept.person, kept.decided_on, kept.year) == (
            letter,
            "Lò Văn Nhận",
            received.person,
            received.decided_on,
            2021,
        )
        assert kept.labour == "leading", "the rest is the office's own note"

    def test_neither_does_a_sheet(self, issued, browser):
        received = Conferral.objects.get()
        page = preview(
            browser,
            Conferral,
            workbook(
                ["award", "person", "unit", "ground", "period_start", "period_end", "unit_name"],
                [
                    received.award.name,
                    received.person.full_name,
                    received.unit.name,
                    "merit",
                    "01/01/2021",
                    "31/12/2021",
                    "Đơn vị khác",
                ],
            ),
        )
        assert 'name="token"' not in page.content.decode(), text_of(page)

    def test_the_page_leads_to_the_decision(self, issued, browser, contact_a, english):
        received = Conferral.objects.get()
        assert change(issued) in browser.get(change(received)).content.decode()
        assert change(issued) not in english(contact_a).get(change(received)).content.decode()

    def test_an_award_of_years_before_is_still_corrected(self, unit_a, letter, browser):
        received = ConferralFactory(award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)
        page = browser.get(change(received))
        assert 'name="decided_on"' in page.content.decode()
