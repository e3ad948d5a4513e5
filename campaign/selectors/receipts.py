"""Titles received, as recorded by another package, which registers its source here.

The campaign records who registered for which title; who received it is in the records of commendation, which this
package does not know. Without a source, only the outcome entered on the registration is known.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from office_culture.models import Document

if TYPE_CHECKING:
    from campaign.models import TitleRegistration


@dataclass(frozen=True, slots=True)
class Receipt:
    """A title that was received and is still valid; `decision` is None where it is not named."""

    decision: Document | None


# Takes registrations and returns receipts by their primary keys; with a day only those decided by then.
Source = Callable[["Iterable[TitleRegistration]", datetime.date | None], Mapping[int, Receipt]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds a source; the number of its statements must not depend on the number of registrations."""
    if source not in _sources:
        _sources.append(source)


def received(
    registrations: "Iterable[TitleRegistration]", *, by: datetime.date | None = None
) -> dict[int, Receipt]:
    """The titles that were received, by the primary keys of their registrations."""
    rows = list(registrations)
    found: dict[int, Receipt] = {}
    for source in _sources if rows else ():
        found |= source(rows, by)
    return found
