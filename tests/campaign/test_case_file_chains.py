"""Returns that follow each other: the next period proposed, carried over explained, delay by cause, sums by year."""

import calendar
import datetime

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.models import CaseFileReturn, LateFiles
from campaign.models.case_files import COUNTS, MOST_FILES
from campaign.sections.case_files import case_files_blocks
from campaign.selectors.case_files import case_files
from campaign.selectors.next_returns import following_period
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests import sheets
from tests.campaign.reading import day, errors, fact_texts, row_errors, row_forms, scope_of, tables, words
from tests.campaign.test_case_files import form
from tests.factories.campaign import CaseFileReturnFactory
from tests.factories.figures import LateCauseFactory, LateFilesFactory
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_casefilereturn_add"
CHANGE = "admin:campaign_casefilereturn_change"


def month(unit, year: int, number: int, **counts) -> CaseFileReturn:
    values = {**dict.fromkeys(COUNTS, 0), **counts}
    last = calendar.monthrange(year, number)[1]
    return CaseFileReturnFactory(
        unit=unit,
        period_start=datetime.date(year, number, 1),
        period_end=datetime.date(year, number, last),
        **values,
    )


def form_of(unit, start, end, **counts) -> dict[str, object]:
    values = {**dict.fromkeys(COUNTS, "0"), **counts}
    return form(unit, period_start=start, period_end=end, **values)


# Quick entry


@pytest.mark.parametrize(
    ("start", "end", "following"),
    [
        ("01/01/2022", "31/01/2022", ("01/02/2022", "28/02/2022")),
        ("01/12/2023", "31/12/2023", ("01/01/2024", "31/01/2024")),
        ("01/10/2021", "31/12/2021", ("01/01/2022", "31/03/2022")),
        ("01/01/2021", "30/06/2021", ("01/07/2021", "31/12/2021")),
        ("01/01/2021", "31/12/2021", ("01/01/2022", "31/12/2022")),
        ("01/01/2019", "23/05/2022", ("24/05/2022", "31/05/2022")),
        ("01/02/2022", "30/04/2022", ("01/05/2022", "31/05/2022")),
        ("15/01/2022", "31/01/2022", ("01/02/2022", "28/02/2022")),
    ],
)
def test_the_period_that_follows(start, end, following):
    assert following_period(day(start), day(end)) == tuple(day(text) for text in following)


@settings(max_examples=80, deadline=None)
@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 1, 1)), st.integers(0, 400))
def test_the_period_that_follows_leaves_no_gap_and_ends_with_a_month(start, length):
    end = start + datetime.timedelta(days=length)
    first, last = following_period(start, end)
    assert first == end + datetime.timedelta(days=1) <= last
    assert last.day == calendar.monthrange(last.year, last.month)[1]


def test_a_new_return_begins_where_the_last_one_ended(screen, office):
    month(office, 2022, 1, new=9, early=3, in_progress=6)
    initial = screen.get(reverse(ADD)).context["adminform"].form.initial
    assert initial["unit"] == office.pk
    assert (initial["period_start"], initial["period_end"]) == (day("01/02/2022"), day("28/02/2022"))
    assert initial["carried_over"] == 6


def test_proposes_nothing_where_it_is_open_whose_return_comes_next(
    screen, signed_in, contact_a, office, unit_a, unit_b
):
    month(unit_a, 2022, 1, new=9, early=3, in_progress=6)
    month(unit_b, 2022, 1, new=7, early=7)
    assert "carried_over" not in screen.get(reverse(ADD)).context["adminform"].form.initial
    chosen = screen.get(reverse(ADD), {"unit": unit_a.pk}).context["adminform"].form.initial
    assert chosen["carried_over"] == 6
    assert screen.get(reverse(ADD), {"unit": "x"}).status_code == 200
    own = signed_in(contact_a).get(reverse(ADD)).context["adminform"].form.initial
    assert str(own["unit"]) == str(unit_a.pk)
    spied = signed_in(contact_a).get(reverse(ADD), {"unit": unit_b.pk}).context["adminform"].form.initial
    assert "carried_over" not in spied
    page = screen.get(reverse(CHANGE, args=[CaseFileReturn.objects.first().pk])).content.decode()
    assert f"{reverse(ADD)}?unit=" in page


# Carried over


def test_what_is_carried_over_is_what_was_left_or_is_explained(screen, office):
    month(office, 2022, 1, new=9, early=3, in_progress=6)
    typed = form_of(office, "01/02/2022", "28/02/2022", carried_over="8", early="8")
    response = screen.post(reverse(ADD), typed)
    assert "left 6 case files in progress, but 8 are carried over" in errors(response, "carried_over_note")[0]
    note = "nhận bàn giao 02 hồ sơ từ đơn vị khác"
    assert screen.post(reverse(ADD), typed | {"carried_over_note": note}).status_code == 302
    asked = scope_of(office, start="01/01/2022", end="28/02/2022")
    blocks = case_files_blocks(case_files(asked), At("b", Citations()))
    assert f"Về số hồ sơ chuyển kỳ: {note}." in words(blocks)
    assert "[b]" not in words(blocks)


