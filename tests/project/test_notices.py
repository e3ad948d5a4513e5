"""Notices: what came to wait for somebody, new until seen, on the screen and by mail."""

import datetime
import re
import smtplib
from io import StringIO
from unittest import mock

import pytest
import time_machine
from django.conf import settings as configured
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaign.actions import tasks
from campaign.models import Plan, Report, Task, TaskPartner, TaskState
from office_culture.actions import events, notice_mails, notices
from office_culture.models import (
    Event,
    Finding,
    MailChoice,
    NoticeMark,
    OfficePaper,
    OutgoingState,
    User,
    Verb,
)
from office_culture.models.notices import KEPT_FOR
from office_culture.project import dashboard, roles
from tests.answers import asked, assert_saved, assert_sent_to_sign_in
from tests.factories import FACTORIES
from tests.factories.office import (
    NoticeMarkFactory,
    PersonFactory,
    SubstitutionFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.papers import IssuedPaperFactory, OfficePaperFactory, PaperFileFactory

pytestmark = pytest.mark.django_db

PAGE, MARK, HOME = reverse("notices"), reverse("mark_notices"), reverse("admin:index")
COUNT, OPENED = reverse("count_notices"), reverse("opened_notices")
TODAY = timezone.localdate()
DONE = {"done_on": TODAY}


def in_role(role: roles.Role, unit, **fields) -> User:
    made = UserFactory(unit=unit, **fields)
    made.groups.add(Group.objects.get(name=role.name))
    return made


@pytest.fixture
def leader(office):
    return in_role(roles.LEADER, office, username="leader")


@pytest.fixture
def contact(unit_a):
    return in_role(roles.UNIT_CONTACT, unit_a, username="contact")


def task_of(unit, **fields) -> Task:
    """A task in a plan of the office above the unit."""
    plan = FACTORIES[Plan](unit=unit.parent or unit)
    day = {"start": TODAY - datetime.timedelta(days=30), "due": TODAY + datetime.timedelta(days=90)}
    return FACTORIES[Task](plan=plan, lead_unit=unit, **(day | fields))


def page_of(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def new(browser) -> int:
    """The count that the head of a page asks for."""
    return browser.get(COUNT).json()["count"]


def opens(browser, row) -> int:
    """What the head of the page of a record says to the server; how many notices are seen by that."""
    page = browser.get(page_of(row)).content.decode()
    (record,) = re.findall(r'data-record="([^"]+)"', page)
    return browser.post(OPENED, {"record": record}).json()["seen"]


def keys(user) -> set[str]:
    return {found.key for found in notices.listed(user, 0, 100)}


# What there is


def test_steps_days_papers_and_answers_come_to_whom_they_concern(leader, contact, office, unit_a, unit_b):
    day = datetime.timedelta(days=1)
    task_of(unit_a)
    task_of(unit_b)
    found_on = TODAY - 9 * day
    FACTORIES[Finding](unit=unit_a, found_on=found_on, due_on=TODAY + 3 * day)
    late = task_of(unit_a, due=TODAY - day, state=TaskState.IN_PROGRESS)
    OfficePaperFactory(unit=office, state=OutgoingState.IN_REVIEW)
    assert {"campaign.task:begin", "campaign.task:overdue", "office_culture.finding:soon"} <= keys(contact)
    assert "office_culture.finding:remedy" in keys(contact)
    assert sum(found.key == "campaign.task:begin" for found in notices.listed(contact, 0, 100)) == 1
    assert "office_culture.officepaper:approve" in keys(leader)
    assert "office_culture.officepaper:approve" not in keys(contact)
    (overdue,) = [
        row
        for row in notices.read(contact, notices.listed(contact, 0, 100))
        if row.source.waiting.slug == "overdue"
    ]
    assert (overdue.row, overdue.day, overdue.new) == (late, late.due, True)


def test_who_proposed_is_told_of_the_answer_for_some_weeks(contact, officer, unit_a):
    task = task_of(unit_a, state=TaskState.IN_PROGRESS, result="Đã niêm yết")
    tasks.WORKFLOW.perform("report", obj=task, by=contact, answers=DONE)
    tasks.WORKFLOW.perform("accept", obj=task, by=officer)
    answered = "campaign.task:answered"
    assert [found.key for found in notices.all_new(contact)] == [answered]
    assert answered not in keys(in_role(roles.UNIT_CONTACT, unit_a))
    assert answered not in keys(officer)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=40), tick=False):
        assert answered not in keys(contact)


