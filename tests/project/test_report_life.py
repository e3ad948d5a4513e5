"""The life of a report through its pages: approved, issued, corrected, withdrawn; and nobody edits what is issued."""

import datetime
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from campaign.actions import reports
from campaign.actions.acknowledgements import acknowledge
from campaign.models import Report, ReportState
from campaign.report.preflight.result import preflight_result
from office_culture.actions import outgoing
from office_culture.actions.signatures import newest_bytes
from office_culture.actions.workflow import Refused
from office_culture.models import Event, IssuedPaper, PaperState, User, Verb
from office_culture.rules.issues import Issue
from tests.answers import assert_refused, assert_sent_to_sign_in
from tests.project.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


@pytest.fixture
def report() -> Report:
    return Report.objects.filter(state=ReportState.DRAFT).latest("pk")


@pytest.fixture
def clerk() -> User:
    return User.objects.get(username="canbo")


@pytest.fixture
def leader() -> User:
    return User.objects.get(username="lanhdao")


@pytest.fixture(scope="module")
def stands(sample_office, django_db_blocker) -> list[Issue]:
    """The warnings of the report as the sample office has it, examined once; its state changes none of them."""
    with django_db_blocker.unblock():
        return list(preflight_result(Report.objects.filter(state=ReportState.DRAFT).latest("pk")).waiting)


def all_acknowledged(report, by, issues=None) -> None:
    """Lets every warning stand by name and reason; errors are none of its business."""
    for issue in preflight_result(Report.objects.get(pk=report.pk)).waiting if issues is None else issues:
        acknowledge(report=report, issue=issue, by=by, reason="Đã đối chiếu với hồ sơ gốc.")


@pytest.fixture
def approved(report, stands, clerk, leader) -> Report:
    all_acknowledged(report, clerk, stands)
    reports.WORKFLOW.perform("submit", obj=report, by=clerk)
    return reports.WORKFLOW.perform("approve", obj=report, by=leader)


