"""Which warnings on a paper have been acknowledged: read from the events of its record, the same for every kind."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from office_culture.models import Verb
from office_culture.rules.issues import Issue
from office_culture.selectors import events


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A warning as it was read, by whom, when and for which reason it may stand.

    It holds for exactly what was seen: once the thing itself has changed, the warning has another fingerprint.
    """

    check: str
    fingerprint: str
    sentence: str
    reason: str
    given_by_name: str
    given_at: datetime.datetime


def acknowledgements_of(record: models.Model) -> list[Acknowledgement]:
    """The acknowledgements of a record in their order; one statement."""
    rows = events.events_of(record).filter(verb=Verb.ACKNOWLEDGE).order_by("pk")
    return [
        Acknowledgement(
            warning["check"], warning["fingerprint"], warning["sentence"], row.reason, row.actor_name, row.at
        )
        for row in rows
        for warning in row.detail.get("warnings", ())
    ]


def detail_of(issues: Iterable[Issue]) -> dict[str, Any]:
    """The detail of the event that acknowledges these warnings."""
    return {
        "warnings": [
            {"check": issue.check, "fingerprint": issue.fingerprint, "sentence": issue.sentence}
            for issue in issues
        ]
    }
