"""Loads the outlines of reports that come with the program, or those of a file of the same form."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from campaign.actions.outlines import SHIPPED, load_outlines


class Command(BaseCommand):
    """Adds missing outlines and changes no existing one, so that the command may be repeated."""

    help = (
        "Loads the outlines of reports, in use at once; a kind of report that has an outline keeps its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", type=Path, default=SHIPPED, help="a TOML file")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["source"].is_file():
            raise CommandError(f"There is no file {options['source']}.")
        try:
            added = load_outlines(source=options["source"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{len(added)} outlines added.")
