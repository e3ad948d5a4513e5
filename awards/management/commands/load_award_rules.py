"""Loads the catalogue of awards that comes with the program, or a file of the same form."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from awards.actions.catalogue import SHIPPED, load_catalogue


class Command(BaseCommand):
    """Adds what the office does not have yet and brings rows of an earlier edition up to date; may be repeated."""

    help = (
        "Loads the catalogue of awards with its dated rules, and the base salary. Adds what is missing and brings rows "
        "of an earlier edition up to date; what the office wrote or changed itself stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", nargs="?", type=Path, default=SHIPPED, help="a TOML file")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["source"].is_file():
            raise CommandError(f"There is no file {options['source']}.")
        try:
            loaded = load_catalogue(source=options["source"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{loaded.added} rules added, {loaded.updated} brought up to date.")
        for name in loaded.not_updated:
            self.stdout.write(f"Left as the office wrote it: {name}.")
