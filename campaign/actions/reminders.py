"""Reminding lead units of what falls due: once for each task and day, by mail where there is one."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.models import Reminder, ReminderKind, Task
from office_culture.models import User
from office_culture.text.dates import numeric

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run did: reminders it wrote, mails it sent, and why others could not be sent."""

    written: int
    sent: int
    failures: tuple[str, ...]


def remind(*, today: datetime.date, days: int = SOON_DAYS) -> Outcome:
    """Reminds of open tasks that are overdue on `today` or due within `days`.

    Whoever writes a task's row of the day sends its mail, so two runs at once send it once. A mail that fails is
    noted and not tried again on that day: the task is on the start page all the same.
    """
    mine = [reminder for task in _due(today, days) if (reminder := _claim(task, today))]
    if not settings.EMAIL_HOST:
        return Outcome(len(mine), 0, ())
    by_address: dict[str, list[Reminder]] = defaultdict(list)
    addresses = _addresses(reminder.task.lead_unit_id for reminder in mine)
    for reminder in mine:
        for address in addresses[reminder.task.lead_unit_id]:
            by_address[address].append(reminder)
    failures = []
    connection = get_connection()
    for address, reminders in by_address.items():
        try:
            _message(address, reminders, today, connection).send()
        except OSError as error:
            failures.append(f"{address}: {error}")
            _note(reminders, failure=f"{address}: {error}")
        else:
            _note(reminders, sent_to=address)
    return Outcome(len(mine), len(by_address) - len(failures), tuple(failures))


def _due(today: datetime.date, days: int) -> list[Task]:
    tasks = Task.objects.overdue(today) | Task.objects.due_soon(today, days)
    return list(tasks.exclude(reminders__day=today).select_related("lead_unit", "plan").order_by("due", "pk"))


def _claim(task: Task, today: datetime.date) -> Reminder | None:
    """This run's row for the task, or None where another run was faster; the database decides."""
    kind = ReminderKind.OVERDUE if task.is_overdue(today) else ReminderKind.DUE_SOON
    try:
        with transaction.atomic():
            return Reminder.objects.create(task=task, day=today, kind=kind)
    except IntegrityError:
        return None


def _addresses(units: Iterable[int]) -> dict[int, list[str]]:
    """For each unit the addresses of the accounts that keep its records."""
    found: dict[int, list[str]] = defaultdict(list)
    accounts = User.objects.filter(is_active=True, unit__in=set(units)).exclude(email="").order_by("username")
    for unit, address in accounts.values_list("unit", "email"):
        if address not in found[unit]:
            found[unit].append(address)
    return found


def _message(
    address: str, reminders: list[Reminder], today: datetime.date, connection: BaseEmailBackend
) -> EmailMessage:
    """One mail with all tasks of the address, in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        count = len(reminders)
        subject = ngettext(
            "%(count)s task is due or overdue", "%(count)s tasks are due or overdue", count
        ) % {"count": count}
        lines = [
            _("Tasks that ask for your attention on %(day)s:") % {"day": numeric(today)},
            "",
            *(_line(reminder) for reminder in reminders),
        ]
    return EmailMessage(subject, "\n".join(lines), to=[address], connection=connection)


def _line(reminder: Reminder) -> str:
    task = reminder.task
    return _("- %(task)s (%(unit)s): %(kind)s, last day %(due)s") % {
        "task": task.content,
        "unit": task.lead_unit,
        "kind": reminder.get_kind_display(),
        "due": numeric(task.due),
    }


def _note(reminders: list[Reminder], *, sent_to: str = "", failure: str = "") -> None:
    for reminder in reminders:
        reminder.sent_to = "\n".join(filter(None, [reminder.sent_to, sent_to]))
        reminder.failure = "\n".join(filter(None, [reminder.failure, failure]))
        reminder.save(update_fields=["sent_to", "failure"])