# New until seen


def test_a_notice_is_new_until_its_record_is_opened_and_again_after_anothers_step(
    contact, officer, unit_a, signed_in
):
    task = task_of(unit_a, result="Đã niêm yết")
    browser = signed_in(contact)
    assert new(browser) == 1
    listed = browser.get(PAGE)
    assert f'href="{page_of(task)}"' in listed.content.decode()
    assert [row.row for row in listed.context["new_rows"]] == [task]
    assert new(browser) == 1, "looking at the list is no opening"
    assert opens(browser, task) == 1
    assert opens(browser, task) == new(browser) == 0
    assert [row.row for row in browser.get(PAGE).context["seen_rows"]] == [task]
    assert new(signed_in(in_role(roles.UNIT_CONTACT, unit_a))) == 1, "everybody reads alone"
    task.content = "Sửa một chữ"
    task.save(by=officer)
    assert new(browser) == 0, "a correction is no step"
    tasks.WORKFLOW.perform("start", obj=task, by=contact)
    tasks.WORKFLOW.perform("report", obj=task, by=contact, answers=DONE)
    assert new(browser) == 0
    tasks.WORKFLOW.perform("return", obj=task, by=officer, reason="Thiếu số liệu")
    assert [found.key for found in notices.all_new(contact)] == ["campaign.task:mend"]
    assert not Event.objects.filter(content_type__model="noticemark").exists()


def test_what_one_did_oneself_is_no_news_but_a_day_is(contact, unit_a, signed_in):
    task = task_of(unit_a)
    tasks.WORKFLOW.perform("start", obj=task, by=contact)
    assert [found.key for found in notices.listed(contact, 0, 10)] == ["campaign.task:report"]
    assert notices.all_new(contact) == []
    with time_machine.travel(timezone.now() + datetime.timedelta(days=120), tick=False):
        assert [found.key for found in notices.all_new(contact)] == ["campaign.task:overdue"]
        assert opens(signed_in(contact), task) == 1
        assert notices.all_new(contact) == []


def test_one_and_all_are_marked_as_read_up_to_what_the_page_showed(contact, unit_a, signed_in):
    rows = [task_of(unit_a) for _task in range(3)]
    browser = signed_in(contact)
    shown_at = browser.get(PAGE).context["shown_at"]
    one = {"notice": f"campaign.task:begin:{rows[0].pk}", "shown_at": shown_at}
    assert_saved(browser.post(MARK, one))
    assert {found.object_id for found in notices.all_new(contact)} == {row.pk for row in rows[1:]}
    later = task_of(unit_a)
    assert_saved(browser.post(MARK, {"shown_at": shown_at}))
    assert [found.object_id for found in notices.all_new(contact)] == [later.pk], "it came after the page"
    for typed in ("", "gestern", "2020-13-45T00:00", "2999-01-01T00:00:00+00:00", "2020-01-01T00:00:00"):
        assert_saved(browser.post(MARK, {"shown_at": typed, "notice": "campaign.task:begin:x"}))
    assert [found.object_id for found in notices.all_new(contact)] == [later.pk]
    assert_saved(browser.post(MARK, {"shown_at": "2999-01-01T00:00:00+00:00"}))
    assert notices.all_new(contact) == []
    assert not NoticeMark.objects.filter(seen_at__gt=timezone.now()).exists()


def test_what_one_may_no_longer_see_or_do_is_no_notice(contact, unit_a, unit_b, signed_in):
    task_of(unit_a)
    assert new(signed_in(contact)) == 1
    contact.unit = unit_b
    contact.save()
    assert new(signed_in(contact)) == 0
    contact.unit = unit_a
    contact.save()
    contact.groups.clear()
    page = signed_in(contact).get(PAGE)
    assert page.context["new"] == 0
    assert "Nothing waits for you." in page.content.decode()


