"""Removes uploads that were previewed and never confirmed; run it every night."""

from typing import Any

from django.core.management.base import BaseCommand

from office_culture.resources import waiting


class Command(BaseCommand):
    """Deletes expired files of the import pages."""

    help = "Delete uploaded sheets that were previewed more than an hour ago and never confirmed."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = waiting.purge()
        self.stdout.write(f"{gone} waiting imports removed")
