"""Makes a backup of the whole office while it works."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from office_culture.actions.backups.making import NotBackedUp, make_backup
from office_culture.actions.backups.rows import NotRestored


class Command(BaseCommand):
    """Fails where no archive could be made, and where a stored file is missing or changed."""

    help = "Writes one archive with all rows, files and settings that matter; removes the oldest archives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, default=None, help="the folder (default: BACKUP_DIR)")
        parser.add_argument("--keep", type=int, default=None, help="how many stay (default: BACKUP_KEEP)")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["to"] or Path(settings.BACKUP_DIR)
        keep = settings.BACKUP_KEEP if options["keep"] is None else options["keep"]
        try:
            made = make_backup(folder=folder, keep=keep)
        except (NotBackedUp, NotRestored, OSError) as error:
            raise CommandError(f"No backup was made: {error}") from error
        self.stdout.write(f"{made.path} ({filesizeformat(made.size)}), SHA-256 {made.sha256}")
        self.stdout.write(f"Newest seal: {made.manifest.newest_seal or 'none'}")
        if made.faults:
            raise CommandError(
                "The backup was made, but stored files are not as they were: " + ", ".join(made.faults)
            )
