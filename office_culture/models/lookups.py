"""Keys and numbers that are asked for and that no column can hold match nothing, instead of failing in SQLite.

Django does so where a number is compared with one other; links and lists of keys are left out there.
"""

from typing import Any

from django.db.models import ForeignKey, IntegerField, Lookup
from django.db.models.fields.related_lookups import (
    RelatedExact,
    RelatedGreaterThan,
    RelatedGreaterThanOrEqual,
    RelatedIn,
    RelatedLessThan,
    RelatedLessThanOrEqual,
)
from django.db.models.lookups import In

LARGEST = 2**63 - 1  # of the 64 bits of a column; no row has this key


class Bounded(Lookup):
    """Takes the largest or the smallest number that a column holds for those beyond it."""

    def get_prep_lookup(self) -> Any:
        asked = super().get_prep_lookup()
        return [_bounded(value) for value in asked] if isinstance(asked, list) else _bounded(asked)


def _bounded(value: Any) -> Any:
    return min(max(value, -LARGEST - 1), LARGEST) if isinstance(value, int) else value


def register() -> None:
    """Has every link and every list of numbers asked so."""
    IntegerField.register_lookup(type("BoundedIn", (Bounded, In), {}))
    for lookup in (
        RelatedExact,
        RelatedGreaterThan,
        RelatedGreaterThanOrEqual,
        RelatedIn,
        RelatedLessThan,
        RelatedLessThanOrEqual,
    ):
        ForeignKey.register_lookup(type(f"Bounded{lookup.__name__}", (Bounded, lookup), {}))
