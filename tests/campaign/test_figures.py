"""Ranks and digital work: rules of the records, and what papers say of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign.models import DigitalShare, Indicator, ReformRank
from campaign.sections.digital import digital_blocks
from campaign.sections.reform_ranks import reform_ranks_blocks
from campaign.selectors.digital import digital_work
from campaign.selectors.reform_ranks import reform_ranks
from office_culture.rules.facts import FactBook
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import charts, day, errors, fact_texts, row_forms, scope_of, tables, words
from tests.factories.campaign import (
    DigitalShareFactory,
    DigitalSystemFactory,
    IndexFactory,
    ReformRankFactory,
    WorkFactory,
)
from tests.factories.figures import IndicatorFactory
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db

ADD_RANK = "admin:campaign_reformrank_add"
ADD_SHARE = "admin:campaign_digitalshare_add"


def rank_form(unit, **changes) -> dict[str, object]:
    return {
        "unit": unit.pk,
        "year": "2020",
        "indicator": IndexFactory(code="reform").pk,
        "rank": "10",
        "of": "20",
        "among": "sở, ban, ngành",
        **changes,
    }


def share_form(unit, **changes) -> dict[str, object]:
    return {
        "unit": unit.pk,
        "period_start": "01/01/2020",
        "period_end": "31/12/2020",
        "indicator": WorkFactory(name="văn bản được ký số").pk,
        "percent": "100",
        **changes,
    }


def three_ranks(unit):
    for year, rank in ((2019, 6), (2020, 10), (2021, 6)):
        ReformRankFactory(unit=unit, year=year, rank=rank)


@pytest.mark.parametrize(("rank", "of"), [("0", "20"), ("21", "20"), ("-1", "20"), ("1", "0")])
def test_refuses_a_rank_outside_those_ranked(screen, office, rank, of):
    response = screen.post(reverse(ADD_RANK), rank_form(office, rank=rank, of=of))
    assert "between 1 and the number of those ranked" in errors(response, "rank")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        ReformRankFactory(unit=office, rank=int(rank), of=int(of))


def test_one_rank_for_unit_year_and_index(screen, office, officer):
    assert screen.post(reverse(ADD_RANK), rank_form(office)).status_code == 302
    assert ReformRank.objects.get().entered_by == officer
    again = screen.post(reverse(ADD_RANK), rank_form(office, rank="3"))
    assert "has a rank in this index for this year already" in errors(again, "year")[0]
    assert (
        screen.post(
            reverse(ADD_RANK), rank_form(office, indicator=IndexFactory(code="digital").pk)
        ).status_code
        == 302
    )


def test_who_and_when_stand_together(office, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReformRankFactory(unit=office, entered_by=officer)


def test_a_correction_is_entered_by_who_corrects(office, signed_in, officer, superuser):
    signed_in(officer).post(reverse(ADD_RANK), rank_form(office))
    kept = ReformRank.objects.get()
    page = reverse("admin:campaign_reformrank_change", args=[kept.pk])
    signed_in(superuser).post(page, rank_form(office, opened_version=kept.version))
    assert ReformRank.objects.get().entered_by == officer
    signed_in(superuser).post(page, rank_form(office, rank="9", opened_version=kept.version))
    assert ReformRank.objects.get().entered_by == superuser


def test_words_table_and_line_of_three_ranks(office):
    three_ranks(office)
    blocks = reform_ranks_blocks(reform_ranks(scope_of(office)), At("III.1.b", Citations()))
    assert words(blocks) == (
        "Chỉ số cải cách hành chính: năm 2019 xếp thứ 6/20 sở, ban, ngành; năm 2020 xếp thứ 10/20; "
        "năm 2021 xếp thứ 6/20."
    )
    assert tables(blocks) == [
        [
            ["2019", "6", "20", "Sở, ban, ngành"],
            ["2020", "10", "20", "Sở, ban, ngành"],
            ["2021", "6", "20", "Sở, ban, ngành"],
        ]
    ]
    (chart,) = charts(blocks)
    assert chart.lower_is_better
    assert chart.series[0].values == (6.0, 10.0, 6.0)


ADD_INDICATOR = "admin:campaign_indicator_add"


def index_form(**changes) -> dict[str, object]:
    return {
        "kind": "rank",
        "name": "Chỉ số hiệu quả quản trị",
        "code": "",
        "decimals": "0",
        "direction": "higher",
        "published_by": "UBND tỉnh",
        "position": "5",
        "enabled": "on",
        **row_forms("targets"),
        **changes,
    }


def test_a_new_index_is_a_row_with_its_own_sentences_facts_and_list(screen, office):
    assert screen.post(reverse(ADD_INDICATOR), index_form()).status_code == 302
    index = Indicator.objects.get()
    assert index.code == "chi-so-hieu-qua-quan-tri"
    for year, rank in (("2020", "5"), ("2021", "3")):
        assert (
            screen.post(
                reverse(ADD_RANK), rank_form(office, indicator=index.pk, year=year, rank=rank, target="2")
            ).status_code
            == 302
        )
    three_ranks(office)
    blocks = reform_ranks_blocks(reform_ranks(scope_of(office)), At("III.1.b", Citations()))
    first, second = words(blocks).split("Chỉ số hiệu quả quản trị:")
    assert first.startswith("Chỉ số cải cách hành chính: năm 2019")
    assert (
        "năm 2020 xếp thứ 5/20 sở, ban, ngành; năm 2021 xếp thứ 3/20. Thứ hạng năm 2021 tăng 02 bậc" in second
    )
    assert charts(blocks)[1].title == "Thứ hạng chỉ số hiệu quả quản trị qua các năm"
    texts = {fact.key: fact.text for fact in FactBook(scope_of(office)).listed("reform_rank")}
    key = "reform_rank.chi-so-hieu-qua-quan-tri.2021"
    assert (texts[key], texts[f"{key}.of"], texts[f"{key}.target"]) == ("3", "20", "2")
    assert texts["reform_rank.2019"] == "6"
    page = screen.get(reverse("admin:campaign_reformrank_changelist")).content.decode()
    assert "Chỉ số hiệu quả quản trị" in page


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name": "Chỉ số cải cách hành chính"}, "name", "in the list already"),
        ({"code": "reform"}, "code", "has this code already"),
        ({"main": "on"}, "main", "the main one already"),
        ({"name": "!!!"}, "code", "Latin letters"),
        ({"name": ""}, "name", "required"),
    ],
)
def test_refuses_a_second_index_of_a_kind_at_its_field(screen, changes, field, told):
    IndexFactory(code="reform")
    assert told in errors(screen.post(reverse(ADD_INDICATOR), index_form(**changes)), field)[0]
    assert Indicator.objects.count() == 1


def test_an_index_out_of_use_takes_no_new_rank_and_keeps_its_old_ones(screen, office):
    kept = ReformRankFactory(unit=office)
    Indicator.objects.update(enabled=False)
    refused = screen.post(reverse(ADD_RANK), rank_form(office, indicator=kept.indicator_id, year="2021"))
    assert "out of use" in errors(refused, "indicator")[0]
    ReformRank.objects.get().full_clean()
    assert "năm 2020 xếp thứ 6/20" in words(
        reform_ranks_blocks(reform_ranks(scope_of(office)), At("III", Citations()))
    )


def test_only_the_main_index_is_missed(office):
    ReformRankFactory(unit=office, indicator__code="digital", year=2020)
    IndexFactory(code="reform")
    keys = {fact.key for fact in FactBook(scope_of(office)).listed("reform_rank") if fact.missing}
    assert keys == {f"reform_rank.{year}{part}" for year in (2019, 2020, 2021) for part in ("", ".of")}


def test_words_of_no_rank_and_of_one(office):
    ReformRankFactory(unit=UnitFactory())
    assert words(reform_ranks_blocks(reform_ranks(scope_of(office)), At("III", Citations()))).startswith(
        "[III] Chưa có"
    )
    ReformRankFactory(unit=office)
    blocks = reform_ranks_blocks(reform_ranks(scope_of(office)), At("III", Citations()))
    assert words(blocks) == "Chỉ số cải cách hành chính năm 2020 xếp thứ 6/20 sở, ban, ngành."
    assert len(blocks) == 1


@pytest.mark.parametrize(
    ("last", "of", "told"),
    [(2, 20, "tăng 04 bậc"), (9, 20, "giảm 03 bậc"), (2, 18, "xếp thứ 2/18.")],
)
def test_compares_only_what_can_be_compared(office, last, of, told):
    ReformRankFactory(unit=office, year=2019)
    ReformRankFactory(unit=office, year=2021, rank=last, of=of)
    blocks = reform_ranks_blocks(reform_ranks(scope_of(office)), At("III", Citations()))
    assert told in words(blocks)
    assert ("so với" in words(blocks)) == (of == 20)
    assert charts(blocks)[0].series[0].values == (6.0, None, float(last))


def test_how_many_were_ranked_may_be_unknown_and_is_never_invented(screen, office):
    assert screen.post(reverse(ADD_RANK), rank_form(office, year="2019", of="")).status_code == 302
    three = ReformRankFactory(unit=office, year=2020, of=None, rank=10)
    assert (three.place, str(three)) == ("10", "2020: 10")
    ReformRankFactory(unit=office, year=2021)
    blocks = reform_ranks_blocks(reform_ranks(scope_of(office)), At("III", Citations()))
    unknown = "(không có số liệu về tổng số sở, ban, ngành được xếp hạng)"
    assert words(blocks) == (
        f"Chỉ số cải cách hành chính: năm 2019 xếp thứ 10 {unknown}; năm 2020 xếp thứ 10 {unknown}; "
        "năm 2021 xếp thứ 6/20 sở, ban, ngành."
    )
    assert tables(blocks)[0][0] == ["2019", "10", "không có số liệu", "Sở, ban, ngành"]
    assert "năm 2020: thứ 10; năm 2021: thứ 6/20" in charts(blocks)[0].alternative
    facts = {fact.key: fact for fact in FactBook(scope_of(office)).listed("reform_rank")}
    assert facts["reform_rank.2019.of"].missing
    page = reverse("admin:campaign_reformrank_change", args=[three.pk])
    assert screen.get(page).status_code == 200


@pytest.mark.parametrize("changes", [{"rank": "0"}, {"rank": "-1"}, {"target": "0"}])
def test_a_place_is_one_or_more_also_where_the_number_of_ranked_is_unknown(screen, office, changes):
    response = screen.post(reverse(ADD_RANK), rank_form(office, of="", **changes))
    assert errors(response, next(iter(changes)))
    with pytest.raises(IntegrityError), transaction.atomic():
        ReformRankFactory(unit=office, of=None, **{name: int(value) for name, value in changes.items()})


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("99,7%", "99,7%"),
        ("99.7 %", "99,7%"),
        ("99,57", "99,57%"),
        ("99,5678%", "99,5678%"),
        ("100%", "100%"),
    ],
)
def test_a_share_is_pasted_with_its_sign_and_keeps_its_decimals(screen, office, typed, printed):
    assert screen.post(reverse(ADD_SHARE), share_form(office, percent=typed)).status_code == 302
    (fact,) = [
        fact
        for fact in FactBook(scope_of(office)).listed("digital")
        if fact.key == "digital.share.van-ban-duoc-ky-so"
    ]
    assert fact.text == printed
    assert fact.cell == (printed.removesuffix("%") if "," in printed else "100,0")
    assert printed in screen.get(reverse("admin:campaign_digitalshare_changelist")).content.decode()


def test_facts_of_ranks_offer_the_years_that_ended(office):
    ReformRankFactory(unit=office, year=2019)
    ReformRankFactory(unit=office, year=2020, indicator__code="digital", rank=3)
    facts = {fact.key: fact for fact in FactBook(scope_of(office)).listed("reform_rank")}
    assert facts["reform_rank.2019"].text == "6"
    assert facts["reform_rank.2019.of"].text == "20"
    assert facts["reform_rank.2021"].missing
    assert facts["reform_rank.digital.2020"].text == "3"
    assert "reform_rank.2022" not in facts
    assert ReformRank.objects.filter(**facts["reform_rank.2019"].rows.lookups).count() == 1


@pytest.mark.parametrize("percent", ["-0.5", "100.01"])
def test_refuses_a_share_that_is_none(screen, office, percent):
    response = screen.post(reverse(ADD_SHARE), share_form(office, percent=percent))
    assert "between 0 and 100" in errors(response, "percent")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        DigitalShareFactory(unit=office, percent=percent)


def test_a_share_stands_once_for_a_unit_and_period(screen, office):
    assert screen.post(reverse(ADD_SHARE), share_form(office)).status_code == 302
    assert str(DigitalShare.objects.get()) == "01/01/2020 – 31/12/2020: 100%"
    again = screen.post(reverse(ADD_SHARE), share_form(office))
    assert "has this share for this period already" in errors(again, "indicator")[0]


def test_each_kind_takes_only_indicators_of_its_kind(screen, office):
    share = screen.post(reverse(ADD_SHARE), share_form(office, indicator=IndexFactory(code="reform").pk))
    assert errors(share, "indicator")
    rank = screen.post(reverse(ADD_RANK), rank_form(office, indicator=WorkFactory().pk))
    assert errors(rank, "indicator")
    with pytest.raises(ValidationError, match="valid choice"):
        DigitalShareFactory.build(unit=office, indicator=IndexFactory(code="reform")).full_clean()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "rank", "unit_of_measure": "%"}, "kind"),
        ({"kind": "share", "topic": "digital"}, "kind"),
        ({"kind": "share", "main": "on"}, "published_by"),
        ({"kind": "value", "published_by": "UBND tỉnh"}, "published_by"),
    ],
)
def test_each_kind_of_indicator_has_its_own_columns(screen, changes, field):
    plain = {"published_by": "", "main": ""} if changes["kind"] != "rank" else {}
    values = {name: value for name, value in (index_form() | plain | changes).items() if value}
    response = screen.post(reverse(ADD_INDICATOR), values)
    assert "Only a" in errors(response, field)[0]
    assert not Indicator.objects.exists()


def test_the_page_of_an_indicator_shows_what_its_kind_has(screen):
    def fields(kind: Indicator) -> set[str]:
        page = screen.get(reverse("admin:campaign_indicator_change", args=[kind.pk]))
        return set(page.context["adminform"].form.fields) - {"opened_version"}

    shared = {"name", "code", "position", "enabled"}
    assert fields(WorkFactory()) == shared
    assert fields(IndexFactory(code="reform")) == shared | {"published_by", "main"}
    value = IndicatorFactory()
    assert fields(value) >= shared | {
        "unit_of_measure",
        "decimals",
        "direction",
        "lowest",
        "highest",
        "topic",
    }


def test_an_indicator_keeps_its_kind_and_a_rank_its_direction():
    index = IndexFactory(code="reform")
    assert index.direction == "lower"
    index.kind = "share"
    with pytest.raises(ValidationError) as refused:
        index.full_clean()
    assert "kind" in refused.value.message_dict
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.filter(pk=index.pk).update(direction="higher")


def test_an_indicator_keeps_its_name_in_narratives_when_its_words_are_mended(screen, office):
    share = DigitalShareFactory(unit=office, indicator__name="văn bản được ký số")
    work = share.indicator
    values = {"name": "văn bản đi được ký số", "code": work.code, "position": "0", "enabled": "on"}
    page = reverse("admin:campaign_indicator_change", args=[work.pk])
    assert screen.post(page, values | {"opened_version": work.version}).status_code == 302
    work.refresh_from_db()
    assert (work.name, work.code, work.kind) == ("văn bản đi được ký số", "van-ban-duoc-ky-so", "share")
    assert fact_texts("digital", scope_of(office))["share.van-ban-duoc-ky-so"] == "98%"


def test_words_of_digital_work(office, unit_a):
    DigitalShareFactory(
        unit=office,
        indicator__name="văn bản được xử lý, ký số trên môi trường điện tử",
        percent=100,
        excludes="văn bản mật, tài chính",
    )
    for position, name in enumerate(("Thư điện tử công vụ", "Họp không giấy")):
        DigitalSystemFactory(unit=office, name=name, position=position)
    DigitalSystemFactory(unit=unit_a, name="Họp không giấy")
    DigitalSystemFactory(unit=office, name="Hệ thống cũ", valid_to=day("31/12/2021"))
    assert words(digital_blocks(digital_work(scope_of(office)), At("III.1.c", Citations()))) == (
        "Tỷ lệ văn bản được xử lý, ký số trên môi trường điện tử đạt 100% (không tính văn bản mật, tài chính).\n"
        "Cơ quan đang sử dụng 02 hệ thống thông tin, phần mềm: Thư điện tử công vụ và Họp không giấy."
    )


def test_words_of_no_digital_work_and_of_one_system(office):
    assert (
        words(digital_blocks(digital_work(scope_of(office)), At("c", Citations()))).count("[c] Chưa có") == 2
    )
    DigitalSystemFactory(unit=office, name="Thư điện tử công vụ")
    told = words(digital_blocks(digital_work(scope_of(office)), At("c", Citations())))
    assert "Cơ quan đang sử dụng Thư điện tử công vụ." in told


def test_the_latest_period_of_a_share_counts(office):
    for year, percent in ((2020, 90), (2021, "95.5")):
        DigitalShareFactory(
            unit=office,
            indicator__name="văn bản được ký số",
            percent=percent,
            period_start=day(f"01/01/{year}"),
            period_end=day(f"31/12/{year}"),
        )
    assert fact_texts("digital", scope_of(office))["share.van-ban-duoc-ky-so"] == "95,5%"
