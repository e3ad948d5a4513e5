"""Rules of law by the days on which they are in force: no two on one topic hold on the same day."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from office_culture.models.constraints import Duplicate
from office_culture.text.dates import numeric


def refuse_overlap(rule: Any, others: Iterable[Any]) -> None:
    """Raises `ValidationError` where another rule on the topic is in force on a day of `rule`.

    Otherwise it would be open which one applies. `others` are the other rules of the same topic.
    """
    start, end = _days(rule)
    for other in others:
        first, last = _days(other)
        if first > end or last < start:
            continue
        message = gettext(
            "A rule on this topic holds from %(start)s to %(end)s. End it on the day before, then add this one."
        ) % {
            "start": numeric(other.valid_from) if other.valid_from else "…",
            "end": numeric(other.valid_to) if other.valid_to else "…",
        }
        raise ValidationError({"valid_from": Duplicate(message, other)})


def _days(rule: Any) -> tuple[datetime.date, datetime.date]:
    return rule.valid_from or datetime.date.min, rule.valid_to or datetime.date.max
