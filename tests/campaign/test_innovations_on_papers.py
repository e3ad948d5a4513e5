"""Innovations in the words of papers."""

from decimal import Decimal

import pytest
from django.apps import apps

from campaign.models import EffectDirection, InnovationEffect
from campaign.sections.innovations import effect_words, innovations_blocks
from campaign.selectors.innovations import effect_of, innovations
from office_culture.rules.facts import FactBook
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import day, fact_texts, scope_of, words
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import (
    InnovationAuthorFactory,
    InnovationEffectFactory,
    InnovationFactory,
)
from tests.factories.office import PersonFactory, UnitFactory


def told(unit, **scope) -> str:
    return words(innovations_blocks(innovations(scope_of(unit, **scope)), At("III", Citations())))


def spoken(direction: str, what: str, percent: str = "", **more) -> str:
    effect = InnovationEffect(
        direction=direction,
        what=what,
        change_percent=Decimal(percent) if percent else None,
        basis="estimated",
        **more,
    )
    return effect_words(effect_of(effect, "Số hóa hồ sơ")).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (spoken("reduced", "chi phí in ấn", "-30", extent="about"), "giảm khoảng 30% chi phí in ấn"),
        (spoken("reduced", "chi phí giao tài liệu", "-40"), "giảm 40% chi phí giao tài liệu"),
        (spoken("reduced", "thời gian họp"), "giảm thời gian họp"),
        (spoken("reduced", "chi phí", "-0.40", extent="about"), "giảm khoảng 0,4% chi phí"),
        (spoken("improved", "tính kịp thời"), "nâng cao tính kịp thời"),
        (spoken("improved", "số cuộc họp trực tuyến", "12.5"), "tăng 12,5% số cuộc họp trực tuyến"),
        (spoken("supported", "nhiệm vụ kép"), "góp phần thực hiện nhiệm vụ kép"),
        (
            spoken(
                "reduced",
                "chi phí in",
                "-30",
                before=Decimal(10),
                after=Decimal(7),
                unit_of_measure="triệu đồng",
                money_saved=Decimal(3000000),
                period="năm 2021",
            ),
            "giảm 30% chi phí in (từ 10 triệu đồng xuống 7 triệu đồng, tiết kiệm 3.000.000 đồng, năm 2021)",
        ),
    ],
)
def test_words_of_an_effect(said, expected):
    assert said == expected


@pytest.mark.django_db
def test_none(office):
    InnovationFactory()
    assert told(office) == "Trong kỳ, cơ quan không có sáng kiến, giải pháp được công nhận."


@pytest.mark.django_db
def test_one(office):
    decision = DocumentFactory(
        symbol="12/QĐ-VPTN", date=day("01/03/2022"), issuer="Văn phòng", subject="công nhận sáng kiến"
    )
    made = InnovationFactory(
        title="Họp trực tuyến", unit=office, scope="các sở", recognised=True, recognised_by=decision
    )
    InnovationAuthorFactory(innovation=made, person=PersonFactory(full_name="Trần Thị Bình"))
    InnovationEffectFactory(innovation=made, change_percent=-30, extent="about")
    assert told(office) == (
        "Trong kỳ, cơ quan có 01 sáng kiến, giải pháp được công nhận cấp cơ sở.\n"
        "“Họp trực tuyến” (năm 2021; tác giả: Trần Thị Bình), áp dụng tại các sở; được công nhận theo Quyết "
        "định số 12/QĐ-VPTN ngày 01 tháng 3 năm 2022 của Văn phòng về công nhận sáng kiến. "
        "Hiệu quả: giảm khoảng 30% chi phí in ấn tài liệu."
    )


@pytest.mark.django_db
def test_many_of_one_level_and_of_several(office, unit_a):
    first = InnovationFactory(title="A", unit=office, recognised=True)
    InnovationEffectFactory(innovation=first, change_percent=-30, what="chi phí in")
    InnovationEffectFactory(innovation=first, change_percent=-50, what="chi phí bảo trì")
    InnovationEffectFactory(innovation=first, what="tính kịp thời", direction=EffectDirection.IMPROVED)
    InnovationFactory(title="B", unit=unit_a, recognised=True)
    lines = told(office).splitlines()
    assert lines[0] == "Trong kỳ, cơ quan có 02 sáng kiến, giải pháp đều được công nhận cấp cơ sở."
    assert lines[1].endswith(" Hiệu quả:")
    assert lines[2:5] == [
        "- giảm 30% chi phí in;",
        "- giảm 50% chi phí bảo trì;",
        "- nâng cao tính kịp thời.",
    ]
    InnovationFactory(title="C", unit=office, recognised=True, level="nation")
    InnovationFactory(title="D", unit=office)
    assert told(office).splitlines()[0] == (
        "Trong kỳ, cơ quan có 03 sáng kiến, giải pháp được công nhận, trong đó: 02 được công nhận cấp cơ sở, "
        "01 được công nhận phạm vi toàn quốc."
    )


