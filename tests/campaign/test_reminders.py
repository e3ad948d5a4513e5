"""Reminders: once for each task, day and address, by mail only where there is one."""

import datetime
import smtplib
from io import StringIO
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign.actions import reminders
from campaign.models import Reminder, ReminderMail
from tests.factories.office import UnitFactory, UserFactory
from tests.factories.plans import (
    PlanFactory,
    ReminderFactory,
    ReminderMailFactory,
    TaskFactory,
    TaskPartnerFactory,
)

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2022, 6, 28)
NOON = datetime.datetime(2022, 6, 28, 5, tzinfo=datetime.UTC)


@pytest.fixture
def mailing(settings):
    settings.EMAIL_HOST = "mail.example.test"


@pytest.fixture(autouse=True)
def today():
    with mock.patch("django.utils.timezone.now", return_value=NOON):
        yield


def run(**options) -> str:
    out = StringIO()
    call_command("send_reminders", stdout=out, **options)
    return out.getvalue()


def due(unit, day, **fields):
    return TaskFactory(lead_unit=unit, due=day, start=datetime.date(2022, 1, 1), **fields)


def account(unit, address, rights=("change_task",), **fields):
    user = UserFactory(unit=unit, email=address, **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


def addressed() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def mails_of(task) -> dict[str, str]:
    return dict(ReminderMail.objects.filter(reminder__task=task).values_list("address", "state"))


def test_names_what_is_overdue_or_due_soon_and_nothing_else(unit_a):
    soon = due(unit_a, datetime.date(2022, 7, 5))
    today = due(unit_a, TODAY)
    late = due(unit_a, datetime.date(2022, 6, 27))
    due(unit_a, datetime.date(2022, 7, 6))
    due(unit_a, datetime.date(2022, 6, 1), state="accepted", done_on=TODAY)
    waiting = due(unit_a, datetime.date(2022, 6, 1), state="reported", done_on=TODAY)
    due(unit_a, datetime.date(2022, 7, 6), state="reported", done_on=TODAY)
    due(unit_a, datetime.date(2022, 6, 1), state="cancelled", state_reason="thôi")
    run()
    assert dict(Reminder.objects.values_list("task", "kind")) == {
        soon.pk: "due_soon",
        today.pk: "due_soon",
        late.pk: "overdue",
        waiting.pk: "waiting",
    }


def test_twice_on_a_day_is_once_and_the_next_day_again(unit_a, mailing):
    account(unit_a, "a@example.test")
    due(unit_a, datetime.date(2022, 6, 1))
    assert "1 reminders written; 1 mails sent" in run()
    assert "0 reminders written; 0 mails sent" in run()
    assert len(mail.outbox) == 1
    with mock.patch("django.utils.timezone.now", return_value=NOON + datetime.timedelta(days=1)):
        run()
    assert len(mail.outbox) == 2
    assert Reminder.objects.count() == 2


def test_two_runs_at_once_send_one_mail(unit_a, mailing):
    """The other run comes between the reading of the rows and the first claim."""
    account(unit_a, "a@example.test")
    due(unit_a, datetime.date(2022, 6, 1))
    claim, others = reminders._claim, []

    def overtaken(*args):
        if not others:
            others.append(None)
            others[0] = reminders.remind(today=TODAY)
        return claim(*args)

    with mock.patch.object(reminders, "_claim", overtaken):
        late = reminders.remind(today=TODAY)
    assert (others[0].written, others[0].sent) == (0, 1)
    assert (late.written, late.sent) == (1, 0)
    assert len(mail.outbox) == 1


def test_two_runs_at_once_repeat_a_failed_mail_once(unit_a, mailing):
    account(unit_a, "a@example.test")
    task = due(unit_a, datetime.date(2022, 6, 1))
    row = ReminderMailFactory(
        reminder=ReminderFactory(task=task, day=TODAY),
        address="a@example.test",
        state="failed",
        failure="đầy",
    )
    assert reminders._claim(row.reminder, row.address, row) is not None
    assert reminders._claim(row.reminder, row.address, row) is None


def test_a_killed_run_is_not_repeated_for_its_mail_may_have_gone(unit_a, mailing):
    account(unit_a, "a@example.test")
    task = due(unit_a, datetime.date(2022, 6, 1))
    ReminderMailFactory(reminder=ReminderFactory(task=task, day=TODAY), address="a@example.test")
    assert "0 reminders written; 0 mails sent" in run()
    assert not mail.outbox


def test_the_database_keeps_the_second_row_out(unit_a):
    task = due(unit_a, TODAY)
    reminder = Reminder.objects.create(task=task, day=TODAY, kind="due_soon")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(task=task, day=TODAY, kind="overdue")
    ReminderMailFactory(reminder=reminder, address="a@example.test")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderMailFactory(reminder=reminder, address="a@example.test", state="failed", failure="đầy")


class TestWhoActsNext:
    def test_is_whoever_may_write_on_the_tasks_of_the_lead_unit(self, office, unit_a, unit_b, mailing):
        account(unit_a, "a@example.test")
        account(unit_a, "a2@example.test")
        account(unit_a, "reads@example.test", rights=("view_task",))
        account(unit_a, "gone@example.test", is_active=False)
        account(unit_a, "")
        account(unit_b, "b@example.test")
        account(office, "office@example.test", rights=("change_task", "steer_task"))
        first = due(unit_a, datetime.date(2022, 6, 1), plan=PlanFactory(unit=office))
        second = due(unit_a, datetime.date(2022, 7, 1))
        run()
        assert addressed() == ["a2@example.test", "a@example.test"]
        for message in mail.outbox:
            assert first.content in message.body
            assert second.content in message.body
            assert "01/06/2022" in message.body
        assert mails_of(first) == {"a@example.test": "sent", "a2@example.test": "sent"}

    def test_is_the_nearest_unit_above_where_the_lead_unit_has_no_address(self, office, unit_a, mailing):
        team = UnitFactory(parent=unit_a)
        account(team, "")
        account(office, "office@example.test")
        due(team, datetime.date(2022, 6, 1))
        run()
        assert addressed() == ["office@example.test"]
        account(unit_a, "a@example.test")
        with mock.patch("django.utils.timezone.now", return_value=NOON + datetime.timedelta(days=1)):
            run()
        assert addressed() == ["a@example.test", "office@example.test"]

    def test_goes_to_units_that_help_as_well_but_not_above_them(self, office, unit_a, unit_b, mailing):
        account(unit_a, "a@example.test")
        account(unit_b, "b@example.test")
        account(office, "office@example.test")
        task = due(unit_a, datetime.date(2022, 6, 1))
        TaskPartnerFactory(task=task, unit=unit_b)
        TaskPartnerFactory(task=task, unit=UnitFactory(parent=office))
        run()
        assert addressed() == ["a@example.test", "b@example.test"]

    def test_is_whoever_steers_the_plan_once_the_task_is_reported(self, office, unit_a, mailing):
        account(unit_a, "a@example.test")
        account(office, "office@example.test", rights=("steer_task",))
        account(office, "keeps@example.test")
        task = due(unit_a, TODAY, plan=PlanFactory(unit=office), state="reported", done_on=TODAY)
        run()
        assert mails_of(task) == {"office@example.test": "sent"}
        assert "waits for acceptance" in mail.outbox[0].body

    def test_a_task_reported_at_noon_goes_to_those_who_accept_it(self, office, unit_a, mailing):
        account(unit_a, "a@example.test")
        account(office, "office@example.test", rights=("steer_task",))
        task = due(unit_a, TODAY, plan=PlanFactory(unit=office))
        run()
        type(task).objects.filter(pk=task.pk).update(state="reported", done_on=TODAY)
        run()
        assert [message.to[0] for message in mail.outbox] == ["a@example.test", "office@example.test"]
        assert Reminder.objects.count() == 1

    def test_an_address_of_two_accounts_gets_one_mail(self, unit_a, mailing):
        account(unit_a, "a@example.test")
        account(unit_a, "a@example.test")
        due(unit_a, datetime.date(2022, 6, 1))
        run()
        assert addressed() == ["a@example.test"]


def test_without_a_mail_server_it_stands_on_the_screen(unit_a, screen):
    account(unit_a, "a@example.test")
    task = due(unit_a, datetime.date(2022, 6, 1))
    assert "on screen only" in run()
    assert not mail.outbox
    page = screen.get(reverse("admin:campaign_task_change", args=[task.pk])).content.decode()
    assert "28/06/2022" in page


def test_a_mail_that_fails_is_noted_told_and_tried_again(unit_a, unit_b, screen, mailing):
    account(unit_a, "a@example.test")
    account(unit_b, "b@example.test")
    failing, fine = (due(unit, datetime.date(2022, 6, 1)) for unit in (unit_a, unit_b))
    send = mail.EmailMessage.send

    def unwilling(message, *args, **kwargs):
        if message.to == ["a@example.test"]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    with mock.patch.object(mail.EmailMessage, "send", unwilling):
        for _ in range(2):
            with pytest.raises(CommandError, match="a@example"):
                run()
    assert mails_of(failing) == {"a@example.test": "failed"}
    assert mails_of(fine) == {"b@example.test": "sent"}
    page = reverse("admin:campaign_task_change", args=[failing.pk])
    assert "a@example.test" in screen.get(page).content.decode()
    assert "0 reminders written; 1 mails sent" in run()
    assert mails_of(failing) == {"a@example.test": "sent"}
    assert addressed() == ["a@example.test", "b@example.test"]
    assert "0 mails sent" in run()
    assert Reminder.objects.count() == 2


def test_the_number_of_statements_does_not_grow_with_the_addresses(
    office, unit_a, mailing, django_assert_max_num_queries
):
    account(office, "office@example.test")
    for _ in range(10):
        due(UnitFactory(parent=unit_a), TODAY)
    run()
    with django_assert_max_num_queries(10):
        run()


def test_a_day_counts_from_midnight_in_vietnam(unit_a):
    task = due(unit_a, TODAY)
    evening = datetime.datetime(2022, 6, 28, 17, 0, tzinfo=datetime.UTC)
    with mock.patch("django.utils.timezone.now", return_value=evening):
        run()
    reminder = Reminder.objects.get(task=task)
    assert (reminder.day, reminder.kind) == (datetime.date(2022, 6, 29), "overdue")


def test_refuses_a_negative_number_of_days():
    with pytest.raises(CommandError, match="from 0 upwards"):
        run(days=-1)
