"""Every admin module of the package, so that Django finds them."""

from office_culture.admin import (
    accounts,
    checklists,
    documents,
    events,
    findings,
    inspections,
    papers,
    people,
    regulations,
    rounds,
    units,
)

__all__ = [
    "accounts",
    "checklists",
    "documents",
    "events",
    "findings",
    "inspections",
    "papers",
    "people",
    "regulations",
    "rounds",
    "units",
]
