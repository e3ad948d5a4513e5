"""The kinds of facts that selectors make: counts, places, percentages, words, each worded as papers print it."""

from collections.abc import Iterable
from decimal import Decimal

from office_culture.rules.facts import Better, Fact, Rows
from office_culture.text.numbers import counted, decimals_of, number, percent, whole

# What papers print where a record says that nobody knows the figure; never a 0.
NOT_KNOWN = "không có số liệu"


def rows_of(model: str, keys: Iterable[int]) -> Rows:
    """Exactly these rows of the model, named by its label."""
    return Rows(model, {"pk__in": tuple(keys)})


def count(
    key: str,
    label: str,
    value: int | None,
    rows: Rows | None = None,
    *,
    confirmed: bool = True,
    better: Better = Better.NEITHER,
    gap: str = "",
    of: str = "",
) -> Fact:
    """A number of things: 06 in a sentence, 6 in a table, 4.218 in both. `gap` is printed where no record has it."""
    text, cell = (gap, "") if value is None else (counted(value), whole(value))
    return Fact(key, label, value, text, rows, confirmed=confirmed, better=better, cell=cell, of=of)


def many(
    key: str,
    label: str,
    model: str,
    keys: Iterable[int],
    *,
    better: Better = Better.NEITHER,
    of: str = "",
) -> Fact:
    """A count of the rows with these keys, which leads to the rows themselves."""
    rows = rows_of(model, keys)
    return count(key, label, len(rows.lookups["pk__in"]), rows, better=better, of=of)


def place(
    key: str,
    label: str,
    value: int | None,
    rows: Rows | None = None,
    *,
    confirmed: bool = True,
    better: Better = Better.NEITHER,
    gap: str = "",
    of: str = "",
) -> Fact:
    """A rank, or how many were ranked: 6, 20."""
    text = gap if value is None else whole(value)
    return Fact(key, label, value, text, rows, confirmed=confirmed, better=better, of=of)


def rate(
    key: str,
    label: str,
    value: Decimal | None,
    rows: Rows | None = None,
    *,
    confirmed: bool = True,
    better: Better = Better.NEITHER,
    gap: str = "",
    of: str = "",
) -> Fact:
    """A percentage with the decimals that it has, 95,5% or 99,57%; in a column of percentages with at least one."""
    text, cell = (gap, "") if value is None else (percent(value), number(value, max(1, decimals_of(value))))
    return Fact(key, label, value, text, rows, confirmed=confirmed, better=better, cell=cell, of=of)


def words(key: str, label: str, value: str, rows: Rows | None = None, *, gap: str = "") -> Fact:
    """A name or a list of names; an empty one is missing."""
    return Fact(key, label, value or None, value or gap, rows)
