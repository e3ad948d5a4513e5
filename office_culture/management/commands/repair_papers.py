"""Finishes issued papers that have a number but no file yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office_culture.actions.papers import finish
from office_culture.models import IssuedPaper


class Command(BaseCommand):
    """Safe to run at any time, also while papers are being issued."""

    help = "Renders issued papers whose file is missing because the program was interrupted after numbering them."

    def handle(self, *args: Any, **options: Any) -> None:
        finished, failed = 0, 0
        for paper in IssuedPaper.objects.unfinished().select_related("facts", "issued_by").order_by("pk"):
            try:
                finish(paper)
            except Exception as error:
                failed += 1
                self.stderr.write(f"{paper}: {error}")
            else:
                finished += 1
                self.stdout.write(f"{paper}: finished")
        self.stdout.write(f"finished: {finished}")
        if failed:
            raise CommandError(f"{failed} papers still have no file.")
