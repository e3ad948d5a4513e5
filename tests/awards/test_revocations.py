"""Revocations, the returns that follow, and the fund of a year."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Conferral, GeneralTopic, Revocation
from awards.selectors.funds import fund_of
from awards.selectors.rounds import commendation_of
from office_culture.actions.signatures import newest_bytes
from office_culture.rules.facts import FactScope
from tests.answers import assert_saved, assert_whole_page
from tests.awards.deciding import SIGNS, award, change, draft_of, money_rules, step
from tests.campaign.reading import row_errors, row_forms
from tests.factories.awards import ConferralFactory
from tests.factories.decisions import (
    DecisionLineFactory,
    GeneralRuleFactory,
    RevocationFactory,
    RevokedAwardFactory,
)
from tests.factories.office import PersonFactory
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    money_rules()
    GeneralRuleFactory(topic=GeneralTopic.RETURN_DAYS, value=15, valid_from=None)


@pytest.fixture
def browser(officer, english):
    return english(officer)


@pytest.fixture
def issue(browser, django_capture_on_commit_callbacks):
    def way(record, kind, **asked):
        for name in ("submit", "approve"):
            browser.post(step(record, name), {"reason": ""})
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(step(record, "issue"), {"number": "", "on": "", **asked})
        record.refresh_from_db()
        return answer

    return way


@pytest.fixture
def received(office, unit_a, browser, issue):
    """A commendation that was decided and paid."""
    decision = draft_of(office, without_session="Thủ trưởng quyết định")
    person = PersonFactory(unit=unit_a, full_name="Nguyễn Văn An")
    line = DecisionLineFactory(decision=decision, award=award("Giấy khen", "0.3"), person=person, unit=unit_a)
    issue(decision, "awarddecision", number="3", on="20/06/2022")
    browser.post(step(decision, "pay"), {"paid_on": "25/06/2022", "lines": [line.pk], "reason": ""})
    return Conferral.objects.get()


@pytest.fixture
def draft(office, received):
    made = RevocationFactory(unit=office, signer=PersonFactory(unit=office, full_name="Trần Thị Ký"), **SIGNS)
    RevokedAwardFactory(revocation=made, conferral=received)
    return made


class TestRevocation:
    def test_leaves_all_counts_and_stays_readable(self, draft, received, office, issue, browser):
        scope = FactScope(
            office.pk,
            office.path,
            datetime.date(2022, 1, 1),
            datetime.date(2022, 12, 31),
            TODAY(),
            None,
        )
        assert commendation_of(scope).awarded[0].total == 1
        issue(draft, "revocation")
        received.refresh_from_db()
        assert (received.revoked_on, received.revoked_by) == (TODAY(), draft.document)
        assert received.revoked_because == draft.reason
        assert not commendation_of(scope).awarded
        assert "Revoked on" in browser.get(change(received)).content.decode()

    def test_the_paper_names_decision_money_and_period(self, draft, issue):
        issue(draft, "revocation")
        words = words_of(newest_bytes(draft.paper))
        for expected in (
            "Hủy bỏ Giấy khen đã tặng cho ông (bà) Nguyễn Văn An",
            "Quyết định số 03/QĐ-VPTN ngày 20 tháng 6 năm 2022",
            "450.000 đồng",
            "15 ngày làm việc",
        ):
            assert expected in words

    def test_returns_are_due_and_overdue_and_noted(self, draft, issue, browser):
        issue(draft, "revocation", number="9", on="01/07/2022")
        # Fifteen working days after Friday 1 July 2022.
        assert draft.returns_due_on == datetime.date(2022, 7, 22)
        page = browser.get(change(draft)).content.decode()
        assert "Overdue since 22/07/2022: " in page
        row = draft.lines.get()
        assert row.money == 450_000
        early = browser.post(
            step(draft, "returns"), {"returned_on": "01/06/2022", "objects": [row.pk], "reason": ""}
        )
        assert "Nothing is returned before" in early.content.decode()
        browser.post(
            step(draft, "returns"),
            {"returned_on": "10/07/2022", "objects": [row.pk], "money": [row.pk], "reason": ""},
        )
        row.refresh_from_db()
        assert (row.object_returned_on, row.money_returned_on) == (datetime.date(2022, 7, 10),) * 2
        page = browser.get(change(draft)).content.decode()
        assert "Overdue" not in page
        assert "all returned" in page

    def test_not_before_the_award_was_decided(self, draft, issue):
        answer = issue(draft, "revocation", number="9", on="01/06/2022")
        assert "it is not revoked before" in answer.context["form"].errors["on"][0]
        assert draft.state == "approved"

    def test_nothing_is_revoked_twice(self, draft, received, office, issue, browser):
        issue(draft, "revocation")
        other = RevocationFactory(unit=office)
        values = {
            "subject": other.subject,
            "unit": office.pk,
            "ground": other.ground,
            "reason": other.reason,
            "opened_version": other.version,
            **row_forms(
                "lines", {"conferral": received.pk, "money": ""}, parent="revocation", parent_pk=other.pk
            ),
        }
        answer = browser.post(change(other), values)
        assert "is revoked already" in row_errors(answer)[0]["conferral"][0]

    def test_a_revocation_that_falls_gives_the_award_back(self, draft, received, issue, browser):
        issue(draft, "revocation")
        browser.post(step(draft, "withdraw"), {"reason": "Khiếu nại được chấp nhận"})
        received.refresh_from_db()
        assert received.revoked_on is None
        assert Conferral.objects.active().get() == received

    def test_recorded_from_another_body(self, office, unit_a, browser):
        high = ConferralFactory(award=award("Bằng khen", "1.5", level="province"), unit=unit_a)
        record = RevocationFactory(
            unit=office,
            outside=True,
            issuer="UBND tỉnh",
            symbol="99/QĐ-UBND",
            decided_on=datetime.date(2022, 8, 1),
        )
        RevokedAwardFactory(revocation=record, conferral=high)
        browser.post(step(record, "record"), {"reason": ""})
        high.refresh_from_db()
        assert high.revoked_by.symbol == "99/QĐ-UBND"
        assert Revocation.objects.get().state == "issued"

    def test_of_another_body_without_day_ground_or_reason(self, office, unit_a, browser):
        high = ConferralFactory(
            award=award("Bằng khen", "1.5", level="province"),
            unit=unit_a,
            decided_on=datetime.date(2019, 5, 4),
            period_start=None,
            period_end=None,
        )
        typed = {
            "subject": "Hủy bỏ Bằng khen của UBND tỉnh",
            "unit": office.pk,
            "outside": "on",
            "ground": "",
            "reason": "",
        }
        add = reverse("admin:awards_revocation_add")
        assert "Write why" in str(
            browser.post(add, {**typed, "outside": ""}).context["adminform"].form.errors
        )
        assert_saved(browser.post(add, typed))
        record = Revocation.objects.get()
        lines = row_forms(
            "lines", {"conferral": high.pk, "money": ""}, parent="revocation", parent_pk=record.pk
        )
        assert_saved(
            browser.post(
                change(record), {**typed, **lines, "decided_year": "2018", "opened_version": record.version}
            )
        )
        none = {"lines-TOTAL_FORMS": 0, "lines-INITIAL_FORMS": 0}
        early = browser.post(step(record, "record"), {"reason": ""}, follow=True)
        assert "it is not revoked before" in early.content.decode()
        record.refresh_from_db()
        assert_saved(
            browser.post(
                change(record),
                {**typed, **none, "decided_year": "2020", "opened_version": record.version},
            )
        )
        assert_saved(browser.post(step(record, "record"), {"reason": ""}))
        high.refresh_from_db()
        assert (high.revoked_on, high.is_revoked, high.revoked_by.year) == (None, True, 2020)
        assert not Conferral.objects.active().exists()
        page = browser.get(change(record)).content.decode()
        assert "no last day for returns" in page
        assert (
            "Not known of this decision: number and symbol, body that decided, decided on, ground, reason"
            in page
        )
        assert "Revoked on a day that is not known" in browser.get(change(high)).content.decode()
        lists = reverse("admin:awards_conferral_changelist")
        for only, expected in (({"revoked_because": ""}, []), ({"revoked_because__gt": ""}, [high])):
            assert [*browser.get(lists, only).context["cl"].result_list] == expected
        revocations = browser.get(reverse("admin:awards_revocation_changelist"), {"incomplete": "yes"})
        assert [*revocations.context["cl"].result_list] == [record]

    def test_without_a_rule_nobody_knows_the_period(self, draft, issue, browser):
        from awards.models import GeneralRule

        GeneralRule.objects.filter(topic=GeneralTopic.RETURN_DAYS).delete()
        issue(draft, "revocation")
        assert draft.state == "approved"
        preview = browser.get(reverse("revocation_preview", args=[draft.pk]))
        assert "chưa có quy định về thời hạn" in words_of(preview.content)


class TestFund:
    def test_every_sum_has_its_rows(self, received, officer, browser, office, unit_a, issue):
        decision = draft_of(office, without_session="Thủ trưởng quyết định")
        flag = award("Cờ thi đua", "8.0", subject="collective")
        DecisionLineFactory(decision=decision, award=flag, person=None, unit=unit_a)
        issue(decision, "awarddecision", number="4", on="21/06/2022")
        fund = fund_of(2022, officer)
        # 0,3 × 1.490.000 → 450.000; 8,0 × 1.490.000 = 11.920.000
        assert (fund.total.due, fund.total.paid, fund.total.unpaid) == (12_370_000, 450_000, 11_920_000)
        for split in (fund.by_award, fund.by_kind, fund.by_decision):
            assert sum(one.due for one in split) == fund.total.due
            assert sum(len(one.lines) for one in split) == len(fund.total.lines) == 2
        page = browser.get(reverse("admin:awards_awarddecision_fund"), {"year": "2022"}).content.decode()
        assert "12.370.000\u00a0đồng" in page
        assert "Nguyễn Văn An" in page

    def test_of_a_revoked_award_what_was_paid_stays_and_comes_back(
        self, received, draft, officer, browser, issue
    ):
        issue(draft, "revocation", number="9", on="01/07/2022")
        row = draft.lines.get()
        browser.post(step(draft, "returns"), {"returned_on": "10/07/2022", "money": [row.pk], "reason": ""})
        fund = fund_of(2022, officer)
        assert (fund.total.paid, fund.total.returned) == (450_000, 450_000)
        page = browser.get(step(draft, "returns")).content.decode()
        assert f'name="objects" value="{row.pk}"' in page
        assert f'name="money" value="{row.pk}"' not in page, "it came back already"

    def test_others_pay_for_what_they_decide(self, office, unit_a, officer, browser):
        decision = draft_of(
            office,
            outside=True,
            issuer="UBND tỉnh",
            symbol="7/QĐ-UBND",
            decided_on=datetime.date(2022, 7, 1),
        )
        DecisionLineFactory(decision=decision, award=award("Bằng khen", "1.5"), unit=unit_a)
        browser.post(step(decision, "record"), {"reason": ""})
        assert not fund_of(2022, officer).total.lines

    def test_an_odd_year_is_no_error(self, browser):
        for year in ("", "abcd", "9999", "0000", "²²²²"):
            page = browser.get(reverse("admin:awards_awarddecision_fund"), {"year": year})
            assert_whole_page(page)