def test_marks_lapse_after_a_year(contact, unit_a):
    task_of(unit_a)
    notices.mark_as_seen(by=contact, notices=[(one.key, one.object_id) for one in notices.all_new(contact)])
    NoticeMarkFactory(account=contact, source="campaign.task:soon")
    with time_machine.travel(timezone.now() + KEPT_FOR, tick=False):
        notices.mark_as_seen(by=contact, notices=[])
    assert not NoticeMark.objects.exists()
    assert len(notices.all_new(contact)) == 1


@pytest.mark.long
def test_the_head_asks_later_and_the_page_costs_the_same_with_one_and_thirty(contact, unit_a, signed_in):
    browser = signed_in(contact)

    def statements(address: str) -> tuple[int, int]:
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return asked(captured), sum(query["sql"].startswith("WITH w ") for query in captured.captured_queries)

    task = task_of(unit_a, due=TODAY + datetime.timedelta(days=2))
    one = {address: statements(address) for address in (PAGE, HOME, page_of(task), COUNT)}
    assert [notices_asked for _all, notices_asked in one.values()] == [3, 0, 0, 1]
    for _task in range(29):
        task_of(unit_a, due=TODAY + datetime.timedelta(days=2))
    assert {address: statements(address) for address in one} == one
    assert len(browser.get(PAGE).context["new_rows"]) == 50
    second = browser.get(PAGE, {"p": "2"}).context
    assert (len(second["new_rows"]), len(second["seen_rows"])) == (10, 0)


def test_whatever_page_or_file_shows_a_record_opens_it(leader, officer, office, signed_in):
    """Pages outside of the admin say it in their head; files count as they are sent."""
    report = FACTORIES[Report](unit=office)
    paper = OfficePaperFactory(unit=office, state=OutgoingState.IN_REVIEW)
    browser = signed_in(leader)

    def comes_anew() -> None:
        Report.objects.filter(pk=report.pk).update(state=OutgoingState.IN_REVIEW)
        NoticeMark.objects.all().delete()
        assert {found.object_id for found in notices.all_new(leader)} == {report.pk, paper.pk}

    def left() -> set[str]:
        return {found.key.partition(":")[0] for found in notices.all_new(leader)}

    for name in ("report_page", "report_review", "report_preflight"):
        comes_anew()
        shown = browser.get(reverse(name, args=[report.pk])).content.decode()
        assert f'data-record="campaign.report:{report.pk}"' in shown, name
        assert browser.post(OPENED, {"record": f"campaign.report:{report.pk}"}).json()["seen"] == 1
    for name in ("report_preview", "report_text"):
        comes_anew()
        assert b"".join(browser.get(reverse(name, args=[report.pk])))
        assert left() == {"office_culture.officepaper"}, name
    comes_anew()
    browser.head(reverse("report_text", args=[report.pk]))
    browser.get(reverse("report_text", args=[0]))
    signed_in(officer).get(reverse("report_text", args=[report.pk]))
    assert left() == {"campaign.report", "office_culture.officepaper"}, (
        "nobody has looked at it for the leader"
    )


def test_the_paper_that_a_record_became_opens_the_record(officer, office, signed_in):
    """Its file as it is downloaded, and its page."""
    draft = OfficePaperFactory(unit=office)
    events.record(verb=Verb.TRANSITION, by=officer, obj=draft, step="submit")
    issued = IssuedPaperFactory(unit=office)
    OfficePaper.objects.filter(pk=draft.pk).update(state=OutgoingState.ISSUED, paper=issued)
    events.record(verb=Verb.ISSUE, by=None, obj=draft)
    kept = PaperFileFactory(paper=issued)
    assert [found.key for found in notices.all_new(officer)] == ["office_culture.officepaper:answered"]
    browser = signed_in(officer)
    assert b"".join(browser.get(kept.file.get_absolute_url()))
    assert notices.all_new(officer) == []
    NoticeMark.objects.all().delete()
    assert opens(browser, issued) == 1


