"""What in the records cites documents, so that a text that no longer binds is noticed where it is still used.

Each package registers its kinds of citing records when Django starts; the register of documents need not know them.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Citer:
    """A kind of record that cites documents.

    `path` leads from it to the document; `in_use` is the condition under which the record still counts on a day;
    `shown` leads to the record whose page a reader opens, "" for the record itself.
    """

    model: Any
    path: str
    label: Any
    in_use: Callable[[datetime.date], Q] = lambda day: Q()
    shown: str = ""


citers: list[Citer] = []


def register(*found: Citer) -> None:
    """Adds kinds of citing records; the same one counts once."""
    citers.extend(citer for citer in found if citer not in citers)
