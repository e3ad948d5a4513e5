"""Takes in a long sheet, such as the register of earlier years, without the limits of the screen."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib import admin
from django.core.management.base import BaseCommand, CommandError

from office_culture.models import User
from office_culture.resources.base import RecordResource
from office_culture.resources.errors import SheetRefused
from office_culture.resources.portions import run
from office_culture.resources.preview import Preview
from office_culture.rules.requests import request_in_name_of

_MOST_NAMED = 100


class Command(BaseCommand):
    """Previews the whole file first; writes it in portions, each whole or not at all, with the account's rights."""

    help = "Take in a CSV file (UTF-8, titles as in an export) of any length in the name of an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", help="the kind of record, for example office_culture.document")
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="the user name of the account")
        parser.add_argument("--only-good", action="store_true", help="leave the other rows behind")
        parser.add_argument("--preview", action="store_true", help="write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        sheet, path = self._sheet(options["kind"], options["by"]), options["file"]
        try:
            faults = self._print_problems(run(sheet, path, write=False))
            if options["preview"]:
                return
            if faults and not options["only_good"]:
                raise CommandError(f"{faults} rows need a correction. Nothing was saved.")
            last: Preview | None = None
            new = changed = 0
            for last in run(sheet, path, write=True, only_good=options["only_good"]):
                if last.batch is not None:
                    new, changed = new + last.new, changed + last.changed
        except SheetRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{new} new, {changed} changed")
        if last is not None and last.batch is None:
            self._print_problems(iter([last]))
            raise CommandError("The rows from here on were not taken in; run the command again.")

    def _sheet(self, kind: str, username: str) -> RecordResource:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        request = request_in_name_of(user)
        for page in admin.site._registry.values():
            for place, resource in enumerate(getattr(page, "resource_classes", ())):
                if resource._meta.model._meta.label_lower != kind.lower():
                    continue
                if not page.has_import_permission(request):  # type: ignore[attr-defined]
                    raise CommandError(f"The account {username} may not import this.")
                sheet: RecordResource = page.sheets(request)[place]  # type: ignore[attr-defined]
                return sheet
        raise CommandError(f"There is no sheet of {kind}.")

    def _print_problems(self, reports: Any) -> int:
        """Prints the problems of a run; returns how many rows have one."""
        faults = 0
        for report in reports:
            for sentence in report.refusals:
                raise CommandError(sentence)
            for problem in report.problems[: max(0, _MOST_NAMED - faults)]:
                for described in problem.sentences:
                    self.stdout.write(
                        f"{problem.origin.row}: {described.title}: {described.text}".replace(": :", ":")
                    )
            faults += len(report.problems)
        return faults
