"""The reports that the sample office has issued: numbered, signed, one superseded, and each prints again as it was."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaign.actions.assignments import may_write
from campaign.models import AssignmentState, Report, ReportKind, ReportState
from office_culture.actions.signatures import bytes_of, newest_bytes
from office_culture.models import IssuedPaper, PaperFileKind, PaperState, Signing, User
from tests.papers.reading import faults
from tests.project.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


def test_the_interim_review_waits_as_a_draft():
    report = Report.objects.get(kind=ReportKind.INTERIM)
    assert (report.state, report.paper) == (ReportState.DRAFT, None)


def test_the_yearly_report_of_2021_is_issued_and_signed_by_person_and_agency():
    report = Report.objects.get(kind=ReportKind.YEARLY, period_end__year=2021)
    assert report.state == ReportState.ISSUED
    paper = report.paper
    assert (paper.state, paper.signing) == (PaperState.IN_FORCE, Signing.COMPLETE)
    assert [row.signer for row in paper.signatures.all()] == [
        report.signer.full_name,
        report.unit.name_in_text,
    ]
    printed = words_of(newest_bytes(paper))
    assert f"Số: 05/BC-{report.unit.code}" in printed
    assert "ngày 17 tháng 01 năm 2022" in printed


def test_the_yearly_report_of_2020_was_superseded_by_its_correction():
    first, correction = Report.objects.filter(kind=ReportKind.YEARLY, period_end__year=2020).order_by("pk")
    assert (first.state, correction.state) == (ReportState.SUPERSEDED, ReportState.ISSUED)
    assert first.paper.superseded_by == correction.paper
    assert first.paper.ended_on == correction.paper.date == datetime.date(2021, 1, 28)


def test_all_papers_print_again_to_the_same_bytes(capsys):
    call_command("rerender_papers")
    assert f"compared: {IssuedPaper.objects.count()}" in capsys.readouterr().out
    assert IssuedPaper.objects.count() >= 3


def test_all_papers_keep_the_archive_form():
    for paper in IssuedPaper.objects.all():
        assert faults(bytes_of(paper, PaperFileKind.ISSUED)) == [], paper


def test_the_check_page_tells_each_papers_state_to_a_stranger(client):
    for paper in IssuedPaper.objects.all():
        page = client.get(paper.check_path).content.decode()
        assert paper.symbol in page
        assert paper.sha256 in page
        assert str(paper.get_state_display()) in page


def test_a_unit_writes_two_sections_of_the_draft_and_has_delivered_one():
    report = Report.objects.get(kind=ReportKind.INTERIM)
    delivered, awaited = report.assignments.order_by("due")
    contact = User.objects.get(username="donvi")
    assert {delivered.unit, awaited.unit} == {contact.unit}
    assert (delivered.state, awaited.state) == (AssignmentState.DELIVERED, AssignmentState.HANDED_OUT)
    assert not awaited.is_overdue(timezone.localdate())
    assert may_write(report, awaited.section, contact) == ""
    assert may_write(report, delivered.section, contact) != ""