def test_an_unexplained_break_and_days_without_a_return_are_owed(office):
    month(office, 2022, 1, new=9, early=3, in_progress=6)
    month(office, 2022, 2, carried_over=8, early=8)
    month(office, 2022, 4, new=1, early=1)
    told = words(case_files_blocks(case_files(scope_of(office)), At("b", Citations())))
    assert "[b] Số liệu hồ sơ giữa các kỳ không khớp: số kỳ trước chuyển sang chênh lệch 02 hồ sơ" in told
    assert "[b] Thiếu số liệu hồ sơ từ ngày 01/03/2022 đến ngày 31/03/2022." in told


# Delay by cause


def test_causes_of_delay_add_up_to_the_files_overdue(screen, office):
    cause, other = LateCauseFactory(), LateCauseFactory()
    typed = form_of(office, "01/01/2022", "31/01/2022", new="5", overdue="5")
    short = typed | row_forms("late_rows", {"cause": cause.pk, "count": 3}, {"cause": other.pk, "count": 1})
    response = screen.post(reverse(ADD), short)
    assert "add up to 4, but 5 case files were resolved overdue" in row_errors(response)[0]["count"][0]
    assert not CaseFileReturn.objects.exists()
    exact = typed | row_forms("late_rows", {"cause": cause.pk, "count": 3}, {"cause": other.pk, "count": 2})
    assert screen.post(reverse(ADD), exact).status_code == 302
    assert sum(LateFiles.objects.values_list("count", flat=True)) == 5


def test_rows_may_trade_files_in_one_save_but_the_sum_holds(screen, office):
    kept = month(office, 2022, 1, new=3, overdue=3)
    one = LateFilesFactory(case_files=kept, count=1)
    two = LateFilesFactory(case_files=kept, count=2)
    rows = [
        {"id": one.pk, "cause": one.cause_id, "count": 2, "case_files": kept.pk},
        {"id": two.pk, "cause": two.cause_id, "count": 1, "case_files": kept.pk},
    ]
    typed = form_of(office, "01/01/2022", "31/01/2022", new="3", overdue="3") | {
        "opened_version": kept.version
    }
    page = reverse(CHANGE, args=[kept.pk])
    assert screen.post(page, typed | row_forms("late_rows", *rows)).status_code == 302
    broken = [rows[0], {**rows[1], "DELETE": "on"}]
    fresh = {"opened_version": CaseFileReturn.objects.get().version}
    response = screen.post(page, typed | fresh | row_forms("late_rows", *broken))
    assert "add up to 2, but 3" in row_errors(response)[0]["count"][0]


@pytest.mark.parametrize("count", ["0", "-1", "100000000"])
def test_refuses_a_cause_without_files_and_with_too_many(screen, office, count):
    typed = form_of(office, "01/01/2022", "31/01/2022", new="5", overdue="5")
    response = screen.post(
        reverse(ADD), typed | row_forms("late_rows", {"cause": LateCauseFactory().pk, "count": count})
    )
    assert row_errors(response)[0]["count"]


def test_delay_without_a_cause_is_told(screen, office):
    response = screen.post(reverse(ADD), form_of(office, "01/01/2022", "31/01/2022", new="5", overdue="5"))
    told = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert "causes of delay add up to 0, but 5" in told