@pytest.mark.django_db
def test_counts_what_was_proposed_and_recognised_by_the_day_of_the_report(office):
    InnovationFactory(unit=office, recognised=True, recognised_on=day("30/06/2022"))
    saving = InnovationFactory(
        unit=office, recognised=True, level="province", recognised_on=day("30/06/2021")
    )
    effect = InnovationEffectFactory(
        innovation=saving,
        change_percent=None,
        saved_quantity=100,
        unit_price=500,
        period="năm 2021",
        unit_of_measure="tờ",
    )
    InnovationFactory(unit=UnitFactory(), recognised=True)
    InnovationFactory(unit=office, year=2018, recognised=True)
    InnovationFactory(unit=office)
    submitted = InnovationFactory(unit=office, complete=True)
    InnovationAuthorFactory(innovation=submitted, share_percent=100)
    submitted.state, submitted.submitted_on = "submitted", day("01/03/2022")
    submitted.save()
    assert fact_texts("innovations", scope_of(office)) == {
        "proposed": "02",
        "recognised": "01",
        "base": "0",
        "province": "01",
        "nation": "0",
        "recognised_share": "50%",
        "money_saved": "50.000 đồng",
        "titles": f"“{saving.title}”",
        f"effect.{effect.pk}.money": "50.000 đồng",
    }


@pytest.mark.django_db
def test_says_nothing_of_money_that_no_record_tells(office):
    InnovationFactory(unit=office, recognised=True)
    facts = FactBook(scope_of(office))
    assert facts.find("innovations.money_saved").missing
    assert facts.find("innovations.recognised_share").value == 100


@pytest.mark.django_db
def test_every_fact_leads_to_its_rows(office):
    made = InnovationFactory(unit=office, recognised=True)
    InnovationEffectFactory(innovation=made, money_saved=700, period="năm 2021")
    InnovationEffectFactory(innovation=made, money_saved=300, period="năm 2021")
    InnovationEffectFactory(innovation=InnovationFactory(unit=office), money_saved=9, period="năm 2021")
    facts = FactBook(scope_of(office))
    rows = facts.find("innovations.money_saved").rows
    amounts = apps.get_model(rows.model).objects.filter(**rows.lookups).values_list("money_saved", flat=True)
    assert sum(amounts) == facts.find("innovations.money_saved").value == 1000
    rows = facts.find("innovations.recognised").rows
    assert apps.get_model(rows.model).objects.filter(**rows.lookups).count() == 1


@pytest.mark.django_db
def test_costs_the_same_however_many(office, django_assert_num_queries):
    for _ in range(3):
        made = InnovationFactory(unit=office, recognised=True, recognised_by=DocumentFactory())
        InnovationAuthorFactory(innovation=made)
        InnovationEffectFactory(innovation=made)
    with django_assert_num_queries(2):
        innovations(scope_of(office))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (spoken("reduced", "chi phí in", "-30", extent="at_least"), "giảm ít nhất 30% chi phí in"),
        (spoken("improved", "số cuộc họp", "12.35", extent="at_most"), "tăng không quá 12,35% số cuộc họp"),
        (
            spoken("reduced", "chi phí in", "-20", extent="between", change_percent_to=Decimal(-30)),
            "giảm từ 20% đến 30% chi phí in",
        ),
        (
            spoken(
                "reduced",
                "thời gian họp",
                extent="between",
                change_amount=Decimal(20),
                change_amount_to=Decimal(25),
                unit_of_measure="phút",
            ),
            "giảm từ 20 đến 25 phút thời gian họp",
        ),
        (
            spoken(
                "reduced",
                "chi phí",
                extent="about",
                money_saved=Decimal(1200000000),
                period="năm 2021",
            ),
            "giảm chi phí (tiết kiệm khoảng 1,2 tỷ đồng, năm 2021)",
        ),
        (
            spoken("reduced", "giấy", "-29.87", extent="about", before=Decimal("10"), after=Decimal("7.01")),
            "giảm khoảng 30% giấy (từ 10 xuống 7,01)",
        ),
    ],
)
def test_words_of_how_exactly_it_is_meant(said, expected):
    assert said == expected


def test_what_is_aimed_at_is_not_told_as_reached():
    effect = InnovationEffect(
        direction="reduced", what="chi phí in", change_percent=Decimal(-30), basis="target", extent="at_least"
    )
    assert effect_words(effect_of(effect, "Số hóa")) == "đặt mục tiêu giảm ít nhất 30% chi phí in"


@pytest.mark.django_db
def test_money_that_is_aimed_at_is_not_counted_as_saved(office):
    made = InnovationFactory(unit=office, recognised=True)
    common = {"innovation": made, "period": "năm 2021"}
    InnovationEffectFactory(**common, money_saved=300_000_000)
    InnovationEffectFactory(**common, money_saved=200_000_000, extent="at_least")
    InnovationEffectFactory(**common, money_saved=900_000_000, basis="target")
    saved = fact_texts("innovations", scope_of(office))["money_saved"]
    assert saved == "ít nhất 500 triệu đồng"
    InnovationEffectFactory(**common, money_saved=100_000_000, money_saved_to=200_000_000, extent="between")
    assert fact_texts("innovations", scope_of(office))["money_saved"] == "khoảng 600 triệu đồng"
