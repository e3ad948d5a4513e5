"""Moves an office from one database to another, such as from SQLite to PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections

from office_culture.actions.backups.restoring import BROKEN_OFF, move
from office_culture.actions.backups.rows import NotRestored
from office_culture.project.database import database_settings

SOURCE = "moved_from"


class Command(BaseCommand):
    """DATABASE_URL names the new database, on which `migrate` has run; the files stay where they are."""

    help = "Copies all records of another database into the empty one of DATABASE_URL, and proves it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source", help="the old database as DATABASE_URL named it; - reads it from the input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        url = input() if options["source"] == "-" else options["source"]
        connections.settings[SOURCE] = connections.configure_settings({"default": database_settings(url)})[
            "default"
        ]
        try:
            faults = move(SOURCE, write=self.stdout.write)
        except NotRestored as error:
            raise CommandError(str(error)) from error
        except (DatabaseError, OSError) as error:
            raise CommandError(BROKEN_OFF % error) from error
        finally:
            connections[SOURCE].close()
            del connections[SOURCE], connections.settings[SOURCE]
        if faults:
            raise CommandError("Moved, but not all of it holds:\n" + "\n".join(faults))
