"""Two reports side by side: figures, percent, which way is better, rows behind both, and the workbook."""

import datetime
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from campaign.models import Report
from campaign.report.changes import _change, changed_only, compare
from office_culture.admin.rows import count
from office_culture.models import Event, User, Verb
from office_culture.rules.facts import Better, Fact
from office_culture.text.numbers import signed
from tests.answers import asked, assert_answered, assert_whole_page
from tests.factories.office import UserFactory
from tests.factories.reports import ReportFactory


def figure(value, text="", better=Better.NEITHER) -> Fact:
    return Fact("a.b", "figure", value, text or str(value), better=better)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_difference_and_percent_add_up(old, new):
    change = _change("a.b", figure(old), figure(new))
    assert change.difference == signed(new - old)
    assert change.changed == (old != new)
    if old == 0:
        assert change.percent == ""
    else:
        told = Decimal(change.percent.rstrip("%").replace(".", "").replace(",", "."))
        assert abs(told - 100 * (Decimal(new) - old) / abs(old)) <= Decimal("0.05")


def test_shares_differ_by_points_and_have_no_percent_of_percent():
    change = _change("a.b", figure(Decimal("95.5"), "95,5%"), figure(Decimal("97.0"), "97%"))
    assert change.difference == "+1,5\u00a0điểm\u00a0phần\u00a0trăm"
    assert change.percent == ""


@pytest.mark.parametrize(
    ("better", "old", "new", "verdict"),
    [
        (Better.LOWER, 6, 4, "better"),
        (Better.LOWER, 4, 6, "worse"),
        (Better.HIGHER, 4, 6, "better"),
        (Better.HIGHER, 6, 4, "worse"),
        (Better.NEITHER, 4, 6, ""),
        (Better.LOWER, 4, 4, ""),
    ],
)
def test_a_lower_rank_is_better_where_the_fact_says_so(better, old, new, verdict):
    assert _change("a.b", figure(old, better=better), figure(new, better=better)).verdict == verdict


def test_what_is_missing_is_never_nought():
    missing = Fact("a.b", "figure", None, "số hồ sơ")
    for before, now in ((missing, figure(3)), (figure(3), missing), (None, figure(3)), (figure(3), None)):
        change = _change("a.b", before, now)
        assert change.changed
        assert not change.counted
        assert (change.difference, change.percent) == ("", "")
    assert not _change("a.b", missing, missing).changed


@pytest.fixture
def newer(sample_office, db) -> Report:
    return Report.objects.filter(paper=None).latest("period_end")


@pytest.fixture
def older(newer) -> Report:
    return ReportFactory(
        campaign=newer.campaign,
        unit=newer.unit,
        drafting_unit=newer.drafting_unit,
        subject='=HYPERLINK("x")',
        period_start=newer.period_start,
        period_end=newer.period_end - datetime.timedelta(days=400),
        as_of=newer.as_of,
    )


def address(name="report_comparison", **query) -> str:
    return reverse(name) + "?" + "&".join(f"{key}={value}" for key, value in query.items())


@pytest.mark.django_db
class TestThePage:
    """What the clerk and the leader see."""

    def test_the_last_report_of_the_kind_stands_beside_without_a_choice(
        self, older, newer, superuser, signed_in
    ):
        for query in ({}, {"newer": newer.pk}):
            answer = signed_in(superuser).get(address(**query))
            assert (answer.context["older"], answer.context["newer"]) == (older, newer)

    def test_each_value_leads_to_exactly_its_rows(self, older, newer, superuser, signed_in):
        browser = signed_in(superuser)
        answer = browser.get(address(older=older.pk, newer=newer.pk))
        rows = {
            row.change.key: row for _title, both, one in answer.context["groups"] for row in (*both, *one)
        }
        received = rows["case_files.received"]
        for side, report in ((received.before, older), (received.now, newer)):
            fact = report.facts().find("case_files.received")
            assert side.fact.text == fact.text
            assert browser.get(side.address).context["cl"].queryset.count() == count(fact.rows)
        assert received.change.percent in answer.content.decode()
        assert all(row.change.changed for row in rows.values())

    def opened(self, browser, where):
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(where)
        return asked(captured), answer.context["groups"]

    def test_unchanged_facts_come_when_asked_for(self, older, newer, superuser, signed_in):
        browser = signed_in(superuser)
        (few, changed), (many, everything) = (
            self.opened(browser, address(older=older.pk, newer=newer.pk, **more))
            for more in ({}, {"all": "on"})
        )
        assert many == few < 100, "the lists behind all figures are found at once"
        sizes = [sum(len(both) + len(one) for _t, both, one in groups) for groups in (changed, everything)]
        assert sizes[0] < sizes[1]
        assert "organisation.departments" in {row.change.key for _t, both, _one in everything for row in both}

    def test_the_workbook_holds_figures_and_no_formula(self, older, newer, superuser, signed_in):
        answer = signed_in(superuser).get(address("report_comparison_sheet", older=older.pk, newer=newer.pk))
        sheet = load_workbook(io.BytesIO(answer.content)).active
        lines = list(sheet.iter_rows(values_only=True))
        groups = changed_only(compare(older, newer))
        assert len(lines) - 1 == sum(len(group.changes) for group in groups)
        line = next(line for line in lines if line[2] == "case_files.received")
        before, now = (report.facts().find("case_files.received").value for report in (older, newer))
        assert line[3:6] == (before, now, now - before)
        assert sheet["D1"].data_type == "s"
        assert Event.objects.filter(verb=Verb.DOWNLOAD, object_id=newer.pk).exists()

    @pytest.mark.parametrize("name", ["report_comparison", "report_comparison_sheet"])
    def test_strangers_see_no_report(self, older, newer, name, client, signed_in):
        where = address(name, older=older.pk, newer=newer.pk)
        assert client.get(where).status_code == 302
        assert signed_in(UserFactory()).get(where).status_code == 403
        contact = signed_in(User.objects.get(username="donvi")).get(where)
        assert contact.status_code == 200
        assert contact.context["older"] is None
        assert str(newer.subject) not in contact.content.decode()

    @pytest.mark.long
    @pytest.mark.parametrize("value", ["", "0", "abc", "9" * 30, "-1", "'"])
    def test_nonsense_is_told_and_breaks_nothing(self, older, newer, superuser, signed_in, value):
        browser = signed_in(superuser)
        for query in ({"older": value, "newer": value}, {"newer": value}):
            assert_whole_page(browser.get(address(**query)))
            assert_answered(browser.get(address("report_comparison_sheet", **query)))
