"""The page of the preflight, acknowledging, and the gate at issuing."""

import datetime
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.actions import reports
from campaign.actions.acknowledgements import acknowledge
from campaign.models import Report, ReportState
from campaign.report.preflight.result import preflight_result
from office_culture.actions import events, outgoing
from office_culture.actions.workflow import Refused
from office_culture.models import Event, IssuedPaper, User, Verb
from office_culture.models.events import Immutable
from office_culture.rules.issues import Issue, Severity
from office_culture.selectors.acknowledgements import acknowledgements_of
from tests.answers import assert_refused
from tests.factories.office import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

REASON = "Đã đối chiếu với hồ sơ gốc."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def report() -> Report:
    return Report.objects.filter(state=ReportState.DRAFT).latest("pk")


@pytest.fixture
def clerk() -> User:
    return User.objects.get(username="canbo")


@pytest.fixture
def leader() -> User:
    return User.objects.get(username="lanhdao")


@pytest.fixture
def approved(report, clerk, leader) -> Report:
    reports.WORKFLOW.perform("submit", obj=report, by=clerk)
    return reports.WORKFLOW.perform("approve", obj=report, by=leader)


def page(report) -> str:
    return reverse("report_preflight", args=[report.pk])


def answer(issue: Issue, reason: str = REASON, **values) -> dict[str, str]:
    return {
        "check_code": issue.check,
        "subject": issue.subject,
        "fingerprint": issue.fingerprint,
        "reason": reason,
        **values,
    }


def post(browser, report, values):
    return browser.post(reverse("report_acknowledge", args=[report.pk]), values)


def waiting(report) -> list[Issue]:
    return list(preflight_result(Report.objects.get(pk=report.pk)).waiting)


@pytest.fixture(scope="module")
def stands(sample_office, django_db_blocker) -> list[Issue]:
    """The warnings of the report as the sample office has it, examined once; its state changes none of them."""
    with django_db_blocker.unblock():
        return waiting(Report.objects.filter(state=ReportState.DRAFT).latest("pk"))


def all_acknowledged(report, by, issues) -> None:
    for issue in issues:
        acknowledge(report=report, issue=issue, by=by, reason=REASON)


def test_the_page_lists_what_stands_with_a_way_to_mend_it(report, clerk, signed_in):
    text = report.narratives.get(section="assessment.limits")
    text.text = ""
    text.save()
    browser = signed_in(clerk)
    shown = browser.get(page(report))
    body = shown.content.decode()
    found = shown.context["standing"]
    assert len(found.errors) == 1
    assert len(found.waiting) >= 4
    assert str(found.words).capitalize()[:5] in body
    assert body.index("preflight-errors") < body.index("preflight-warnings")
    for mend in {issue.mend for issue in (*found.errors, *found.waiting)}:
        assert mend
        assert browser.get(mend).status_code == 200, mend


def test_the_report_leads_to_it_with_the_count_where_the_count_decides(report, clerk, leader, signed_in):
    """A draft is opened many times a day: its page does not compose the whole paper to count what stands."""
    browser, address = signed_in(clerk), reverse("admin:campaign_report_change", args=[report.pk])

    def opened() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as captured:
            body = browser.get(address).content.decode()
        return body, len(captured)

    opened()
    body, of_a_draft = opened()
    assert f'href="{page(report)}"' in body
    assert preflight_result(report).words not in body
    reports.WORKFLOW.perform("submit", obj=report, by=clerk)
    body, in_review = opened()
    assert f'href="{page(report)}">{preflight_result(report).words}' in body
    assert of_a_draft < in_review <= 40
    reports.WORKFLOW.perform("approve", obj=Report.objects.get(pk=report.pk), by=leader)
    assert f'href="{page(report)}">{preflight_result(report).words}' in opened()[0]


def test_a_warning_is_acknowledged_by_name_and_reason(report, stands, clerk, signed_in):
    first, *others = stands
    browser = signed_in(clerk)
    assert post(browser, report, answer(first))["Location"] == page(report)
    (row,) = acknowledgements_of(report)
    assert (row.given_by_name, row.reason) == (clerk.full_name, REASON)
    assert (row.check, row.fingerprint, row.sentence) == (first.check, first.fingerprint, first.sentence)
    assert [issue.identity for issue in waiting(report)] == [issue.identity for issue in others]
    body = browser.get(page(report)).content.decode()
    assert REASON in body
    assert clerk.full_name in body
    event = Event.objects.get(verb=Verb.ACKNOWLEDGE, object_id=report.pk)
    assert (event.actor, event.object_id, event.reason) == (clerk, report.pk, REASON)