def test_a_notice_leads_where_the_tile_of_a_single_row_leads(officer, office):
    paper = OfficePaperFactory(unit=office, state=OutgoingState.APPROVED)
    (issue,) = [row for row in notices.read(officer, notices.listed(officer, 0, 9)) if row.row == paper]
    (tile,) = [tile for tile in dashboard.tiles(officer) if "approved, to be issued" in str(tile.label)]
    assert issue.url == tile.record == f"{page_of(paper)}#step=issue"


def test_only_ones_own_records_are_opened(contact, unit_a, unit_b, signed_in):
    task, foreign = task_of(unit_a), task_of(unit_b)
    browser = signed_in(contact)
    for named in (
        f"campaign.task:{foreign.pk}",
        "campaign.task:",
        "campaign.task:x",
        "nonsense:1",
        "",
        ":",
        "a.b:1",
    ):
        assert browser.post(OPENED, {"record": named}).json() == {"seen": 0}
    assert browser.post(OPENED).json() == {"seen": 0}
    assert browser.get(OPENED).status_code == 405
    assert [found.object_id for found in notices.all_new(contact)] == [task.pk]
    assert not NoticeMark.objects.exists()


def test_only_who_is_signed_in_has_notices(client):
    assert_sent_to_sign_in(client.get(PAGE))
    assert_sent_to_sign_in(client.post(MARK))
    assert_sent_to_sign_in(client.get(COUNT))
    assert_sent_to_sign_in(client.post(OPENED))
    assert "bell" not in client.get(reverse("admin:login")).content.decode()


def test_a_substitute_sees_what_waits_for_whom_they_stand_in_for(leader, unit_b, office, signed_in):
    deputy = in_role(roles.UNIT_CONTACT, unit_b, person=PersonFactory(unit=unit_b), username="deputy")
    standing = SubstitutionFactory(
        principal=leader, substitute=deputy.person, valid_from=TODAY, valid_to=TODAY, signature_form=""
    )
    paper = OfficePaperFactory(unit=office, state=OutgoingState.IN_REVIEW)
    browser = signed_in(deputy)
    page = browser.get(PAGE)
    (other,) = page.context["for_others"]
    assert (other.substitution, [row.row for row in other.notices]) == (standing, [paper])
    assert f'value="{page_of(paper)}#step=approve"' in page.content.decode()
    browser.post(reverse("act_under", args=[standing.pk]))
    assert [row.row for row in browser.get(PAGE).context["new_rows"]] == [paper]
    assert opens(browser, paper) == 1
    assert browser.get(PAGE).context["new"] == 0
    browser.post(reverse("end_acting"))
    assert not browser.get(PAGE).context["for_others"][0].notices[0].new
    assert new(signed_in(leader)) == 1, "the leader has not seen it"
    standing.valid_to = standing.valid_from = TODAY - datetime.timedelta(days=1)
    standing.save()
    assert browser.get(PAGE).context["for_others"] == []


# By mail


@pytest.fixture
def mailing(settings):
    settings.EMAIL_HOST = "mail.example.test"


@pytest.fixture
def at_noon():
    with time_machine.travel(datetime.datetime(2026, 11, 2, 5, tzinfo=datetime.UTC), tick=False) as clock:
        yield clock


def run() -> str:
    out = StringIO()
    call_command("send_notices", stdout=out)
    return out.getvalue()


def chose(choice: MailChoice, account: User, email: str = "") -> User:
    account.email = email or f"{account.username}@example.vn"
    account.notices_by_mail = choice
    account.save()
    return account


