"""Reminds those who act next on a task: once for each task, day and address, by mail where there is an address."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import MailState, Reminder, ReminderKind, ReminderMail, Task, TaskState
from campaign.selectors.reminders import AddressBook
from office_culture.text.dates import numeric

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class ReminderRun:
    """What one run did: reminders it wrote, mails it sent, and why others could not be sent."""

    written: int
    sent: int
    failures: tuple[str, ...]


def remind(*, today: datetime.date, days: int = SOON_DAYS) -> ReminderRun:
    """Reminds of tasks that are overdue on `today`, due within `days`, or reported and not yet accepted by then.

    The on-screen reminder is one row for each task and day; each address that acts next gets one mail a day with
    all its tasks. The run that creates an address's row sends its mail, so two runs at once send it once. A mail that
    failed is tried again by the next run of the day.
    """
    tasks = _due(today, days)
    reminded = set(Reminder.objects.filter(day=today).values_list("task", flat=True))
    written = sum(_write(task, today) for task in tasks if task.pk not in reminded)
    if not settings.EMAIL_HOST:
        return ReminderRun(written, 0, ())
    sent, failures = 0, []
    connection = get_connection()
    for address, mails in _claimed(tasks, today).items():
        try:
            _message(address, mails, today, connection).send()
        except OSError as error:
            failures.append(f"{address}: {error}")
            _close(mails, MailState.FAILED, failure=str(error) or type(error).__name__)
        else:
            sent += 1
            _close(mails, MailState.SENT)
    return ReminderRun(written, sent, tuple(failures))


def _due(today: datetime.date, days: int) -> list[Task]:
    last = today + datetime.timedelta(days=days)
    reported = Q(state=TaskState.REPORTED) & (Q(due__lte=last) | Q(due__isnull=True))
    tasks = Task.objects.overdue(today) | Task.objects.due_soon(today, days) | Task.objects.filter(reported)
    return list(
        tasks.select_related("lead_unit", "plan__unit")
        .prefetch_related("partners__unit")
        .order_by("placed_on", "pk")
    )


def _kind(task: Task, today: datetime.date) -> ReminderKind:
    if task.state == TaskState.REPORTED:
        return ReminderKind.WAITING
    return ReminderKind.OVERDUE if task.is_overdue(today) else ReminderKind.DUE_SOON


def _write(task: Task, today: datetime.date) -> bool:
    """Whether this run created the task's reminder of the day; of two runs at once the database lets one create it."""
    _row, written = Reminder.objects.get_or_create(
        task=task, day=today, defaults={"kind": _kind(task, today)}
    )
    return written


def _claimed(tasks: Iterable[Task], today: datetime.date) -> dict[str, list[ReminderMail]]:
    """The mails that this run has to send, by address: those that no run of the day has sent or is sending."""
    book = AddressBook()
    rows = {row.task_id: row for row in Reminder.objects.filter(day=today).prefetch_related("mails")}
    found: dict[str, list[ReminderMail]] = defaultdict(list)
    for task in tasks:
        reminder = rows[task.pk]
        reminder.task = task
        known = {mail.address: mail for mail in reminder.mails.all()}
        for address in book.of_task(task):
            if mail := _claim(reminder, address, known.get(address)):
                found[address].append(mail)
    return found


def _claim(reminder: Reminder, address: str, known: ReminderMail | None) -> ReminderMail | None:
    """The mail to the address that this run is to send, or None where it was sent or another run is sending it."""
    if known is not None and known.state != MailState.FAILED:
        return None
    if known is not None:
        failed = ReminderMail.objects.filter(pk=known.pk, state=MailState.FAILED)
        taken = failed.update(state=MailState.SENDING, failure="")
        return ReminderMail(pk=known.pk, reminder=reminder, address=address) if taken else None
    try:
        with transaction.atomic():
            return ReminderMail.objects.create(reminder=reminder, address=address)
    except IntegrityError:
        return None


def _close(mails: list[ReminderMail], state: MailState, failure: str = "") -> None:
    rows = ReminderMail.objects.filter(pk__in=[mail.pk for mail in mails])
    rows.update(state=state, failure=failure)


def _message(
    address: str, mails: list[ReminderMail], today: datetime.date, connection: BaseEmailBackend
) -> EmailMessage:
    """One mail with all tasks of the address, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        count = len(mails)
        subject = ngettext(
            "%(count)s task asks for attention", "%(count)s tasks ask for attention", count
        ) % {"count": count}
        lines = [
            _("Tasks that ask for your attention on %(day)s:") % {"day": numeric(today)},
            "",
            *(_line(mail.reminder.task, today) for mail in mails),
        ]
    return EmailMessage(subject, "\n".join(lines), to=[address], connection=connection)


def _line(task: Task, today: datetime.date) -> str:
    return _("- %(task)s (%(unit)s): %(kind)s, last day %(due)s") % {
        "task": task.content,
        "unit": task.lead_unit,
        "kind": _kind(task, today).label,
        "due": numeric(task.due) if task.due else _("none set"),
    }