def test_several_warnings_are_acknowledged_for_one_reason_or_none_of_them(report, stands, clerk, signed_in):
    first, second, *others = stands
    browser = signed_in(clerk)
    assert browser.get(page(report)).content.decode().count('form="acknowledge-together"') == len(others) + 2
    ticked = {"together": "1", "warnings": [first.fingerprint, second.fingerprint], "reason": REASON}
    nothing = post(browser, report, ticked | {"warnings": []})
    assert nothing.status_code == 200
    assert REASON in nothing.content.decode()
    unsaid = post(browser, report, ticked | {"reason": ""}).content.decode()
    assert unsaid.count(" checked") == 2
    post(browser, report, ticked | {"warnings": [first.fingerprint, "f" * 64]})
    assert not acknowledgements_of(report)
    assert post(browser, report, ticked)["Location"] == page(report)
    assert [row.sentence for row in acknowledgements_of(report)] == [first.sentence, second.sentence]
    assert [issue.identity for issue in waiting(report)] == [issue.identity for issue in others]


@pytest.mark.long
@pytest.mark.parametrize("reason", ["", "   ", "Đã xem 😀", "x" * 2001])
def test_without_a_good_reason_it_stands_and_the_words_stay(report, stands, clerk, signed_in, reason):
    first = stands[0]
    shown = post(signed_in(clerk), report, answer(first, reason))
    assert shown.status_code == 200
    assert "errorlist" in shown.content.decode()
    assert reason.strip() in shown.content.decode()
    assert not acknowledgements_of(report)


def test_it_lapses_when_what_was_seen_changes(report, stands, clerk, signed_in):
    text = report.narratives.get(section="situation.advantages")
    (issue,) = [one for one in stands if one.subject == text.section]
    post(signed_in(clerk), report, answer(issue))
    assert issue.identity not in {one.identity for one in waiting(report)}
    text.text += "\nNăm qua có 12 buổi tuyên truyền."
    text.save()
    found = preflight_result(Report.objects.get(pk=report.pk))
    (anew,) = [one for one in found.waiting if one.subject == text.section]
    assert "12" in anew.sentence
    assert [row.check for row in found.lapsed] == ["typed_figures"]
    assert "typed_figures" not in [row.check for _issue, row in found.accepted]
    text.text = text.text.replace("Năm qua có 12", "Năm qua có nhiều")
    text.save()
    assert issue.identity not in {one.identity for one in waiting(report)}, "the same thing is seen again"


def test_two_tabs_acknowledge_once(report, stands, clerk, leader, signed_in):
    issue = stands[0]
    post(signed_in(clerk), report, answer(issue, "Một."))
    told = signed_in(leader).post(
        reverse("report_acknowledge", args=[report.pk]), answer(issue, "Hai."), follow=True
    )
    assert clerk.full_name in " ".join(str(message) for message in told.context["messages"])
    assert [row.reason for row in acknowledgements_of(report)] == ["Một."]


@pytest.mark.long
def test_forged_answers_keep_nothing(report, clerk, signed_in):
    text = report.narratives.get(section="assessment.limits")
    text.text = ""
    text.save()
    found = preflight_result(report)
    browser = signed_in(clerk)
    forged = [
        answer(found.errors[0]),
        answer(found.waiting[0], fingerprint="f" * 64),
        answer(found.waiting[0], subject="<b>"),
        answer(found.waiting[0], check_code="signer"),
        {"reason": REASON},
        answer(found.waiting[0], fingerprint="f" * 6400),
        answer(found.waiting[0], on="nonsense"),
    ]
    for values in forged:
        assert post(browser, report, values).status_code in {200, 302}
    assert not acknowledgements_of(report)
    assert Event.objects.filter(verb=Verb.REFUSED, object_id=report.pk).count() >= 4


def test_an_error_is_mended_never_acknowledged(report, clerk):
    issue = Issue("gap", Severity.ERROR, "x", "x", "x")
    with pytest.raises(Refused):
        acknowledge(report=report, issue=issue, by=clerk, reason=REASON)


def test_who_may_see_and_answer(report, stands, leader, client, plain_staff, signed_in):
    values = answer(stands[0])
    assert client.get(page(report)).status_code == 302
    assert post(client, report, values).status_code == 302
    assert signed_in(plain_staff).get(page(report)).status_code == 403
    assert post(signed_in(plain_staff), report, values).status_code == 403
    contact = signed_in(User.objects.get(username="donvi"))
    assert contact.get(page(report)).status_code == 404
    assert post(contact, report, values).status_code == 404
    reader = UserFactory(unit=report.unit)
    reader.user_permissions.add(Permission.objects.get(codename="view_report"))
    browser = signed_in(reader)
    assert "<textarea" not in browser.get(page(report)).content.decode()
    post(browser, report, values)
    assert not acknowledgements_of(report)
    post(signed_in(leader), report, values)
    assert [row.given_by_name for row in acknowledgements_of(report)] == [leader.full_name]


def test_a_reviewer_from_elsewhere_has_no_preflight(report, clerk, signed_in):
    contact = User.objects.get(username="donvi")
    reports.WORKFLOW.perform("submit", obj=report, by=clerk, answers={"reviewers": [contact]})
    assert_refused(signed_in(contact).get(page(report)))


