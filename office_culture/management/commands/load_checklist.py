"""Loads one of the proposed checklists, or a file of the same form, as a draft."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from office_culture.actions.checklists import load_checklist, shipped


class Command(BaseCommand):
    """Creates the draft, which is then edited and put into use on the screen."""

    help = f"Loads a checklist as a draft: {', '.join(shipped())}, or a TOML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="the name of a proposal, or the path of a file")

    def handle(self, *args: Any, **options: Any) -> None:
        source = shipped().get(options["source"]) or Path(options["source"])
        if not source.is_file():
            known = ", ".join(shipped())
            raise CommandError(f"There is no file {source}. Proposals that come with the program: {known}.")
        try:
            version = load_checklist(source=source)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Loaded “{version.checklist}” as a draft.")