def test_each_notice_is_mailed_once_with_title_and_link_in_the_persons_language(
    contact, officer, unit_a, mailing, at_noon
):
    chose(MailChoice.AT_ONCE, contact)
    task = task_of(unit_a, content="Niêm yết  nội quy")
    assert run() == "1 mails sent.\n"
    (sent,) = mail.outbox
    assert sent.to == ["contact@example.vn"]
    assert "Niêm yết nội quy" in sent.body
    assert f"{configured.OFFICE_ADDRESS}{page_of(task)}" in sent.body
    assert str(contact) not in sent.body
    assert run() == "0 mails sent.\n"
    at_noon.shift(60)
    tasks.WORKFLOW.perform("start", obj=task, by=contact)
    assert run() == "0 mails sent.\n", "what one did oneself"
    other = task_of(unit_a, content="Việc thứ hai")
    assert run() == "1 mails sent.\n"
    assert str(other) in mail.outbox[1].body
    assert str(task) not in mail.outbox[1].body
    assert not NoticeMark.objects.filter(seen_at__isnull=False).exists(), "a mail is no reading"


def test_once_a_day_means_one_mail_and_from_six_o_clock_on(contact, unit_a, mailing):
    chose(MailChoice.DAILY, contact)
    day = datetime.datetime(2026, 11, 2, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(day + datetime.timedelta(hours=5, minutes=59), tick=False) as clock:
        task_of(unit_a)
        assert run() == "0 mails sent.\n"
        clock.shift(60)
        assert run() == "1 mails sent.\n"
        task_of(unit_a)
        clock.shift(12 * 3600)
        assert run() == "0 mails sent.\n"
        clock.shift(12 * 3600)
        assert run() == "1 mails sent.\n"


def test_nobody_else_is_mailed(contact, leader, office, unit_a, mailing, settings):
    chose(MailChoice.NEVER, contact)
    chose(MailChoice.AT_ONCE, leader)
    User.objects.filter(pk=leader.pk).update(is_active=False)
    seen = chose(MailChoice.AT_ONCE, in_role(roles.UNIT_CONTACT, unit_a, username="seen"))
    OfficePaperFactory(unit=office, state=OutgoingState.IN_REVIEW)
    task_of(unit_a)
    notices.mark_as_seen(by=seen, notices=[(one.key, one.object_id) for one in notices.all_new(seen)])
    assert run() == "0 mails sent.\n"
    settings.EMAIL_HOST = ""
    assert run() == "No mails: EMAIL_HOST is not set.\n"


def test_a_mail_that_failed_or_was_being_sent_is_not_lost_and_not_doubled(contact, unit_a, mailing, at_noon):
    chose(MailChoice.AT_ONCE, contact)
    task_of(unit_a)
    refused = smtplib.SMTPServerDisconnected("away")
    sending = mock.patch("django.core.mail.EmailMessage.send", side_effect=refused)
    with sending, pytest.raises(CommandError, match="contact: away"):
        run()
    assert run() == "1 mails sent.\n"
    task_of(unit_a)

    def another_run_meanwhile(*args, **kwargs):
        with mock.patch("django.core.mail.EmailMessage.send") as second:
            assert run() == "0 mails sent.\n"
        second.assert_not_called()
        raise KeyboardInterrupt

    with (
        mock.patch("django.core.mail.EmailMessage.send", another_run_meanwhile),
        pytest.raises(KeyboardInterrupt),
    ):
        run()
    assert run() == "0 mails sent.\n", "it may be under way still"
    at_noon.shift(notice_mails.CLAIMED_FOR.total_seconds() + 1)
    assert run() == "1 mails sent.\n", "whoever claimed it is dead"


def test_a_long_list_names_the_first_and_a_dead_server_is_asked_three_times(
    contact, unit_a, mailing, at_noon
):
    chose(MailChoice.AT_ONCE, contact)
    for _task in range(notice_mails.MOST_NAMED + 2):
        task_of(unit_a)
    run()
    assert "and 2 more." in mail.outbox[0].body
    assert mail.outbox[0].body.count("/admin/campaign/task/") == notice_mails.MOST_NAMED
    for number in range(5):
        chose(MailChoice.AT_ONCE, in_role(roles.UNIT_CONTACT, unit_a, username=f"contact-{number}"))
    sending = mock.patch("django.core.mail.EmailMessage.send", side_effect=OSError("no route"))
    with sending as send, pytest.raises(CommandError):
        run()
    assert send.call_count == 3
    assert run() == "5 mails sent.\n"


def test_a_substitute_is_mailed_what_waits_for_the_other(leader, unit_b, office, mailing, at_noon):
    deputy = in_role(roles.UNIT_CONTACT, unit_b, person=PersonFactory(unit=unit_b), username="deputy")
    chose(MailChoice.AT_ONCE, deputy)
    today = timezone.localdate()
    SubstitutionFactory(
        principal=leader, substitute=deputy.person, valid_from=today, valid_to=today, signature_form=""
    )
    paper = OfficePaperFactory(unit=office, state=OutgoingState.IN_REVIEW)
    assert run() == "1 mails sent.\n"
    body = mail.outbox[0].body
    assert str(OfficePaper.objects.get(pk=paper.pk)) in body
    assert str(leader) not in body
    assert run() == "0 mails sent.\n"


def test_one_chooses_mails_on_my_account_with_an_address_and_what_was_seen(contact, signed_in):
    browser, address = signed_in(contact), reverse("notices_by_mail")
    choice = {"notices_by_mail": "at_once", "mail_language": "en"}
    said = browser.post(address, choice, follow=True).content.decode()
    assert "has no e-mail address" in said
    contact.email = "contact@example.vn"
    contact.save()
    page = browser.get(reverse("account"))
    assert "contact@example.vn" in page.content.decode()
    browser.post(address, {**choice, "opened_version": "1"})
    browser.post(
        address, {**choice, "notices_by_mail": "hourly", "opened_version": page.context["opened_version"]}
    )
    contact.refresh_from_db()
    assert contact.notices_by_mail == MailChoice.DAILY
    assert_saved(browser.post(address, {**choice, "opened_version": page.context["opened_version"]}))
    contact.refresh_from_db()
    assert (contact.notices_by_mail, contact.mail_language) == (MailChoice.AT_ONCE, "en")
    event = Event.objects.order_by("-pk").first()
    assert (event.actor, event.changes["notices_by_mail"]) == (contact, ["daily", "at_once"])
    assert browser.get(address).status_code == 405


def test_last_days_of_tasks_are_mailed_to_all_who_act_on_them_unless_they_chose_otherwise(
    office, unit_a, unit_b, contact, mailing, at_noon
):
    """The unit that leads, one that helps, and those who steer the plan; who has chosen nothing is told once a day."""
    helper = in_role(roles.UNIT_CONTACT, unit_b, username="helper")
    steers = in_role(roles.RECORDS_OFFICER, office, username="steers")
    stranger = in_role(roles.UNIT_CONTACT, UnitFactory(parent=office), username="stranger")
    quiet = chose(MailChoice.NEVER, in_role(roles.UNIT_CONTACT, unit_a, username="quiet"))
    for account in (contact, helper, steers, stranger):
        account.email = f"{account.username}@example.vn"
        account.save()
        assert account.notices_by_mail == MailChoice.DAILY
    soon = datetime.date(2026, 11, 6)
    task = task_of(unit_a, start=datetime.date(2026, 10, 1), due=soon, state=TaskState.IN_PROGRESS)
    FACTORIES[TaskPartner](task=task, unit=unit_b)
    assert run() == "3 mails sent.\n"
    assert {message.to[0] for message in mail.outbox} == {
        "contact@example.vn", "helper@example.vn", "steers@example.vn",
    }  # fmt: skip
    assert all("Tasks due within 14 days" in message.body for message in mail.outbox)
    assert all("day: 06/11/2026" in message.body for message in mail.outbox)
    at_noon.shift(24 * 3600)
    assert run() == "0 mails sent.\n", "once, not every morning"
    at_noon.shift(4 * 24 * 3600)
    assert run() == "3 mails sent.\n"
    assert all("Tasks overdue" in message.body for message in mail.outbox[3:])
    tasks.WORKFLOW.perform("report", obj=task, by=contact, answers={"done_on": soon, "result": "Đã xong"})
    at_noon.shift(24 * 3600)
    run()
    (told,) = mail.outbox[6:]
    assert told.to == [steers.email]
    assert "Tasks reported as done, to be accepted" in told.body
    assert quiet.email not in {message.to[0] for message in mail.outbox}
