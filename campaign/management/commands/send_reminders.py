"""Reminds of tasks that are due soon or overdue; to be run once a day by the system's scheduler."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from campaign.actions.reminders import SOON_DAYS, remind


class Command(BaseCommand):
    """Sends reminders of the day; a repeated run sends only what could not be sent before."""

    help = "Reminds whoever acts next on tasks that are due soon or overdue, once for each task, day and address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=SOON_DAYS, help="how many days ahead counts as due soon"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 0:
            raise CommandError("Give a number of days from 0 upwards.")
        done = remind(today=timezone.localdate(), days=options["days"])
        mailed = f"{done.sent} mails sent" if settings.EMAIL_HOST else "on screen only: EMAIL_HOST is not set"
        self.stdout.write(f"{done.written} reminders written; {mailed}.")
        if done.failures:
            raise CommandError("Not sent to: " + "; ".join(done.failures))
