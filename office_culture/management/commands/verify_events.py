"""Proves that no sealed event was changed or removed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office_culture.selectors.seals import broken_seals, state_of_seals


class Command(BaseCommand):
    """Ends with an error that names each gap and each edit."""

    help = "Computes the seals of all events anew and compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", default="", help="a seal noted elsewhere, such as 1234:9f86…")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_seals(options["expect"]))
        for line in broken:
            self.stdout.write(line)
        state = state_of_seals()
        self.stdout.write(f"Newest seal: {state.newest or 'none'}. Events without a seal: {state.waiting}.")
        if broken:
            raise CommandError(f"The chain of events is broken in {len(broken)} places.")
        self.stdout.write("Every sealed event says what it said.")
