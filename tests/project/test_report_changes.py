"""What changed since the last report, and what leadership is shown of it."""

import datetime

import pytest
from django.urls import reverse

from campaign.models import Report, ReportState
from campaign.report.changes import changes, report_before
from office_culture.models import User
from tests.factories.papers import IssuedPaperFactory
from tests.factories.reports import ReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


@pytest.fixture
def newer(db) -> Report:
    return Report.objects.filter(paper=None).latest("period_end")


@pytest.fixture
def older(newer) -> Report:
    return ReportFactory(
        campaign=newer.campaign,
        unit=newer.unit,
        drafting_unit=newer.drafting_unit,
        subject="Báo cáo năm trước",
        period_start=newer.period_start,
        period_end=newer.period_end - datetime.timedelta(days=60),
        as_of=newer.as_of,
    )


def test_only_figures_of_another_value_are_told_with_difference_and_percent(older, newer):
    found = {change.label: change for change in changes(older, newer)}
    book_before, book_now = older.facts(), newer.facts()
    before = book_before.find("case_files.received")
    now = book_now.find("case_files.received")
    told = found[str(now.label)]
    assert before.value != now.value
    assert (told.before.text, told.now.text) == (before.text, now.text)
    grown = 100 * (now.value - before.value) / before.value
    assert told.difference.replace(".", "") == f"{now.value - before.value:+d}"
    assert told.percent.replace(",", ".").startswith(f"{grown:+.1f}")
    assert str(book_now.find("organisation.departments").label) not in found


def test_a_report_has_not_changed_from_itself(newer):
    assert changes(newer, newer) == []


def test_the_report_before_is_of_the_same_unit_and_still_valid(older, newer, superuser):
    assert report_before(newer, superuser) == older
    Report.objects.filter(pk=older.pk).update(
        state=ReportState.WITHDRAWN, paper=IssuedPaperFactory(unit=newer.unit)
    )
    assert report_before(newer, superuser) != older


def test_leadership_sees_who_signs_and_what_changed(older, newer, signed_in):
    leader = User.objects.get(username="lanhdao")
    html = signed_in(leader).get(reverse("leadership")).content.decode()
    assert newer.signer.full_name in html
    assert 'id="changed-figures"' in html
    assert reverse("report_comparison") in html
    assert "Báo cáo năm trước" in html
