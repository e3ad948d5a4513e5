"""The kinds of facts that every source of the campaign builds."""

from collections.abc import Iterable
from decimal import Decimal

from office_culture.rules.facts import Fact, Rows
from office_culture.text.numbers import counted, percent, whole


def rows_of(model: str, keys: Iterable[int]) -> Rows:
    """Exactly these rows of the model."""
    return Rows(f"campaign.{model}", {"pk__in": list(keys)})


def count(key: str, label: str, value: int | None, rows: Rows | None = None) -> Fact:
    """A number of things, as a sentence writes it: 06, 4.218."""
    return Fact(key, label, value, "" if value is None else counted(value), rows)


def place(key: str, label: str, value: int | None, rows: Rows | None = None) -> Fact:
    """A rank, or how many were ranked: 6, 20."""
    return Fact(key, label, value, "" if value is None else whole(value), rows)


def rate(key: str, label: str, value: Decimal | None, rows: Rows | None = None) -> Fact:
    """A percentage: 95,5 %."""
    return Fact(key, label, value, "" if value is None else percent(value), rows)


def words(key: str, label: str, value: str, rows: Rows | None = None) -> Fact:
    """A name or a list of names; an empty one is missing."""
    return Fact(key, label, value or None, value, rows)
