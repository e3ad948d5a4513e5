"""Checks that issued papers still render to the bytes that were issued."""

import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office_culture.actions.papers import frozen_bytes
from office_culture.actions.signatures import bytes_of
from office_culture.models import IssuedPaper, PaperFileKind
from office_culture.papers.frozen import UnreadableFacts


class Command(BaseCommand):
    """Renders every issued paper from its stored facts and compares it with its checksum and its stored bytes."""

    help = "Renders all issued papers again and compares the bytes; changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        differing = compared = 0
        for paper in IssuedPaper.objects.exclude(sha256="").select_related("facts").order_by("pk").iterator():
            compared += 1
            fault = _fault(paper)
            if fault:
                differing += 1
                self.stderr.write(f"{paper} ({paper.date}): {fault}")
        self.stdout.write(f"compared: {compared}")
        if differing:
            raise CommandError(f"{differing} papers differ.")


def _fault(paper: IssuedPaper) -> str:
    try:
        again = frozen_bytes(paper)
        stored = bytes_of(paper, PaperFileKind.ISSUED)
    except UnreadableFacts as error:
        return f"FACTS: {error}"
    except FileNotFoundError:
        return "MISSING: the kept bytes are gone; bring them back from a backup."
    if stored is None or hashlib.sha256(stored).hexdigest() != paper.sha256:
        return "CHANGED: the kept bytes are not those that were issued; bring them back from a backup."
    if again != stored:
        return "DIFFERENT: the same facts render to other bytes with this program or these fonts."
    return ""
