"""What the seals of events tell: the newest one, what waits for its seal, and where the chain is broken."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.models.events import COUNTED, Event
from office_culture.rules.seals import BEGINNING, as_shown, sealed

# What a seal covers: names, no keys that another installation gives to kinds of records.
COVERED = (
    "at",
    "actor_id",
    "actor_name",
    "unit_name",
    "verb",
    "content_type__app_label",
    "content_type__model",
    "object_id",
    "object_name",
    "version",
    "changes",
    "reason",
    "address",
    "request",
    "batch",
    "detail",
    "hits",
)
# For so long an event that counts is left open.
OPEN_FOR = datetime.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Seals:
    """The newest seal, "" before the first, and how many events wait for theirs, the oldest since when."""

    newest: str
    waiting: int
    since: datetime.datetime | None


def state_of_seals() -> Seals:
    """Two statements, both answered by an index."""
    newest = newest_seal()
    waiting = Event.objects.filter(seal_number=None).aggregate(count=Count("pk"), since=Min("at"))
    return Seals(as_shown(*newest) if newest[0] else "", waiting["count"], waiting["since"])


def newest_seal(using: str = DEFAULT_DB_ALIAS) -> tuple[int, str]:
    """Number and seal of the event that was sealed last; what the first one follows where there is none."""
    rows = Event.objects.using(using).exclude(seal_number=None)
    last = rows.order_by("-seal_number").only("seal_number", "seal").first()
    return (last.seal_number or 0, last.seal) if last else (0, BEGINNING)


def unsealed() -> QuerySet[Event, dict[str, Any]]:
    """What the next seals cover, in the order of the keys; an event that still counts is not among it."""
    counting = {"verb__in": COUNTED, "at__gt": timezone.now() - OPEN_FOR}
    rows = Event.objects.filter(seal_number=None).exclude(**counting)
    return rows.order_by("pk").values("pk", *COVERED)


def broken_seals(expected: str = "") -> Iterator[str]:
    """Each gap and each edit in the chain, in words; `expected` is a seal that was noted elsewhere.

    Reads all events once, in the order of their seals.
    """
    before, number_before = BEGINNING, 0
    number, _colon, seal = expected.partition(":")
    seen = not expected
    rows = Event.objects.exclude(seal_number=None).order_by("seal_number")
    for row in rows.values("pk", "seal_number", "seal", *COVERED).iterator(chunk_size=2000):
        content = {name: row[name] for name in COVERED}
        if row["seal_number"] != number_before + 1:
            yield _("Missing: the events with the seals %(first)s to %(last)s.") % {
                "first": number_before + 1,
                "last": row["seal_number"] - 1,
            }
        elif sealed(before, row["seal_number"], content) != row["seal"]:
            yield _("Edited: event %(key)s (seal %(number)s) no longer says what was sealed.") % {
                "key": row["pk"],
                "number": row["seal_number"],
            }
        seen = seen or (number == str(row["seal_number"]) and seal == row["seal"])
        before, number_before = row["seal"], row["seal_number"]
    if not seen:
        yield _(
            "The seal %(seal)s is not in the chain: later events were removed, or all were sealed anew."
        ) % {"seal": expected}
