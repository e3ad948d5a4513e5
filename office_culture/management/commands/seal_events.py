"""Seals the events that wait for it."""

from typing import Any

from django.core.management.base import BaseCommand

from office_culture.actions.sealing import seal_events


class Command(BaseCommand):
    """Until none is left; may be run at any time, and by several at once."""

    help = "Seals all events that have no seal yet."

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = 0
        while added := seal_events():
            sealed += added
        self.stdout.write(f"{sealed} events were sealed.")