def test_only_get_shows_and_only_post_keeps(report, clerk, signed_in):
    browser = signed_in(clerk)
    posted = browser.post(page(report))
    assert posted.status_code == 405
    assert posted["Allow"] == "GET, HEAD"
    got = browser.get(reverse("report_acknowledge", args=[report.pk]))
    assert got.status_code == 405
    assert got["Allow"] == "POST"


def test_what_was_acknowledged_is_never_changed_and_has_a_reason(report, stands, clerk):
    acknowledge(report=report, issue=stands[0], by=clerk, reason=REASON)
    event = Event.objects.get(verb=Verb.ACKNOWLEDGE, object_id=report.pk)
    for change in (event.save, event.delete, Event.objects.all().delete):
        with pytest.raises(Immutable):
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        events.record(verb=Verb.ACKNOWLEDGE, by=clerk, obj=report)


# Issuing


def test_nothing_is_issued_while_warnings_stand(approved, clerk, signed_in):
    with pytest.raises(Refused):
        outgoing.issue(record=approved, by=clerk)
    browser = signed_in(clerk)
    address = reverse("admin:campaign_report_step", args=[approved.pk, "issue"])
    shown = browser.get(address).content.decode()
    assert page(approved) in shown
    assert 'name="number"' not in shown
    assert browser.post(address, {"number": "", "on": ""})["Location"] == page(approved)
    approved.refresh_from_db()
    assert (approved.state, approved.paper) == (ReportState.APPROVED, None)
    assert not IssuedPaper.objects.filter(report=approved).exists()


def test_acknowledged_it_is_issued_and_the_record_stays(approved, stands, clerk, signed_in):
    all_acknowledged(approved, clerk, stands)
    browser = signed_in(clerk)
    assert (
        'name="number"'
        in browser.get(reverse("admin:campaign_report_step", args=[approved.pk, "issue"])).content.decode()
    )
    browser.post(reverse("admin:campaign_report_step", args=[approved.pk, "issue"]), {"number": "", "on": ""})
    approved.refresh_from_db()
    assert approved.state == ReportState.ISSUED
    body = browser.get(page(approved)).content.decode()
    kept = acknowledgements_of(approved)
    assert body.count(REASON) == len(kept) > 0
    assert "<textarea" not in body
    row = kept[0]
    issue = Issue(row.check, Severity.WARNING, row.sentence, "another", "")
    with pytest.raises(Refused):
        acknowledge(report=approved, issue=issue, by=clerk, reason=REASON)


def test_what_changes_after_the_look_stops_the_issue(approved, stands, clerk):
    all_acknowledged(approved, clerk, stands)
    text = approved.narratives.get(section="assessment.limits")
    text.text += "\nCòn 3 đơn vị chậm."
    text.save()
    with pytest.raises(Refused, match="3"):
        outgoing.issue(record=approved, by=clerk)
    assert not IssuedPaper.objects.filter(report=approved).exists()


def test_the_day_of_the_clerks_book_is_examined(approved, stands, clerk, signed_in):
    """The signer holds the post today, but not on the day of the book."""
    all_acknowledged(approved, clerk, stands)
    approved.signer.postings.update(valid_from=datetime.date(2022, 6, 1))
    browser = signed_in(clerk)
    told = browser.post(
        reverse("admin:campaign_report_step", args=[approved.pk, "issue"]),
        {"number": "88", "on": "24/5/2022"},
    )
    assert told["Location"] == f"{page(approved)}?on=2022-05-24"
    shown = browser.get(told["Location"])
    assert [issue.check for issue in shown.context["standing"].errors] == ["signer"]
    assert "24/05/2022" in shown.content.decode()
    assert preflight_result(approved).clear


@pytest.mark.long
def test_a_warning_of_another_day_is_acknowledged_for_that_day(approved, stands, clerk, signed_in):
    all_acknowledged(approved, clerk, stands)
    Report.objects.filter(pk=approved.pk).update(period_end=datetime.date(2022, 5, 31))
    all_acknowledged(approved, clerk, waiting(approved))
    browser = signed_in(clerk)
    address = f"{page(approved)}?on=2022-05-24"
    (issue,) = browser.get(address).context["standing"].waiting
    assert issue.subject == "period_end"
    assert post(browser, approved, answer(issue, on="2022-05-24"))["Location"] == address
    assert browser.get(address).context["standing"].clear


def test_a_report_whose_frame_is_faulty_is_not_sent_to_review(report, clerk):
    assert reports.WORKFLOW.refusal(reports.WORKFLOW.transitions["submit"], report, clerk) == ""
    text = report.narratives.get(section="assessment.limits")
    text.text = "Ngày 31/02/2022."
    text.save()
    assert reports.WORKFLOW.refusal(reports.WORKFLOW.transitions["submit"], report, clerk) == ""
    report.signer.postings.update(valid_to=datetime.date(2022, 12, 31))
    with pytest.raises(Refused, match=re.escape(report.signer.full_name)):
        reports.WORKFLOW.perform("submit", obj=report, by=clerk)
