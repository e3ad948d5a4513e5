"""Compares the counters of inspections with a recount."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office_culture.actions.counters import check_counters


class Command(BaseCommand):
    """Fails where a counter differs, unless it is asked to repair it."""

    help = "Recounts the results of inspections and compares with the counters."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="set counters to what was counted")

    def handle(self, *args: Any, **options: Any) -> None:
        differing = check_counters(repair=options["repair"])
        for line in differing:
            self.stdout.write(line)
        if not differing:
            self.stdout.write("Every counter equals its recount.")
        elif options["repair"]:
            self.stdout.write(f"{len(differing)} counters were set to what was counted.")
        else:
            raise CommandError(f"{len(differing)} counters differ; run again with --repair to set them.")
