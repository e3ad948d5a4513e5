"""Finds stored files that no record uses, and files that are missing or changed."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from office_culture.actions.files import inspect_files, remove_unneeded


class Command(BaseCommand):
    """Lists what it found; deletes only with --delete. Fails on missing or changed files."""

    help = "Finds needless, missing and changed files; removes the needless ones with --delete."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--delete", action="store_true", help="remove what no record needs")
        parser.add_argument(
            "--days", type=int, default=1, help="leave files of the last DAYS days alone (default: 1)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sweep = inspect_files(before=timezone.now() - datetime.timedelta(days=options["days"]))
        for stored in sweep.unlinked:
            self.stdout.write(
                f"no record needs: {stored.uuid} {stored.original_name} ({filesizeformat(stored.size)})"
            )
        for name in sweep.rowless:
            self.stdout.write(f"bytes without a row: {name}")
        if options["delete"]:
            remove_unneeded(sweep)
            self.stdout.write(f"removed: {len(sweep.unlinked) + len(sweep.rowless)}")
        elif sweep.unlinked or sweep.rowless:
            self.stdout.write("Nothing was removed; run with --delete to remove these.")
        for stored in sweep.missing:
            self.stderr.write(f"MISSING: {stored.uuid} {stored.original_name}")
        for stored in sweep.changed:
            self.stderr.write(f"CHANGED: {stored.uuid} {stored.original_name}")
        if sweep.missing or sweep.changed:
            raise CommandError(
                f"{len(sweep.missing)} files are missing, {len(sweep.changed)} have changed bytes. "
                "Bring them back from a backup."
            )
