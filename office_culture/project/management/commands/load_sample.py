"""Loads the sample office into an empty installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from office_culture.models import Unit, User
from office_culture.project.sample.loader import SAMPLE_OFFICE, FaultyFile, load, read


class Command(BaseCommand):
    """Refuses where real records may be: in production, and in a database that holds units or accounts."""

    help = "Loads the sample office (or the office described in a directory) into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=SAMPLE_OFFICE)
        parser.add_argument("--if-empty", action="store_true", help="do nothing where records exist")
        parser.add_argument("--sign-ins", action="store_true", help="print the sample sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "SAMPLE_OFFICE_ALLOWED", False):
            raise CommandError("This profile allows no sample office: its sign-ins are published.")
        directory = options["directory"]
        if Unit.objects.exists() or User.objects.exists():
            if not options["if_empty"]:
                raise CommandError("The database holds records already; the sample needs an empty one.")
        else:
            self.stdout.write("Loading the sample office; this takes a minute or two.")
            try:
                load(directory, on_part=self._print_part)
            except FaultyFile as fault:
                raise CommandError(str(fault)) from fault
            self.stdout.write("The sample office is loaded.")
        if options["sign_ins"]:
            self._print_sign_ins(directory)

    def _print_part(self, part: str) -> None:
        self.stdout.write(f"  {part}")
        self.stdout.flush()

    def _print_sign_ins(self, directory: Path) -> None:
        tables = read(directory)
        self.stdout.write("Sample sign-ins:")
        for account in tables.get("accounts", []):
            if User.objects.filter(username=account["username"], code_expires=None).exists():
                self.stdout.write(
                    f"  {account['username']:<10} {tables['password']}   {account['full_name']}"
                )
