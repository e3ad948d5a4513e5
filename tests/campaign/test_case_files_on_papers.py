"""Case files on papers: sums by hand, sums for any numbers, and the words for none, one and many."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.models import CaseFileReturn
from campaign.models.case_files import COUNTS
from campaign.sections.case_files import case_files_blocks
from campaign.selectors.case_files import case_files
from office_culture.papers.blocks import Gap
from office_culture.rules.facts import FactBook
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import charts, day, fact_texts, scope_of, tables, words
from tests.factories.campaign import CaseFileReturnFactory
from tests.factories.office import UnitFactory


def three_years(unit) -> CaseFileReturn:
    return CaseFileReturnFactory(
        unit=unit,
        period_start=day("01/01/2019"),
        period_end=day("23/05/2022"),
        new=4193,
        carried_over=25,
        early=3543,
        on_time=479,
        overdue=0,
        returned=190,
        in_progress=6,
    )


def blocks_of(unit, **scope):
    return case_files_blocks(case_files(scope_of(unit, **scope)), At("III.1.b", Citations()))


@pytest.mark.django_db
def test_figures_as_counted_by_hand(office):
    three_years(office)
    found = fact_texts("case_files", scope_of(office))
    assert found["received"] == "4.218"
    assert found["resolved"] == "4.212"
    assert found["in_progress"] == "06"
    assert found["early_share"] == "84,1%"
    assert found["on_time_share"] == "11,4%"
    assert found["returned_share"] == "4,5%"
    assert found["overdue_share"] == "0%"
    assert found["in_time_share"] == "95,5%"
    assert found["in_time_share_of_kept"] == "100%"
    assert found["period"] == "từ ngày 01 tháng 01 năm 2019 đến ngày 23 tháng 5 năm 2022"


PUBLISHED = {"published_rate": Decimal("99.57"), "published_of": "số hồ sơ đã trả kết quả"}


@pytest.mark.django_db
def test_a_published_share_stands_beside_the_computed_one_with_its_own_denominator(office):
    CaseFileReturn.objects.filter(pk=three_years(office).pk).update(**PUBLISHED)
    said = words(blocks_of(office))
    assert "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 95,5% số hồ sơ đã giải quyết" in said
    assert (
        "Theo số liệu đã công bố, tỷ lệ giải quyết trước hạn và đúng hạn từ ngày 01 tháng 01 năm 2019 đến ngày "
        "23 tháng 5 năm 2022 đạt 99,57% số hồ sơ đã trả kết quả." in said
    )
    found = fact_texts("case_files", scope_of(office))
    assert (found["published_rate"], found["in_time_share"]) == ("99,57%", "95,5%")


@pytest.mark.django_db
def test_published_shares_of_several_returns_are_told_one_by_one_and_never_added_up(office, unit_a, unit_b):
    for unit in (unit_a, unit_b):
        CaseFileReturnFactory(unit=unit, **PUBLISHED)
    said = words(blocks_of(office))
    for unit in (unit_a, unit_b):
        assert f"trước hạn và đúng hạn của {unit.name} năm 2020 đạt 99,57% số hồ sơ đã trả kết quả." in said
    assert "published_rate" not in fact_texts("case_files", scope_of(office))


@pytest.mark.django_db
def test_words_table_and_chart_of_three_years(office):
    three_years(office)
    blocks = blocks_of(office)
    assert words(blocks) == (
        "Từ ngày 01 tháng 01 năm 2019 đến ngày 23 tháng 5 năm 2022, cơ quan tiếp nhận 4.218 hồ sơ thủ tục hành chính "
        "(tiếp nhận mới 4.193 hồ sơ, từ kỳ trước chuyển sang 25 hồ sơ); đã giải quyết 4.212 hồ sơ, gồm: "
        "3.543 hồ sơ trước hạn (84,1%), 479 hồ sơ đúng hạn (11,4%), 190 hồ sơ trả lại (4,5%); "
        "không có hồ sơ quá hạn; đang giải quyết 06 hồ sơ.\n"
        "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 95,5% số hồ sơ đã giải quyết (bao gồm cả hồ sơ trả lại) "
        "và đạt 100% số hồ sơ đã giải quyết nếu không tính hồ sơ trả lại."
    )
    (table,) = tables(blocks)
    assert table == [
        ["Trước hạn", "3.543", "84,1"],
        ["Đúng hạn", "479", "11,4"],
        ["Quá hạn", "0", "0,0"],
        ["Trả lại", "190", "4,5"],
        ["Tổng số đã giải quyết", "4.212", "100,0"],
    ]
    (chart,) = charts(blocks)
    assert chart.series[0].values == (3543.0, 479.0, 0.0, 190.0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "Năm 2020, không phát sinh hồ sơ thủ tục hành chính."),
        (
            {"new": 1, "early": 1},
            "Năm 2020, cơ quan tiếp nhận 01 hồ sơ thủ tục hành chính, đều là hồ sơ tiếp nhận mới; đã giải quyết "
            "01 hồ sơ, đều trước hạn; không có hồ sơ quá hạn; không còn hồ sơ đang giải quyết.\n"
            "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 100% số hồ sơ đã giải quyết.",
        ),
        (
            {"carried_over": 2, "returned": 2},
            "Năm 2020, cơ quan tiếp nhận 02 hồ sơ thủ tục hành chính, đều từ kỳ trước chuyển sang; đã giải quyết "
            "02 hồ sơ, đều bị trả lại; không có hồ sơ quá hạn; không còn hồ sơ đang giải quyết.\n"
            "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 0% số hồ sơ đã giải quyết (bao gồm cả hồ sơ trả lại).",
        ),
        (
            {"new": 3, "in_progress": 3},
            "Năm 2020, cơ quan tiếp nhận 03 hồ sơ thủ tục hành chính, đều là hồ sơ tiếp nhận mới; chưa giải quyết "
            "xong hồ sơ nào; đang giải quyết 03 hồ sơ.",
        ),
        (
            {"new": 12, "early": 10, "overdue": 2},
            "Năm 2020, cơ quan tiếp nhận 12 hồ sơ thủ tục hành chính, đều là hồ sơ tiếp nhận mới; đã giải quyết "
            "12 hồ sơ, gồm: 10 hồ sơ trước hạn (83,3%), 02 hồ sơ quá hạn (16,7%); không còn hồ sơ đang giải quyết.\n"
            "Tỷ lệ giải quyết trước hạn và đúng hạn đạt 83,3% số hồ sơ đã giải quyết.",
        ),
    ],
)
def test_words_for_none_one_and_many(office, counts, told):
    CaseFileReturnFactory(unit=office, **{**dict.fromkeys(COUNTS, 0), **counts})
    assert words(blocks_of(office, start="01/01/2020", end="31/12/2020")) == told


@pytest.mark.django_db
def test_owes_the_figures_where_no_return_exists(office):
    (gap,) = blocks_of(office)
    assert isinstance(gap, Gap)
    assert gap.section == "III.1.b"
    facts = FactBook(scope_of(office)).listed("case_files")
    assert all(fact.missing and fact.text == "" for fact in facts)


@pytest.mark.django_db
def test_adds_units_up_and_lists_them(office, unit_a, unit_b):
    CaseFileReturnFactory(unit=unit_a)
    CaseFileReturnFactory(unit=unit_b, new=5, early=0, on_time=0, overdue=0, returned=0, in_progress=10)
    blocks = blocks_of(office)
    assert case_files(scope_of(office)).total.received == 110
    assert tables(blocks)[1] == [
        ["Phòng A", "100", "80", "10", "3", "2", "5"],
        ["Phòng B", "10", "0", "0", "0", "0", "10"],
        ["Tổng số", "110", "80", "10", "3", "2", "15"],
    ]


@pytest.mark.django_db
def test_a_unit_that_reports_for_itself_speaks_for_those_below(office, unit_a):
    own = CaseFileReturnFactory(unit=office)
    CaseFileReturnFactory(unit=unit_a)
    found = case_files(scope_of(office))
    assert found.returns == (own.pk,)
    assert found.total.received == 100


@pytest.mark.django_db
def test_leaves_out_other_offices_and_names_what_crosses_the_edge(office):
    CaseFileReturnFactory(unit=UnitFactory())
    CaseFileReturnFactory(unit=office)
    CaseFileReturnFactory(unit=office, period_start=day("01/01/2022"), period_end=day("31/12/2022"))
    blocks = blocks_of(office, start="01/01/2020")
    assert case_files(scope_of(office)).total.received == 100
    assert [line for line in words(blocks).splitlines() if line.startswith("[")] == [
        "[III.1.b] Thiếu số liệu hồ sơ từ ngày 01/01/2021 đến ngày 31/12/2021.",
        "[III.1.b] Số liệu hồ sơ của Văn phòng Thử nghiệm từ ngày 01/01/2022 đến ngày 31/12/2022 chưa được tính: một "
        "số ngày nằm ngoài kỳ báo cáo hoặc đã có trong số liệu của đơn vị cấp trên.",
    ]


@pytest.mark.django_db
def test_shows_a_gap_where_returns_do_not_join(office):
    CaseFileReturnFactory(unit=office)
    CaseFileReturnFactory(unit=office, period_start=day("01/01/2021"), period_end=day("31/12/2021"))
    assert case_files(scope_of(office)).total.mismatch == 0
    CaseFileReturn.objects.filter(period_start=day("01/01/2021")).update(carried_over=3, new=97)
    assert case_files(scope_of(office)).total.mismatch == 2
    assert "chênh lệch 02 hồ sơ" in words(blocks_of(office))


@pytest.mark.django_db
def test_costs_the_same_however_many_returns(office, django_assert_num_queries):
    for year in range(2010, 2013):
        CaseFileReturnFactory(
            unit=office, period_start=datetime.date(year, 1, 1), period_end=datetime.date(year, 12, 31)
        )
    with django_assert_num_queries(4):
        case_files(scope_of(office, start="01/01/2010"))


@pytest.mark.django_db
def test_every_fact_leads_to_its_rows(office):
    made = three_years(office)
    CaseFileReturnFactory(unit=UnitFactory())
    for fact in FactBook(scope_of(office)).listed("case_files"):
        assert list(CaseFileReturn.objects.filter(**fact.rows.lookups)) == [made]


COUNT = st.integers(0, 5000)
MONTH = st.tuples(COUNT, st.lists(st.floats(0, 1), min_size=5, max_size=5))


class AnyConsistentFigures(TestCase):
    """The months of a year, however the files fell, add up to the year."""

    @settings(max_examples=15, deadline=None)
    @given(carried=COUNT, months=st.lists(MONTH, min_size=1, max_size=6))
    def test_sums_over_periods_equal_the_whole(self, carried, months):
        unit = UnitFactory(name="Văn phòng")
        whole = dict.fromkeys(("new", "early", "on_time", "overdue", "returned"), 0)
        left = carried
        for month, (new, weights) in enumerate(months, start=1):
            resolved = _split(left + new, weights)
            before, left = left, left + new - sum(resolved)
            made = CaseFileReturnFactory(
                unit=unit,
                period_start=datetime.date(2020, month, 1),
                period_end=datetime.date(2020, month, 28),
                new=new,
                carried_over=before,
                **dict(zip(("early", "on_time", "overdue", "returned"), resolved, strict=True)),
                in_progress=left,
            )
            made.full_clean()
            for name in whole:
                whole[name] += getattr(made, name)
        total = case_files(scope_of(unit)).total
        assert {name: getattr(total, name) for name in whole} == whole
        assert (total.carried_over, total.in_progress) == (carried, left)
        assert total.received - total.resolved == total.in_progress
        assert total.mismatch == 0


def _split(available: int, weights: list[float]) -> list[int]:
    """Four numbers whose sum is at most `available`."""
    every = sum(weights) or 1
    return [int(available * weight / every) for weight in weights[:4]]
