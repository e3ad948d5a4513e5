"""The catalogue and its dated rules: loaded once, found by day, never two at a time, nothing of the law in code."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

import awards
from awards.models import Award, AwardRule, BaseSalary, RuleTopic
from awards.rules.wording import rule_in_words
from office_culture.models.sources import Sureness
from tests.factories.awards import AwardFactory, AwardRuleFactory, BaseSalaryFactory

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.usefixtures("catalogue")
class TestShipped:
    def test_loading_again_adds_nothing(self, capsys):
        before = AwardRule.objects.count()
        call_command("load_award_rules")
        assert capsys.readouterr().out == "0 rules added, 0 brought up to date.\n"
        assert AwardRule.objects.count() == before

    def test_the_word_of_the_office_goes_first(self):
        rule = AwardRule.objects.get(award__code="cstd-co-so", topic="ratio", valid_from=day("2025-07-01"))
        rule.ratio_percent, rule.sure = Decimal(20), Sureness.OWN
        rule.save()
        award = Award.objects.get(code="giay-khen")
        award.name = "Giấy khen của Chánh Văn phòng"
        award.save()
        call_command("load_award_rules", verbosity=0)
        rule.refresh_from_db()
        assert rule.ratio_percent == 20
        assert Award.objects.filter(code="giay-khen").count() == 1

    @pytest.mark.parametrize(
        ("code", "recipient", "on", "multiple"),
        [
            ("giay-khen", "individual", "2026-01-05", "0.3"),
            ("giay-khen", "collective", "2026-01-05", "0.6"),
            ("bang-khen-tinh", "individual", "2025-07-01", "1.5"),
            ("bang-khen-tinh", "collective", "2026-12-01", "3.0"),
            ("cstd-tinh", "individual", "2025-08-01", "3.0"),
            ("cstd-toan-quoc", "individual", "2025-08-01", "4.5"),
            ("co-chinh-phu", "collective", "2025-08-01", "12.0"),
            ("co-tinh", "collective", "2025-08-01", "8.0"),
        ],
    )
    def test_prizes_by_day(self, code, recipient, on, multiple):
        award = Award.objects.get(code=code)
        rule = AwardRule.objects.about(RuleTopic.PRIZE, award, recipient, day(on))
        assert rule.prize_multiple == Decimal(multiple)
        assert rule.sure == Sureness.TEXT

    def test_a_decree_that_has_ended_says_nothing(self):
        award = Award.objects.get(code="giay-khen")
        assert AwardRule.objects.about(RuleTopic.PRIZE, award, "individual", day("2027-02-28"))
        assert AwardRule.objects.about(RuleTopic.PRIZE, award, "individual", day("2027-03-01")) is None

    @pytest.mark.parametrize(("code", "percent"), [("cstd-toan-quoc", 90), ("co-chinh-phu", 80)])
    def test_votes_that_the_nation_fixes(self, code, percent):
        recipient = "individual" if code == "cstd-toan-quoc" else "collective"
        award = Award.objects.get(code=code)
        rule = AwardRule.objects.about(RuleTopic.VOTE, award, recipient, day("2025-08-01"))
        assert (rule.threshold_percent, rule.threshold_base, rule.unconfirmed) == (percent, "all", False)

    def test_what_is_left_to_the_office_is_marked(self, officer, english):
        page = english(officer).get(reverse("admin:awards_awardrule_changelist"), {"topic__exact": "ratio"})
        assert "Confirm with your own regulation." in page.content.decode()

    @pytest.mark.parametrize(
        ("on", "amount"),
        [
            ("2018-06-30", None),
            ("2019-06-30", 1_390_000),
            ("2019-07-01", 1_490_000),
            ("2024-06-30", 1_800_000),
            ("2024-07-01", 2_340_000),
            ("2026-07-01", 2_530_000),
        ],
    )
    def test_base_salary_by_day(self, on, amount):
        row = BaseSalary.objects.in_force(day(on))
        assert (row.amount if row else None) == amount


def test_a_broken_file_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="no file"):
        call_command("load_award_rules", tmp_path / "none.toml")


class TestRules:
    def test_two_rules_never_hold_on_one_day(self):
        first = AwardRuleFactory(valid_from=day("2024-01-01"))
        second = AwardRuleFactory.build(award=first.award, valid_from=day("2025-01-01"))
        with override("en"), pytest.raises(ValidationError) as refused:
            second.full_clean()
        assert "End it on the day before" in str(refused.value.message_dict["valid_from"])
        first.valid_to = day("2024-12-31")
        first.save()
        second.full_clean()

    def test_a_rule_of_the_ground_goes_before_one_for_any(self):
        wide = AwardRuleFactory()
        narrow = AwardRuleFactory(award=wide.award, ground="thematic")
        on = day("2025-01-01")
        assert AwardRule.objects.about("standard", wide.award, "individual", on, "thematic") == narrow
        assert AwardRule.objects.about("standard", wide.award, "individual", on, "merit") == wide

    def test_the_wrong_kind_of_recipient(self):
        rule = AwardRuleFactory.build(award=AwardFactory(subject="collective"), recipient="individual")
        with pytest.raises(ValidationError) as refused:
            rule.full_clean()
        assert set(refused.value.message_dict) == {"recipient"}

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"topic": "prize"}, "prize_multiple"),
            ({"topic": "ratio"}, "ratio_percent"),
            ({"topic": "vote", "threshold_base": "all"}, "threshold_percent"),
            ({"topic": "vote", "threshold_percent": 50}, "threshold_base"),
            ({"topic": "vote", "threshold_percent": 101, "threshold_base": "all"}, "threshold_percent"),
            ({"topic": "posting"}, "posting_days"),
            ({"topic": "prize", "prize_multiple": 1, "posting_days": 5}, "posting_days"),
            ({"topic": "prize", "prize_multiple": -1}, "prize_multiple"),
            ({"topic": "standard", "ballot": "secret"}, "ballot"),
        ],
    )
    def test_each_topic_asks_for_its_own(self, values, field):
        rule = AwardRuleFactory.build(award=AwardFactory(), **values)
        with pytest.raises(ValidationError) as refused:
            rule.full_clean()
        assert field in refused.value.message_dict
        with pytest.raises(IntegrityError), transaction.atomic():
            rule.save()

    def test_one_amount_from_a_day_on(self):
        first = BaseSalaryFactory()
        again = BaseSalaryFactory.build(valid_from=first.valid_from)
        with pytest.raises(ValidationError) as refused:
            again.full_clean()
        assert "valid_from" in refused.value.message_dict


def test_no_number_of_the_law_stands_in_code():
    """Decrees are cited in docstrings and comments; what they fix stands in dated rows."""
    code = [path for path in Path(awards.__file__).parent.rglob("*.py") if "migrations" not in path.parts]
    for path in code:
        bare = re.sub(r'""".*?"""|#.*', "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"2530000|2_530_000|Decimal\(\"?(15|70|80|90)", bare), path


@pytest.mark.usefixtures("catalogue")
def test_a_standard_says_what_is_always_asked_for_and_which_ways_suffice():
    rule = AwardRule.objects.on(datetime.date(2025, 1, 10)).get(
        award__code="bang-khen-tinh", ground="merit", recipient="individual", topic="standard"
    )
    with override("en"):
        assert rule_in_words(rule) == (
            "one of: (1) “Chiến sĩ thi đua cơ sở” in 2 years in a row; (2) rated “completed excellently” or better "
            "in 2 years in a row, innovations recognised at grassroots level or wider, in 2 years: at least 2"
        )
