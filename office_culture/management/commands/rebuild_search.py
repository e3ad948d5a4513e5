"""Recomputes the words by which records are found."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from office_culture.actions.searching import rebuild_search
from office_culture.models.search_index import searched_models


class Command(BaseCommand):
    """Does so for all kinds of records, or for those that are named."""

    help = "Computes the searched words of records anew and rebuilds the indexes over them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="*", help="for example office_culture.document; none: all kinds")

    def handle(self, *args: Any, **options: Any) -> None:
        known = {model._meta.label_lower: model for model in searched_models()}
        if unknown := sorted(set(options["kinds"]) - set(known)):
            raise CommandError(f"Not searched: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}.")
        for label in options["kinds"] or known:
            changed = rebuild_search(known[label], alias=DEFAULT_DB_ALIAS)
            if changed or options["verbosity"] > 1:
                self.stdout.write(f"{label}: {changed} records had other words.")
        self.stdout.write("The words of all records are as their texts say.")
