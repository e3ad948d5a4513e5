"""Law as dated rows: what ends or is unsure, rounds that straddle a change, prizes that nobody has read yet."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from awards.models import RuleTopic
from awards.selectors.dossier_checks import months_before
from awards.selectors.prizes import prizes_on
from awards.selectors.rules_due import rules_due
from awards.selectors.straddling import straddled_by
from tests.answers import assert_refused
from tests.awards.pages import change
from tests.factories.awards import (
    AwardFactory,
    AwardRuleFactory,
    BaseSalaryFactory,
    DossierFactory,
    NominationRoundFactory,
    RuleConditionFactory,
)
from tests.factories.decisions import DecisionLineFactory, GeneralRuleFactory

pytestmark = pytest.mark.django_db

NEW_LAW = datetime.date(2026, 10, 1)
DUE = "admin:awards_awardrule_due"


class TestUnknownPrize:
    def test_is_accepted_with_a_note_of_a_row_that_is_not_sure(self, officer, english):
        award = AwardFactory(name="Huân chương")
        form = {
            "award": award.pk,
            "recipient": "individual",
            "topic": "prize",
            "ground": "",
            "source": "Nghị định 152/2025/NĐ-CP, Điều 51",
            "sure": "unsure",
            "note": "",
        }
        browser = english(officer)
        inlines = {
            f"{prefix}-{name}": value
            for prefix in ("conditions", "papers")
            for name, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0))
        }
        add = reverse("admin:awards_awardrule_add")
        assert "or note why it is not known" in browser.post(add, form | inlines).content.decode()
        assert browser.post(add, form | inlines | {"note": "Chưa đọc", "sure": "text"}).status_code == 200
        assert browser.post(add, form | inlines | {"note": "Chưa đọc"}).status_code == 302

    def test_is_unknown_and_never_zero(self, office):
        award = AwardFactory(name="Huân chương")
        AwardRuleFactory(award=award, topic=RuleTopic.PRIZE, note="Chưa đọc")
        BaseSalaryFactory(valid_from=datetime.date(2019, 7, 1))
        GeneralRuleFactory(valid_from=None)
        line = DecisionLineFactory(award=award)
        with override("en"):
            found = prizes_on(timezone.localdate(), [line])[line.pk]
        assert (found.amount, found.due) == (None, None)
        assert "does not say how much" in found.missing


class TestStraddling:
    @pytest.fixture
    def award(self):
        made = AwardFactory(name="Chiến sĩ thi đua cơ sở")
        for start, end, rating in (
            (None, datetime.date(2026, 9, 30), "good"),
            (NEW_LAW, None, "excellent"),
        ):
            rule = AwardRuleFactory(
                award=made,
                valid_from=start,
                valid_to=end,
                transition="Hồ sơ tiếp nhận trước theo quy định cũ" if start else "",
            )
            RuleConditionFactory(rule=rule, rating=rating)
        return made

    def round_of(self, office, award, **days):
        held = NominationRoundFactory(unit=office, **days)
        held.awards.add(award)
        return held

    def test_old_and_new_text_stand_side_by_side_with_the_dossiers(self, office, unit_a, unit_b, award):
        held = self.round_of(
            office, award, opened_on=datetime.date(2026, 9, 15), closed_on=datetime.date(2026, 10, 15)
        )
        for unit, day in ((unit_a, datetime.date(2026, 9, 30)), (unit_b, NEW_LAW)):
            dossier = DossierFactory(round=held, unit=unit)
            dossier.submitted_on = day
            dossier.save()
        with override("en"):
            (one,) = straddled_by(held)
        assert (one.day, one.before, one.after) == (NEW_LAW, 1, 1)
        assert one.transitions == ("Hồ sơ tiếp nhận trước theo quy định cũ",)
        (rule,) = one.rules
        assert "completed well" in rule.old_text
        assert "completed excellently" in rule.new_text
        assert not rule.same

    @pytest.mark.parametrize(
        ("opened", "closed", "state"),
        [
            (datetime.date(2026, 10, 1), datetime.date(2026, 12, 1), "gathering"),
            (datetime.date(2026, 6, 1), datetime.date(2026, 9, 30), "decided"),
        ],
    )
    def test_a_round_on_one_side_says_nothing(self, office, award, opened, closed, state):
        held = self.round_of(office, award, opened_on=opened, closed_on=closed)
        held.state = state
        held.save()
        assert straddled_by(held) == []

    def test_rules_of_other_awards_and_prizes_are_no_matter(self, office, award):
        held = self.round_of(
            office,
            AwardFactory(),
            opened_on=datetime.date(2026, 9, 15),
            closed_on=datetime.date(2026, 10, 15),
        )
        AwardRuleFactory(
            award=held.awards.get(), topic="prize", prize_multiple=1, valid_from=NEW_LAW, sure="text"
        )
        assert straddled_by(held) == []

    def test_costs_the_same_for_one_and_for_ten(self, office, award):
        held = self.round_of(
            office, award, opened_on=datetime.date(2026, 9, 15), closed_on=datetime.date(2026, 10, 15)
        )

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                straddled_by(held)
            return len(captured)

        few = statements()
        for _ in range(10):
            more = AwardFactory()
            RuleConditionFactory(rule=AwardRuleFactory(award=more, valid_from=NEW_LAW))
            held.awards.add(more)
        assert statements() == few


class TestDue:
    def test_a_row_that_another_one_follows_is_told_apart(self, officer, english):
        today = timezone.localdate()
        award = AwardFactory()
        end = today + datetime.timedelta(days=30)
        AwardRuleFactory(award=award, valid_to=end, sure="text")
        AwardRuleFactory(
            award=award,
            recipient="collective",
            valid_to=end,
            valid_from=datetime.date(2020, 1, 1),
            sure="text",
        )
        AwardRuleFactory(award=award, valid_from=end + datetime.timedelta(days=1), sure="text")
        found = rules_due(today)
        assert [(one.row.recipient, one.followed) for one in found.ending] == [
            ("collective", False),
            ("individual", True),
        ]
        page = english(officer).get(reverse(DUE)).content.decode()
        assert "nothing follows" in page
        assert "another row begins" in page
        assert "Every row in force is sure." in page

    def test_unsure_rows_in_force_within_six_months(self, officer, english):
        day = datetime.date(2026, 11, 29)
        soon = AwardRuleFactory(valid_from=datetime.date(2027, 5, 29), sure="single")
        AwardRuleFactory(valid_from=datetime.date(2027, 5, 30), sure="unsure")
        AwardRuleFactory(valid_to=datetime.date(2026, 11, 28), sure="unsure")
        AwardRuleFactory(sure="own")
        before = BaseSalaryFactory(valid_from=datetime.date(2019, 7, 1), sure="unsure")
        now = BaseSalaryFactory(valid_from=datetime.date(2026, 7, 1), sure="single")
        found = rules_due(day)
        assert found.unsure_rules == (soon,)
        assert found.unsure_salaries == (now,)
        assert before not in found.unsure_salaries

    def test_leads_to_the_rows_and_has_its_link_above_the_list(self, officer, english):
        rule = AwardRuleFactory(sure="unsure")
        browser = english(officer)
        assert change(rule) in browser.get(reverse(DUE)).content.decode()
        listed = browser.get(reverse("admin:awards_awardrule_changelist")).content.decode()
        assert reverse(DUE) in listed

    def test_for_nobody_without_the_right(self, plain_staff, signed_in):
        assert_refused(signed_in(plain_staff).get(reverse(DUE)))

    def test_costs_the_same_for_one_and_for_thirty(self, officer, signed_in):
        browser = signed_in(officer)

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(reverse(DUE)).status_code == 200
            return len(captured)

        RuleConditionFactory(rule=AwardRuleFactory(sure="unsure"))
        statements()
        few = statements()
        for _ in range(30):
            RuleConditionFactory(rule=AwardRuleFactory(sure="unsure"))
        assert statements() == few

    @given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1)), st.integers(0, 24))
    def test_months_forward_and_back(self, day, months):
        later = months_before(day, -months)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
        assert later.day <= day.day