def test_a_sheet_of_causes_keeps_the_sum(screen, office, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path
    LateFilesFactory(case_files=month(office, 2022, 1, new=3, overdue=3), count=3)
    rows = sheets.rows_of(sheets.export(screen, CaseFileReturn, resource=1))
    rows[1] = [2 if cell == 3 else cell for cell in rows[1]]
    answer = sheets.preview(screen, CaseFileReturn, sheets.workbook(*rows), resource=1)
    assert 'name="token"' not in answer.content.decode()
    assert "add up to 2, but 3" in sheets.text_of(answer)


def test_papers_and_facts_name_the_causes(office):
    cause = LateCauseFactory(name="chờ ý kiến cơ quan phối hợp", code="cho-y-kien")
    for number in (1, 2):
        LateFilesFactory(case_files=month(office, 2022, number, new=2, overdue=2), cause=cause, count=2)
    told = words(case_files_blocks(case_files(scope_of(office)), At("b", Citations())))
    assert "Nguyên nhân quá hạn: chờ ý kiến cơ quan phối hợp (04 hồ sơ)." in told
    assert fact_texts("case_files", scope_of(office))["late.cho-y-kien"] == "04"


# Numbers that no desk has


@pytest.mark.parametrize("column", COUNTS)
@pytest.mark.parametrize("count", [MOST_FILES + 1, 2**31 - 1, 2**31, 2**63, 10**30])
def test_a_number_that_no_database_adds_up_is_refused_at_its_field(screen, office, column, count):
    response = screen.post(reverse(ADD), form_of(office, "01/01/2022", "31/01/2022", **{column: str(count)}))
    assert response.status_code == 200
    assert errors(response, column)


def test_the_largest_numbers_that_are_allowed_can_be_added_up(office):
    most = month(
        office, 2022, 1, new=MOST_FILES, carried_over=MOST_FILES, early=MOST_FILES, on_time=MOST_FILES
    )
    most.full_clean()
    assert case_files(scope_of(office)).total.received == 2 * MOST_FILES


# Years


def test_years_of_months_add_up(office):
    month(office, 2020, 12, new=5, early=2, in_progress=3)
    month(office, 2021, 1, carried_over=3, new=4, early=5, returned=1, in_progress=1)
    month(office, 2021, 2, carried_over=1, new=1, on_time=2)
    found = tables(case_files_blocks(case_files(scope_of(office)), At("b", Citations())))
    assert found[1] == [
        ["2020", "0", "5", "2", "0", "0", "0", "3"],
        ["2021 (đến 28/02)", "3", "5", "5", "2", "0", "1", "0"],
        ["Tổng số", "–", "10", "7", "2", "0", "1", "–"],
    ]
    facts = fact_texts("case_files", scope_of(office))
    assert (facts["2021.received"], facts["2021.resolved"]) == ("08", "08")


counts = st.integers(0, 500)


@st.composite
def chains(draw) -> list[dict[str, int]]:
    """Months that join: what one leaves is what the next carries over."""
    left, made = draw(counts), []
    for _ in range(draw(st.integers(1, 15))):
        new = draw(counts)
        there = left + new
        row = {"new": new, "carried_over": left}
        for outcome in ("early", "on_time", "overdue", "returned"):
            row[outcome] = draw(st.integers(0, there))
            there -= row[outcome]
        row["in_progress"] = left = there
        made.append(row)
    return made


class TestAnyChain(TestCase):
    """Identities and joints, for any numbers."""

    @settings(max_examples=40, deadline=None)
    @given(chains())
    def test_a_chain_that_joins_is_accepted_and_adds_up(self, chain):
        office = UnitFactory()
        for number, row in enumerate(chain):
            kept = month(office, 2019 + number // 12, number % 12 + 1, **row)
            kept.full_clean()
        found = case_files(scope_of(office))
        assert found.unexplained == 0
        assert found.total.mismatch == 0
        assert found.total.carried_over == chain[0]["carried_over"]
        assert found.total.in_progress == chain[-1]["in_progress"]
        for name in ("new", "resolved"):
            assert sum(year.figures[name].value for year in found.years) == found.figures[name].value
        for year in found.years:
            received, resolved, left = (
                year.figures[name].value for name in ("received", "resolved", "in_progress")
            )
            assert received == resolved + left

    @settings(max_examples=40, deadline=None)
    @given(chains(), st.data())
    def test_one_number_changed_anywhere_is_refused(self, chain, data):
        office = UnitFactory()
        kept = [
            month(office, 2019 + number // 12, number % 12 + 1, **row) for number, row in enumerate(chain)
        ]
        row = data.draw(st.sampled_from(kept))
        column = data.draw(st.sampled_from(COUNTS))
        by = data.draw(st.integers(-3, 3).filter(bool))
        setattr(row, column, getattr(row, column) + by)
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        # A joint to the month before that breaks asks for its word as well.
        assert set(refused.value.message_dict) <= {column, "in_progress", "carried_over_note"}

    @settings(max_examples=25, deadline=None)
    @given(chains(), st.integers(1, 50))
    def test_a_joint_that_breaks_needs_a_word(self, chain, surplus):
        office = UnitFactory()
        last = chain[-1]
        month(office, 2019, 1, **last)
        broken = CaseFileReturn(
            unit=office,
            period_start=day("01/02/2019"),
            period_end=day("28/02/2019"),
            **{**dict.fromkeys(COUNTS, 0), "carried_over": last["in_progress"] + surplus},
        )
        broken.in_progress = broken.carried_over
        with pytest.raises(ValidationError) as refused:
            broken.full_clean()
        assert set(refused.value.message_dict) == {"carried_over_note"}
        broken.carried_over_note = "nhận bàn giao"
        broken.full_clean()
