"""Writes the sample office's report as PDF, without a server and without touching the installation's database."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connections

from office_culture.project.database import database_settings


class Command(BaseCommand):
    """Loads the sample office into a database of its own for a moment."""

    help = "Writes the sample office's report to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        from campaign.models import Report
        from office_culture.paperwork.render import render
        from office_culture.project.report.paper import report_paper
        from office_culture.project.sample.loader import load

        with tempfile.TemporaryDirectory() as directory:
            _use_database(f"sqlite:///{Path(directory) / 'sample.sqlite3'}")
            call_command("migrate", verbosity=0)
            load()
            report = Report.objects.latest("period_end")
            options["out"].write_bytes(render(report_paper(report)))
            connections["default"].close()
        self.stdout.write(f"Written: {options['out']}")


def _use_database(url: str) -> None:
    """Points this process to another database, whichever engine the installation uses."""
    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": database_settings(url)})[
        "default"
    ]
    del connections["default"]