@pytest.fixture(scope="class")
def issued_key(sample_office, stands, django_db_blocker) -> Iterator[int]:
    """The key of a report that was approved and issued; after the tests of the class it never was."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = Report.objects.filter(state=ReportState.DRAFT).latest("pk")
        clerk, leader = (User.objects.get(username=name) for name in ("canbo", "lanhdao"))
        all_acknowledged(report, clerk, stands)
        reports.WORKFLOW.perform("submit", obj=report, by=clerk)
        approved = reports.WORKFLOW.perform("approve", obj=report, by=leader)
        with TestCase.captureOnCommitCallbacks(execute=True):
            outgoing.issue(record=approved, by=clerk)
        yield report.pk
        transaction.set_rollback(True)


@pytest.fixture
def issued(issued_key, db) -> Report:
    return Report.objects.get(pk=issued_key)


def page(report) -> str:
    return reverse("admin:campaign_report_change", args=[report.pk])


def test_the_clerk_issues_an_approved_report(approved, clerk, signed_in, django_capture_on_commit_callbacks):
    browser = signed_in(clerk)
    address = reverse("admin:campaign_report_step", args=[approved.pk, "issue"])
    assert address in browser.get(page(approved)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(address, {"number": "", "on": ""})
    assert answer["Location"] == page(approved)
    approved.refresh_from_db()
    assert approved.state == ReportState.ISSUED
    paper = approved.paper
    assert (paper.state, paper.number, paper.date) == (PaperState.IN_FORCE, 1, timezone.localdate())
    download = browser.get(reverse("report_pdf", args=[approved.pk]))
    assert download.content == newest_bytes(paper)
    assert f"Số: 01/BC-{approved.unit.code}" in words_of(download.content)
    assert (
        reverse("admin:office_culture_issuedpaper_change", args=[paper.pk])
        in browser.get(page(approved)).content.decode()
    )
    call_command("rerender_papers")


def test_the_clerks_book_gives_number_and_day(approved, clerk, signed_in, django_capture_on_commit_callbacks):
    browser = signed_in(clerk)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(
            reverse("admin:campaign_report_step", args=[approved.pk, "issue"]),
            {"number": "88", "on": "23/5/2022"},
        )
    paper = IssuedPaper.objects.get(report=approved)
    assert (paper.symbol, paper.date) == (f"88/BC-{approved.unit.code}", datetime.date(2022, 5, 23))
    assert "ngày 23 tháng 5 năm 2022" in words_of(newest_bytes(paper))


@pytest.mark.long
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"on": "23/5/2022"}, "number"),
        ({"number": "5", "on": "1/1/2999"}, "on"),
        ({"number": "0"}, "number"),
        ({"number": "abc"}, "number"),
        ({"on": "31/2/2022"}, "on"),
    ],
)
def test_what_is_wrong_stands_at_its_field(approved, clerk, signed_in, values, field):
    answer = signed_in(clerk).post(reverse("admin:campaign_report_step", args=[approved.pk, "issue"]), values)
    assert answer.status_code == 200
    assert answer.context["form"].errors[field]
    assert not IssuedPaper.objects.filter(report=approved).exists()
    approved.refresh_from_db()
    assert approved.state == ReportState.APPROVED


def test_nobody_issues_what_is_not_approved_or_without_the_right(report, clerk, leader, signed_in):
    address = reverse("admin:campaign_report_step", args=[report.pk, "issue"])
    signed_in(clerk).post(address, {})
    with pytest.raises(Refused):
        outgoing.issue(record=report, by=clerk)
    reports.WORKFLOW.perform("submit", obj=report, by=clerk)
    reports.WORKFLOW.perform("approve", obj=report, by=leader)
    signed_in(leader).post(address, {})
    report.refresh_from_db()
    assert report.state == ReportState.APPROVED
    assert not IssuedPaper.objects.filter(report=report).exists()
    assert Event.objects.filter(verb=Verb.REFUSED, object_id=report.pk).count() == 2


def test_a_report_with_a_gap_is_not_issued(report, clerk, leader, signed_in):
    text = report.narratives.get(section="situation.difficulties")
    text.text = ""
    text.save()
    reports.WORKFLOW.perform("submit", obj=report, by=clerk)
    reports.WORKFLOW.perform("approve", obj=report, by=leader)
    answer = signed_in(clerk).post(
        reverse("admin:campaign_report_step", args=[report.pk, "issue"]), {}, follow=True
    )
    assert "I.4. Khó khăn" in answer.content.decode()
    assert not IssuedPaper.objects.filter(report=report).exists()


class TestOnceIssued:
    """The report is issued once for all of these; each takes back what it did."""

    def test_nobody_supersedes_a_report_by_itself(self, issued, clerk, signed_in):
        address = reverse("admin:campaign_report_step", args=[issued.pk, "supersede"])
        assert signed_in(clerk).post(address, {"reason": ""}).status_code == 404
        with pytest.raises(Refused):
            reports.WORKFLOW.perform("supersede", obj=issued, by=clerk)
        issued.refresh_from_db()
        assert issued.state == ReportState.ISSUED

    def test_it_is_issued_once(self, issued, clerk):
        with pytest.raises(Refused):
            outgoing.issue(record=issued, by=clerk)
        assert IssuedPaper.objects.filter(report=issued).count() == 1

    def test_nobody_edits_an_issued_report_superusers_included(self, issued, superuser, signed_in):
        browser = signed_in(superuser)
        assert browser.post(page(issued), {"subject": "Khác"}).status_code == 403
        before = newest_bytes(issued.paper)
        text = issued.narratives.get(section="proposals")
        text.text = "Kiến nghị khác."
        text.save()
        assert browser.get(reverse("report_pdf", args=[issued.pk])).content == before

    def test_a_correction_takes_the_place_of_the_issued_report(
        self, issued, clerk, leader, signed_in, django_capture_on_commit_callbacks
    ):
        browser = signed_in(clerk)
        address = reverse("admin:campaign_report_step", args=[issued.pk, "correct"])
        assert "form" in browser.get(address).context
        first = browser.post(address)
        correction = Report.objects.get(replaces=issued)
        assert first["Location"] == page(correction) == browser.post(address)["Location"]
        assert correction.state == ReportState.DRAFT
        texts = [set(report.narratives.values_list("section", "text")) for report in (issued, correction)]
        assert texts[0] == texts[1]
        all_acknowledged(correction, clerk)
        reports.WORKFLOW.perform("submit", obj=correction, by=clerk)
        reports.WORKFLOW.perform("approve", obj=correction, by=leader)
        issued.refresh_from_db()
        assert issued.state == ReportState.ISSUED
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(reverse("admin:campaign_report_step", args=[correction.pk, "issue"]), {})
        issued.refresh_from_db()
        correction.refresh_from_db()
        assert (issued.state, correction.state) == (ReportState.SUPERSEDED, ReportState.ISSUED)
        assert issued.paper.superseded_by == correction.paper
        assert issued.paper.state == PaperState.SUPERSEDED
        assert correction.paper.number == 2
        old = issued.paper
        assert f"thay thế Báo cáo số {old.symbol}" in words_of(newest_bytes(correction.paper))

    def test_a_withdrawn_correction_gives_its_place_back(
        self, issued, clerk, leader, signed_in, django_capture_on_commit_callbacks
    ):
        correction = reports.write_correction(report=issued, by=clerk)
        all_acknowledged(correction, clerk)
        reports.WORKFLOW.perform("submit", obj=correction, by=clerk)
        reports.WORKFLOW.perform("approve", obj=correction, by=leader)
        early = issued.paper.date - datetime.timedelta(days=1)
        with pytest.raises(ValidationError) as refused:
            outgoing.issue(record=correction, by=clerk, number=9, on=early)
        assert "on" in refused.value.message_dict
        with django_capture_on_commit_callbacks(execute=True):
            outgoing.issue(record=correction, by=clerk)
        address = reverse("admin:campaign_report_step", args=[correction.pk, "withdraw"])
        signed_in(leader).post(address, {"reason": "Số liệu sai"})
        correction.refresh_from_db()
        issued.refresh_from_db()
        assert (correction.state, issued.state) == (ReportState.WITHDRAWN, ReportState.ISSUED)
        assert (issued.paper.state, issued.paper.superseded_by) == (PaperState.IN_FORCE, None)
        again = reports.write_correction(report=issued, by=clerk)
        assert again.pk != correction.pk
        assert again.state == ReportState.DRAFT

    def test_leadership_withdraws_with_a_reason(self, issued, clerk, leader, signed_in):
        address = reverse("admin:campaign_report_step", args=[issued.pk, "withdraw"])
        signed_in(clerk).post(address, {"reason": "Sai"})
        signed_in(leader).post(address, {"reason": ""})
        issued.refresh_from_db()
        assert issued.state == ReportState.ISSUED
        signed_in(leader).post(address, {"reason": "Số liệu sai"})
        issued.refresh_from_db()
        assert issued.state == ReportState.WITHDRAWN
        assert (issued.paper.state, issued.paper.end_reason) == (PaperState.WITHDRAWN, "Số liệu sai")

    def test_a_withdrawn_report_leaves_its_place_to_another(self, issued, leader):
        again = Report(**{name: getattr(issued, name) for name in reports._FRAME})
        with pytest.raises(Exception, match="period_end"):
            again.full_clean()
        reports.WORKFLOW.perform("withdraw", obj=issued, by=leader, reason="Số liệu sai")
        again.full_clean()
        again.save()

    def test_strangers_reach_none_of_the_pages(self, issued, client, plain_staff, signed_in):
        for name in ("issue", "correct"):
            address = reverse("admin:campaign_report_step", args=[issued.pk, name])
            assert_sent_to_sign_in(client.post(address))
            assert_refused(signed_in(plain_staff).post(address))
            assert signed_in(User.objects.get(username="donvi")).post(address).status_code in {403, 404}
