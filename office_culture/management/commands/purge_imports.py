"""Removes uploads that were previewed and never confirmed, and long work that is over; run it every night."""

from typing import Any

from django.core.management.base import BaseCommand

from office_culture.actions.long_work import purge
from office_culture.resources import waiting


class Command(BaseCommand):
    """Deletes expired files of the import pages and of work in the background."""

    help = (
        "Delete sheets that were previewed and not confirmed within an hour, and old work in the background."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        removed = waiting.purge()
        self.stdout.write(f"{removed} waiting imports removed")
        self.stdout.write(f"{purge()} old works removed")
