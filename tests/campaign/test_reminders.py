"""Reminders: once for each task and day, by mail only where there is one."""

import datetime
import smtplib
from io import StringIO
from unittest import mock

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaign.actions import reminders
from campaign.models import Reminder
from tests.factories.office import UserFactory
from tests.factories.plans import PlanFactory, TaskFactory

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


def test_names_what_is_overdue_or_due_soon_and_nothing_else(unit_a):
    soon = due(unit_a, datetime.date(2022, 7, 5))
    today = due(unit_a, TODAY)
    late = due(unit_a, datetime.date(2022, 6, 27))
    due(unit_a, datetime.date(2022, 7, 6))
    due(unit_a, datetime.date(2022, 6, 1), state="accepted", done_on=TODAY)
    due(unit_a, datetime.date(2022, 6, 1), state="reported", done_on=TODAY)
    due(unit_a, datetime.date(2022, 6, 1), state="cancelled", state_reason="thôi")
    run()
    assert dict(Reminder.objects.values_list("task", "kind")) == {
        soon.pk: "due_soon",
        today.pk: "due_soon",
        late.pk: "overdue",
    }


def test_twice_on_a_day_is_once_and_the_next_day_again(unit_a, mailing):
    UserFactory(unit=unit_a, email="a@example.test")
    due(unit_a, datetime.date(2022, 6, 1))
    assert "1 reminders written; 1 mails sent" in run()
    assert "0 reminders written; 0 mails sent" in run()
    assert len(mail.outbox) == 1
    with mock.patch("django.utils.timezone.now", return_value=NOON + datetime.timedelta(days=1)):
        run()
    assert len(mail.outbox) == 2
    assert Reminder.objects.count() == 2


def test_two_runs_at_once_send_one_mail(unit_a, mailing):
    """Both have read the same open tasks before either has written a row."""
    UserFactory(unit=unit_a, email="a@example.test")
    task = due(unit_a, datetime.date(2022, 6, 1))
    with mock.patch.object(reminders, "_due", return_value=[task]):
        first = reminders.remind(today=TODAY)
        second = reminders.remind(today=TODAY)
    assert (first.written, second.written, second.sent) == (1, 0, 0)
    assert len(mail.outbox) == 1


def test_the_database_keeps_the_second_row_out(unit_a):
    task = due(unit_a, TODAY)
    Reminder.objects.create(task=task, day=TODAY, kind="due_soon")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(task=task, day=TODAY, kind="overdue")


def test_writes_to_the_accounts_of_the_lead_unit_only(office, unit_a, unit_b, mailing):
    for unit, address in (
        (unit_a, "a@example.test"),
        (unit_a, "a2@example.test"),
        (unit_b, "b@example.test"),
    ):
        UserFactory(unit=unit, email=address)
    UserFactory(unit=unit_a, email="gone@example.test", is_active=False)
    UserFactory(unit=unit_a, email="")
    UserFactory(unit=office, email="office@example.test")
    first = due(unit_a, datetime.date(2022, 6, 1), plan=PlanFactory(unit=office))
    second = due(unit_a, datetime.date(2022, 7, 1))
    run()
    assert sorted(message.to[0] for message in mail.outbox) == ["a2@example.test", "a@example.test"]
    for message in mail.outbox:
        assert first.content in message.body
        assert second.content in message.body
        assert "01/06/2022" in message.body
    assert Reminder.objects.get(task=first).sent_to.splitlines() == ["a@example.test", "a2@example.test"]


def test_without_a_mail_server_it_stands_on_the_screen(unit_a, screen):
    UserFactory(unit=unit_a, email="a@example.test")
    task = due(unit_a, datetime.date(2022, 6, 1))
    assert "on screen only" in run()
    assert not mail.outbox
    page = screen.get(reverse("admin:campaign_task_change", args=[task.pk])).content.decode()
    assert "28/06/2022" in page


def test_a_mail_that_fails_is_noted_and_told(unit_a, unit_b, mailing):
    UserFactory(unit=unit_a, email="a@example.test")
    UserFactory(unit=unit_b, email="b@example.test")
    failing, fine = (due(unit, datetime.date(2022, 6, 1)) for unit in (unit_a, unit_b))
    send = mail.EmailMessage.send

    def unwilling(message, *args, **kwargs):
        if message.to == ["a@example.test"]:
            raise smtplib.SMTPRecipientsRefused({})
        return send(message, *args, **kwargs)

    with (
        mock.patch.object(mail.EmailMessage, "send", unwilling),
        pytest.raises(CommandError, match="a@example"),
    ):
        run()
    assert "a@example.test" in Reminder.objects.get(task=failing).failure
    assert Reminder.objects.get(task=fine).sent_to == "b@example.test"
    run()
    assert Reminder.objects.count() == 2


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
