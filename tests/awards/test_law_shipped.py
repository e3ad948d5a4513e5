"""The rows of law that come with the program: prizes, orders, what ends, what a round between two laws says."""

import datetime
from decimal import Decimal

import pytest

from awards.models import Award, AwardRule, BaseSalary, GeneralRule, RuleTopic
from awards.selectors.rules_due import rules_due
from office_culture.models import LegalBasis
from office_culture.models.sources import Sureness
from tests.awards.pages import change
from tests.factories.awards import NominationRoundFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize(
    ("code", "recipient", "on", "multiple", "sure"),
    [
        ("hcld-ba", "individual", "2024-01-01", "4.5", Sureness.AGREEING),
        ("hcld-ba", "collective", "2025-08-01", "9.0", Sureness.AGREEING),
        ("hcld-ba", "collective", "2026-11-01", "9.0", Sureness.AGREEING),
        ("xa-tieu-bieu", "collective", "2025-08-01", "2.0", Sureness.SINGLE),
        ("thon-van-hoa", "collective", "2026-11-01", "1.5", Sureness.SINGLE),
        ("hcld-nhat", "individual", "2025-08-01", None, Sureness.UNSURE),
    ],
)
def test_prizes(code, recipient, on, multiple, sure):
    day = datetime.date.fromisoformat(on)
    rule = AwardRule.objects.about(RuleTopic.PRIZE, Award.objects.get(code=code), recipient, day)
    assert (rule.prize_multiple, rule.sure) == (Decimal(multiple) if multiple else None, sure)


def test_the_base_salary_of_2026_is_no_longer_of_one_source():
    assert BaseSalary.objects.in_force(datetime.date(2026, 7, 1)).sure == Sureness.AGREEING


def test_orders_stand_above_what_they_are_above():
    names = list(Award.objects.order_by("position", "pk").values_list("name", flat=True))
    places = [
        names.index(name)
        for name in (
            "Huân chương Sao vàng",
            "Anh hùng Lao động",
            "Huân chương Lao động hạng Nhất",
            "Huân chương Lao động hạng Nhì",
            "Huân chương Lao động hạng Ba",
            "Cờ thi đua của Chính phủ",
            "Kỷ niệm chương của bộ, ban, ngành, tỉnh",
            "Giấy khen của Thủ trưởng cơ quan",
        )
    ]
    assert places == sorted(places)
    assert len(names) == len(set(names))


def test_law_2003_on_collectives_has_its_judged_points():
    award = Award.objects.get(code="tap-the-tien-tien")
    rule = AwardRule.objects.about(RuleTopic.STANDARD, award, "collective", datetime.date(2022, 1, 1))
    assert rule.sure == Sureness.AGREEING
    assert "Điều 28" in rule.source
    assert rule.conditions.filter(kind="judged").count() == 2


def test_what_ends_with_the_decree_is_named_six_months_ahead():
    before = rules_due(datetime.date(2026, 8, 27))
    assert all(one.followed for one in before.ending), (
        "only the regime before October, which another one follows"
    )
    found = rules_due(datetime.date(2026, 11, 29))
    assert found.until == datetime.date(2027, 5, 29)
    assert {one.ends_on for one in found.ending} == {datetime.date(2027, 2, 28)}
    assert not any(one.followed for one in found.ending)
    assert {type(one.row) for one in found.ending} == {AwardRule, GeneralRule, LegalBasis}


def test_a_round_over_the_first_of_october_says_what_holds(office, officer, english):
    held = NominationRoundFactory(
        unit=office, opened_on=datetime.date(2026, 9, 1), closed_on=datetime.date(2026, 10, 20)
    )
    held.awards.add(Award.objects.get(code="cstd-co-so"))
    page = english(officer).get(change(held)).content.decode()
    assert "Other rules begin on 01/10/2026" in page
    assert "trước ngày 01/10/2026 thực hiện theo quy định cũ" in page
    assert "the same" in page
