"""What makes the rows of a checklist unusable."""

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext


class Item(Protocol):
    """What the check reads of an item: its code, and the most points that it gives."""

    @property
    def code(self) -> str: ...
    @property
    def max_points(self) -> Decimal: ...


def checklist_faults(items: Collection[Item], from_scores: Collection[Decimal], *, scored: bool) -> list[str]:
    """Why a round cannot use these rows yet, one sentence for each fault; `from_scores` are where outcomes begin.

    Papers name items by their code alone, so a code stands once in a version.
    """
    if not items:
        return [gettext("This version has no items yet.")]
    faults = []
    if scored and Decimal(0) not in from_scores:
        faults.append(
            gettext("The lowest outcome begins at score 0; add it, so that every score has an outcome.")
        )
    unscored = [item.code for item in items if item.max_points == 0]
    if scored and unscored:
        faults.append(
            gettext("These items give no points: %(items)s. Enter the most that each gives.")
            % {"items": ", ".join(unscored)}
        )
    twice = sorted(code for code, times in Counter(item.code for item in items).items() if times > 1)
    if twice:
        faults.append(gettext("These codes stand twice: %(codes)s.") % {"codes": ", ".join(twice)})
    return faults
