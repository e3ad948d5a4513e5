"""Money as decided: the amount that a decision states beside the computed one, and prizes of another day."""

import datetime

import pytest
from django.utils import timezone

from awards.models import DecisionLine
from awards.selectors.funds import fund_of
from awards.selectors.prizes import prizes_on
from office_culture.models.frozen import door
from tests.awards.deciding import (
    award,
    change,
    decision_form,
    draft_of,
    line_row,
    money_rules,
    step,
)
from tests.factories.awards import BaseSalaryFactory
from tests.factories.decisions import AwardDecisionFactory, DecisionLineFactory
from tests.factories.office import PersonFactory

pytestmark = pytest.mark.django_db

LAST_YEAR = timezone.localdate() - datetime.timedelta(days=400)


@pytest.fixture(autouse=True)
def rules(db):
    money_rules()


@pytest.fixture
def browser(officer, english):
    return english(officer)


@pytest.fixture
def draft(office):
    return draft_of(office, without_session="Khen thưởng đột xuất")


def approve(browser, decision):
    for name in ("submit", "approve"):
        browser.post(step(decision, name), {"reason": ""})


class TestAmountOfTheDecision:
    def test_goes_before_the_computed_one_and_both_are_shown(
        self, office, unit_a, draft, browser, officer, django_capture_on_commit_callbacks
    ):
        person = PersonFactory(unit=unit_a)
        letter = award("Bằng khen", "3.0")
        row = line_row(letter, person=person, decided_amount="280000000", decided_in="Điều 2")
        answer = browser.post(change(draft), decision_form(draft, row))
        assert answer.status_code == 302, answer.context["errors"]
        page = browser.get(change(draft)).content.decode()
        assert "Together: 280.000.000\xa0đồng" in page
        assert "4.470.000\xa0đồng" in page, "the computed one stands beside it"
        assert "as decided" in page
        draft.refresh_from_db()
        approve(browser, draft)
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(step(draft, "issue"), {"number": "", "on": ""})
        line = DecisionLine.objects.get()
        assert (line.prize_amount, line.prize_due, line.amount) == (4_470_000, 280_000_000, 280_000_000)
        assert fund_of(timezone.localdate().year, officer).total.due == 280_000_000
        page = browser.get(change(draft)).content.decode()
        assert "as decided (Điều 2); computed: 4.470.000\xa0đồng" in page

    def test_an_amount_without_its_source_is_refused_at_its_field(self, unit_a, draft, browser):
        row = line_row(
            award("Bằng khen", "3.0"), person=PersonFactory(unit=unit_a), decided_amount="280000000"
        )
        answer = browser.post(change(draft), decision_form(draft, row))
        assert "go together" in answer.content.decode()
        assert not DecisionLine.objects.exists()

    @pytest.mark.parametrize("amount", ["-1", "abc", "99999999999999999999999"])
    def test_bad_input(self, unit_a, draft, browser, amount):
        row = line_row(
            award("Bằng khen", "3.0"),
            person=PersonFactory(unit=unit_a),
            decided_amount=amount,
            decided_in="Điều 2",
        )
        assert browser.post(change(draft), decision_form(draft, row)).status_code == 200
        assert not DecisionLine.objects.exists()

    def test_makes_a_prize_known_that_no_rule_gives(self, unit_a, draft, browser):
        DecisionLineFactory(
            decision=draft, award=award("Huân chương", None), decided_amount=11_390_000, decided_in="Điều 2"
        )
        approve(browser, draft)
        browser.post(step(draft, "issue"), {"number": "", "on": ""})
        line = DecisionLine.objects.get()
        assert (line.prize_amount, line.prize_due) == (None, 11_390_000)

    def test_counts_towards_a_higher_title_that_follows(self, office, unit_a):
        person = PersonFactory(unit=unit_a)
        lower = award("Lao động tiên tiến", "0.3", kind="title")
        higher = award("Chiến sĩ thi đua cơ sở", "1.0", kind="title")
        rows = [
            DecisionLineFactory(
                decision=AwardDecisionFactory(unit=office),
                award=lower,
                person=person,
                decided_amount=1_000_000,
                decided_in="Điều 2",
            ),
        ]
        rows.append(DecisionLineFactory(decision=rows[0].decision, award=higher, person=person))
        found = prizes_on(timezone.localdate(), rows)
        assert (found[rows[0].pk].due, found[rows[0].pk].absorbed) == (1_000_000, False)
        assert found[rows[1].pk].due == 1_490_000

    def test_of_another_body_it_is_shown_with_what_the_rules_give(self, office, unit_a, browser):
        decision = AwardDecisionFactory(
            unit=office, outside=True, issuer="UBND tỉnh", symbol="12/QĐ-UBND", decided_on="2022-06-30"
        )
        DecisionLineFactory(
            decision=decision, award=award("Bằng khen", "1.5"), decided_amount=2_240_000, decided_in="Điều 2"
        )
        browser.post(step(decision, "record"), {"reason": ""})
        page = browser.get(change(decision)).content.decode()
        assert "2.240.000\xa0đồng, by the body that decided" in page
        assert "computed" not in page, "1,5 × 1.490.000, rounded up, is the very amount"
        with door("test"):
            DecisionLine.objects.update(decided_amount=3_800_000)
        assert "computed: 2.240.000\xa0đồng" in browser.get(change(decision)).content.decode()


class TestAnotherDay:
    @pytest.fixture
    def promised(self, draft, browser):
        """The page promises 1,5 × 2.530.000 = 3.800.000; a year ago it was 1,5 × 1.490.000 = 2.240.000."""
        BaseSalaryFactory(valid_from=timezone.localdate() - datetime.timedelta(days=30), amount=2_530_000)
        DecisionLineFactory(decision=draft, award=award("Bằng khen", "1.5"))
        assert "3.800.000\xa0đồng" in browser.get(change(draft)).content.decode()
        approve(browser, draft)
        return draft

    def test_is_told_before_and_issued_once_it_is_confirmed(self, promised, browser):
        asked = {"number": "1", "on": f"{LAST_YEAR:%d/%m/%Y}"}
        answer = browser.post(step(promised, "issue"), asked)
        promised.refresh_from_db()
        assert promised.state == "approved"
        said = answer.content.decode().replace("\xa0", " ")
        assert "2.240.000 đồng together, not 3.800.000 đồng" in said
        assert "The base salary is 1.490.000 đồng, not 2.530.000 đồng." in said
        browser.post(step(promised, "issue"), {**asked, "confirmed": "on"})
        promised.refresh_from_db()
        assert promised.state == "issued"
        assert promised.lines.get().prize_due == 2_240_000

    def test_on_the_same_day_nothing_is_asked(self, promised, browser):
        browser.post(step(promised, "issue"), {"number": "", "on": ""})
        promised.refresh_from_db()
        assert promised.state == "issued"
        assert promised.lines.get().prize_due == 3_800_000

    def test_another_day_with_the_same_prizes_asks_nothing(self, promised, browser):
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        browser.post(step(promised, "issue"), {"number": "1", "on": f"{yesterday:%d/%m/%Y}"})
        promised.refresh_from_db()
        assert promised.state == "issued"

    def test_a_day_before_any_base_salary_cannot_be_confirmed(self, promised, browser):
        asked = {"number": "1", "on": "01/02/2015", "confirmed": "on"}
        answer = browser.post(step(promised, "issue"), asked, follow=True)
        promised.refresh_from_db()
        assert promised.state == "approved"
        assert "No base salary is recorded for 01/02/2015" in answer.content.decode()
