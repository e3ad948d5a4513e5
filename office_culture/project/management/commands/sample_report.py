"""Writes the sample office's report as PDF, without a server."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from office_culture.project.sample.loader import load


class Command(BaseCommand):
    """Works in the profile `scratch`, whose database in memory ends with the command."""

    help = "Writes the sample office's report to a file."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("out", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        from campaign.models import Report, ReportKind
        from campaign.report.paper import report_paper
        from office_culture.papers.render import render

        if not str(settings.DATABASES["default"]["NAME"]).startswith((":memory:", "file:memory")):
            raise CommandError("Run this with --settings=office_culture.project.settings.scratch")
        call_command("migrate", run_syncdb=True, verbosity=0)
        load()
        options["out"].write_bytes(render(report_paper(Report.objects.get(kind=ReportKind.INTERIM))))
        self.stdout.write(f"Written: {options['out']}")
