"""Who speaks for whom is judged by day: no file counts twice, none falls out without a word."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.models import CaseFileReturn
from campaign.models.case_files import COUNTS
from campaign.sections.case_files import case_files_blocks
from campaign.selectors.case_files import case_files
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import day, scope_of, tables, words
from tests.campaign.test_case_files import form
from tests.factories.campaign import CaseFileReturnFactory
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_casefilereturn_add"


def returned(unit, start: str, end: str, **counts) -> CaseFileReturn:
    return CaseFileReturnFactory(
        unit=unit, period_start=day(start), period_end=day(end), **{**dict.fromkeys(COUNTS, 0), **counts}
    )


def found_in(unit, start: str, end: str, **scope):
    return case_files(scope_of(unit, start, end, **scope))


def said_of(unit, start: str, end: str, **scope) -> str:
    return words(case_files_blocks(found_in(unit, start, end, **scope), At("b", Citations())))


def test_units_speak_on_the_days_that_the_office_does_not(office, unit_a, unit_b):
    returned(office, "01/01/2020", "31/12/2020", carried_over=5, new=95, early=90, in_progress=10)
    returned(unit_a, "01/01/2021", "31/12/2021", carried_over=6, new=20, early=26)
    returned(unit_b, "01/01/2021", "31/12/2021", carried_over=4, new=30, early=31, in_progress=3)
    total = found_in(office, "01/01/2020", "31/12/2021").total
    assert (total.new, total.carried_over, total.resolved, total.in_progress) == (145, 5, 147, 3)
    assert total.mismatch == 0
    assert "[b]" not in said_of(office, "01/01/2020", "31/12/2021")


def test_the_office_goes_on_where_its_units_ended(office, unit_a, unit_b):
    returned(unit_a, "01/01/2020", "31/12/2020", new=20, early=18, in_progress=2)
    returned(unit_b, "01/01/2020", "31/12/2020", carried_over=1, new=30, early=28, in_progress=3)
    returned(office, "01/01/2021", "31/12/2021", carried_over=5, new=10, early=15)
    found = found_in(office, "01/01/2020", "31/12/2021")
    assert (found.total.received, found.total.carried_over, found.total.in_progress) == (61, 1, 0)
    assert found.unexplained == 0
    assert tables(case_files_blocks(found, At("b", Citations())))[1:] == [
        [
            ["2020", "1", "50", "46", "0", "0", "0", "5"],
            ["2021", "5", "10", "15", "0", "0", "0", "0"],
            ["Tổng số", "–", "60", "61", "0", "0", "0", "–"],
        ]
    ]


def test_files_lost_between_the_office_and_its_units_are_owed_a_word(office, unit_a):
    returned(office, "01/01/2020", "31/12/2020", new=10, in_progress=10)
    last = returned(unit_a, "01/01/2021", "31/12/2021", carried_over=6, early=6)
    said = said_of(office, "01/01/2020", "31/12/2021")
    assert "chênh lệch 04 hồ sơ so với số đang giải quyết cuối kỳ trước, chưa có giải trình" in said
    CaseFileReturn.objects.filter(pk=last.pk).update(carried_over_note="04 hồ sơ bàn giao cho cơ quan khác")
    said = said_of(office, "01/01/2020", "31/12/2021")
    assert "Về số hồ sơ chuyển kỳ: 04 hồ sơ bàn giao cho cơ quan khác." in said
    assert "[b]" not in said


def test_a_return_that_the_office_covers_in_part_is_left_out_by_name(office, unit_a):
    returned(office, "01/01/2020", "30/06/2020", new=10, early=10)
    crossing = returned(unit_a, "01/04/2020", "30/09/2020", new=7, early=7)
    returned(unit_a, "01/10/2020", "31/12/2020", new=2, early=2)
    found = found_in(office, "01/01/2020", "31/12/2020")
    assert found.total.new == 12
    assert [row.row for row in found.left_out] == [crossing.pk]
    said = said_of(office, "01/01/2020", "31/12/2020")
    assert "Số liệu hồ sơ của Phòng A từ ngày 01/04/2020 đến ngày 30/09/2020 chưa được tính" in said
    assert "Thiếu số liệu" not in said


def test_a_return_that_the_office_covers_in_several_pieces_is_not_left_out(office, unit_a):
    for month, last in ((1, 31), (2, 29), (3, 31)):
        returned(office, f"01/{month}/2020", f"{last}/{month}/2020", new=1, early=1)
    returned(unit_a, "01/01/2020", "31/03/2020", new=3, early=3)
    found = found_in(office, "01/01/2020", "31/03/2020")
    assert (found.total.new, found.left_out, found.missing) == (3, (), ())


def test_days_at_the_edges_of_the_period_are_owed(office):
    returned(office, "01/02/2020", "31/10/2020", new=1, early=1)
    said = said_of(office, "01/01/2020", "31/12/2020")
    assert "[b] Thiếu số liệu hồ sơ từ ngày 01/01/2020 đến ngày 31/01/2020." in said
    assert "[b] Thiếu số liệu hồ sơ từ ngày 01/11/2020 đến ngày 31/12/2020." in said
    # Nobody owes days that had not come when the figures were gathered.
    assert "01/11/2020" not in said_of(office, "01/01/2020", "31/12/2020", as_of="31/10/2020")


def test_names_the_unit_that_is_silent_and_asks_none_before_its_founding(office, unit_a, unit_b):
    returned(unit_a, "01/01/2020", "31/12/2020", new=1, early=1)
    returned(unit_b, "01/04/2020", "31/12/2020", new=1, early=1)
    said = said_of(office, "01/01/2020", "31/12/2020")
    assert "[b] Thiếu số liệu hồ sơ của Phòng B từ ngày 01/01/2020 đến ngày 31/03/2020." in said
    unit_b.valid_from = day("01/04/2020")
    unit_b.save()
    assert "[b]" not in said_of(office, "01/01/2020", "31/12/2020")


def test_where_nothing_can_be_added_up_the_paper_names_what_is_left_out(office):
    returned(office, "01/12/2019", "31/01/2021", new=1, early=1)
    said = said_of(office, "01/01/2020", "31/12/2020")
    assert "[b] Chưa có số liệu hồ sơ thủ tục hành chính trong kỳ báo cáo." in said
    assert (
        "Số liệu hồ sơ của Văn phòng Thử nghiệm từ ngày 01/12/2019 đến ngày 31/01/2021 chưa được tính" in said
    )


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (
            "01/02/2020",
            "31/03/2020",
            "Reports count these case files in the return of Văn phòng Thử nghiệm from 01/01/2020 to 30/06/2020.",
        ),
        ("01/06/2020", "31/07/2020", "reports leave this return out and say so"),
    ],
)
def test_the_page_says_what_reports_do_with_days_told_twice(screen, office, unit_a, start, end, told):
    returned(office, "01/01/2020", "30/06/2020", new=10, early=10)
    answer = screen.post(reverse(ADD), form(unit_a, period_start=start, period_end=end))
    assert answer.status_code == 302
    assert told in " ".join(str(message) for message in get_messages(answer.wsgi_request))


FIRST = datetime.date(2020, 1, 1)
SPANS = st.lists(st.tuples(st.integers(1, 40), st.booleans()), max_size=6)


def spans(lengths) -> list[tuple[datetime.date, datetime.date]]:
    """Stretches one after the other; those marked are there, the others are gaps."""
    start, made = FIRST, []
    for length, present in lengths:
        end = start + datetime.timedelta(days=length - 1)
        if present:
            made.append((start, end))
        start = end + datetime.timedelta(days=1)
    return made


class AnyReturns(TestCase):
    """However the returns of an office and its units lie, every day and every return is accounted for."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(SPANS, min_size=3, max_size=3), st.integers(1, 120))
    def test_every_return_is_counted_spoken_for_or_named(self, lengths, days):
        office = UnitFactory()
        units = [office, UnitFactory(parent=office), UnitFactory(parent=office)]
        last = FIRST + datetime.timedelta(days=days - 1)
        rows = [
            CaseFileReturnFactory(
                unit=unit,
                period_start=start,
                period_end=end,
                **{**dict.fromkeys(COUNTS, 0), "new": 1, "early": 1},
            )
            for unit, some in zip(units, lengths, strict=True)
            for start, end in spans(some)
            if start <= last
        ]
        scope = scope_of(office, f"{FIRST:%d/%m/%Y}", f"{last:%d/%m/%Y}")
        found = case_files(scope)
        if found is None:
            assert not rows
            return
        by_key = {row.pk: row for row in rows}
        counted = [by_key[key] for key in found.returns]
        own_days = [day_of for row in counted if row.unit == office for day_of in days_of(row)]
        named = {row.row for row in found.left_out}
        assert not named & set(found.returns)
        assert found.total.new == len(counted)
        for row in rows:
            inside = {day_of for day_of in days_of(row) if day_of <= last}
            if row.pk in found.returns:
                assert row.period_end <= last
                assert row.unit == office or not inside & set(own_days)
            else:
                assert (row.pk in named) == (not inside <= set(own_days))
        told = {day_of for row in rows if row.pk in named or row in counted for day_of in days_of(row)}
        silent = {
            missing.start + datetime.timedelta(days=number)
            for missing in found.missing
            for number in range((missing.end - missing.start).days + 1)
        }
        every_day = {FIRST + datetime.timedelta(days=number) for number in range(days)}
        assert every_day - told <= silent <= every_day


def days_of(row) -> set[datetime.date]:
    length = (row.period_end - row.period_start).days + 1
    return {row.period_start + datetime.timedelta(days=number) for number in range(length)}


def test_the_page_of_leadership_counts_a_file_once(signed_in, superuser, office, unit_a):
    returned(office, "01/01/2020", "31/12/2020", new=40, early=40)
    returned(unit_a, "01/01/2020", "31/12/2020", new=7, early=7)
    page = signed_in(superuser).get(reverse("leadership")).content.decode()
    assert "40 case files were resolved in this period." in page
