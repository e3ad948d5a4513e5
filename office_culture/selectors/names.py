"""Names by which records are told apart where several are offered at once."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from office_culture.models.base import Record


def names_in_choices(rows: Iterable[Any]) -> dict[Any, str]:
    """The name of each row by its key: the shortest one that no other of these rows bears.

    Rows that are alike in everything they are called by get their number. Longer names are asked of those rows alone
    that need them.
    """
    offered = {row.pk: row for row in rows}
    shown = {key: _short(row) for key, row in offered.items()}
    longer: dict[Any, list[str]] = {}
    while True:
        borne = Counter(shown.values())
        for key in (key for key, name in shown.items() if borne[name] > 1 and key not in longer):
            longer[key] = _longer(offered[key], shown[key])
        alike = [key for key, name in shown.items() if borne[name] > 1 and longer[key]]
        if not alike:
            return shown
        for key in alike:
            shown[key] = longer[key].pop(0)


def _short(row: Any) -> str:
    return row.name_in_choices() if isinstance(row, Record) else str(row)


def _longer(row: Any, short: str) -> list[str]:
    """Further names from short to exact; the last one has the number of the row."""
    names = [name for name in row.names_in_sheets() if name != short] if isinstance(row, Record) else []
    return [*names, f"{names[-1] if names else short} #{row.pk}".strip()]
