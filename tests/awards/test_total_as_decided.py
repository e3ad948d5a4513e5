"""The total that a decision states without amounts for its lines: beside the sum computed, never added to it."""

import pytest
from django.utils import timezone

from awards.models import AwardDecision, DecisionLine
from awards.sections.papers_of_awards import decision_paper
from awards.selectors.award_papers import decision_facts, line_facts
from awards.selectors.funds import fund_of
from awards.selectors.presentation import presented, stating_totals_only
from office_culture.papers.plain.renderer import render_plain
from tests.awards.deciding import award, change, decision_form, draft_of, line_row, money_rules, step
from tests.factories.decisions import AwardDecisionFactory, DecisionLineFactory
from tests.factories.office import PersonFactory

pytestmark = pytest.mark.django_db

TOTAL = {"decided_total": "280000000", "decided_total_in": "Điều 2"}


@pytest.fixture(autouse=True)
def rules(db):
    money_rules()


@pytest.fixture
def browser(officer, english):
    return english(officer)


@pytest.fixture
def draft(office):
    return draft_of(office, without_session="Khen thưởng đột xuất")


@pytest.fixture
def letter():
    return award("Bằng khen", "3.0")


def typed(browser, draft, letter, unit, *, more=None, **values):
    row = line_row(letter, person=PersonFactory(unit=unit), **(more or {}))
    answer = browser.post(change(draft), decision_form(draft, row, **{**TOTAL, **values}))
    draft.refresh_from_db()
    return answer


def issue(browser, draft):
    for name, values in (
        ("submit", {"reason": ""}),
        ("approve", {"reason": ""}),
        ("issue", {"number": "", "on": ""}),
    ):
        browser.post(step(draft, name), values)
    draft.refresh_from_db()


def test_is_entered_shown_printed_and_counted_once(
    draft, letter, unit_a, browser, officer, django_capture_on_commit_callbacks
):
    answer = typed(browser, draft, letter, unit_a)
    assert answer.status_code == 302, answer.context["errors"]
    page = browser.get(change(draft)).content.decode()
    assert "As decided: 280.000.000\xa0đồng (Điều 2)." in page
    assert "Sum of the lines: 4.470.000\xa0đồng." in page
    said = render_plain(decision_paper(decision_facts(draft), draft=True))
    assert "280.000.000" in said
    assert "4.470.000" not in said, "amounts for lines would contradict the total"
    with django_capture_on_commit_callbacks(execute=True):
        issue(browser, draft)
    assert draft.state == "issued"
    fund = fund_of(timezone.localdate().year, officer)
    assert (fund.total.due, fund.total.unpaid, fund.totals_as_decided) == (280_000_000, 280_000_000, True)
    assert [one.due for one in fund.by_decision] == [280_000_000]
    assert [one.due for one in fund.by_award] == [4_470_000]
    assert "280.000.000\xa0đồng" in browser.get(change(draft)).content.decode()
    lines = presented(AwardDecision.objects.all())
    assert stating_totals_only(lines) == {draft.pk}
    assert line_facts(lines[0], in_total=True).in_total
    browser.post(
        step(draft, "pay"),
        {"paid_on": f"{timezone.localdate():%d/%m/%Y}", "lines": [lines[0].pk], "reason": ""},
    )
    assert fund_of(timezone.localdate().year, officer).total.unpaid == 0


def test_the_same_as_the_sum_changes_nothing_on_the_paper(draft, letter, unit_a, browser):
    typed(browser, draft, letter, unit_a, decided_total="4470000")
    said = render_plain(decision_paper(decision_facts(draft), draft=True))
    assert said.count("4.470.000") == 3, "the article, the line and the total of the list"


def test_makes_a_decision_possible_whose_prizes_nobody_knows(draft, unit_a, browser, officer):
    typed(browser, draft, award("Huân chương", None), unit_a)
    issue(browser, draft)
    assert draft.state == "issued"
    total = fund_of(timezone.localdate().year, officer).total
    assert (total.due, total.unknown) == (280_000_000, 0)


@pytest.mark.parametrize(
    "values",
    [
        {"decided_total_in": ""},
        {"decided_total": ""},
        {"decided_total": "-5"},
        {"decided_total": "hai trăm"},
        {"decided_total": "99999999999999999999999"},
    ],
)
def test_bad_input_is_refused_at_its_field(draft, letter, unit_a, browser, values):
    assert typed(browser, draft, letter, unit_a, **values).status_code == 200
    assert draft.decided_total is None


def test_lines_that_contradict_it_are_told_before_the_issue(draft, letter, unit_a, browser):
    typed(browser, draft, letter, unit_a, more={"decided_amount": "300000000", "decided_in": "Danh sách"})
    page = browser.post(step(draft, "submit"), {"reason": ""}, follow=True).content.decode()
    assert "The lines state 300.000.000\xa0đồng together, the decision 280.000.000\xa0đồng" in page
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_of_another_body_it_is_shown_and_no_fund_has_it(office, letter, browser, officer):
    decision = AwardDecisionFactory(
        unit=office, outside=True, issuer="UBND tỉnh", symbol="12/QĐ-UBND", decided_on="2022-06-30"
    )
    AwardDecision.objects.filter(pk=decision.pk).update(**TOTAL)
    DecisionLineFactory(decision=decision, award=letter)
    browser.post(step(decision, "record"), {"reason": ""})
    assert DecisionLine.objects.get().conferral
    assert "As decided: 280.000.000" in browser.get(change(decision)).content.decode()
    assert fund_of(2022, officer).total.due == 0
