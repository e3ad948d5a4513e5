"""The limits that the record's page sets to its sheet."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Page:
    """What the record's page allows this account; the sheet allows no more.

    `columns` names the fields that somebody fills in there, in the order of the page; for a part, first the link to
    what it belongs to.
    `refusal(record, instance)` says why an existing record may not be changed, or ""; for a row of a part, `record`
    is what the part belongs to. `locked(record, instance)` names the columns that the page shows read-only; on a new
    record `record` is None. `choices(name)` gives the records that the page offers for a link, or None for all
    visible ones.
    """

    columns: Sequence[str]
    refusal: Callable[[Any, Any], str]
    locked: Callable[[Any, Any], Collection[str]]
    choices: Callable[[str], QuerySet[Any] | None]
