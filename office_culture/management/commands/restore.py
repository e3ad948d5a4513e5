"""Restores a backup into an empty installation, or says whether one is whole."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from office_culture.actions.backups.making import passphrase
from office_culture.actions.backups.restoring import BROKEN_OFF, check_archive, restore
from office_culture.actions.backups.rows import NotRestored


class Command(BaseCommand):
    """Run `migrate` before, and nothing else: no account and no catalogue."""

    help = "Restores an archive of `backup` into an empty installation; --check only reads it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--check", action="store_true", help="read the archive and change nothing")
        parser.add_argument("--settings-to", type=Path, help="a folder for settings, certificates and fonts")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"]:
                manifest = check_archive(options["archive"], passphrase())
                rows = sum(table.count for table in manifest.tables)
                self.stdout.write(
                    f"Whole: {len(manifest.parts)} parts, {rows} rows, made {manifest.made_at}."
                )
                self.stdout.write(f"Newest seal: {manifest.newest_seal or 'none'}")
                return
            faults = restore(
                options["archive"],
                passphrase=passphrase(),
                settings_to=options["settings_to"],
                write=self.stdout.write,
            )
        except NotRestored as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, OSError) as error:
            raise CommandError(BROKEN_OFF % error) from error
        if faults:
            raise CommandError("Restored, but not all of it holds:\n" + "\n".join(faults))
