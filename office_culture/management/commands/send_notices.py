"""Sends by mail what came to wait for those who chose it; to be run every few minutes by the system's scheduler."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from office_culture.actions.notice_mails import send_notices


class Command(BaseCommand):
    """Sends each notice once; a repeated run sends only what is new and what could not be sent before."""

    help = "Mail what came to wait for accounts that chose so: at once, or with the first run of a day."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMAIL_HOST:
            self.stdout.write("No mails: EMAIL_HOST is not set.")
            return
        done = send_notices()
        self.stdout.write(f"{done.sent} mails sent.")
        if done.failures:
            raise CommandError("Not sent to: " + "; ".join(done.failures))
