"""The order in which awards are read out and presented (Decree 152/2025, Article 29; text read)."""

from typing import Any

TITLE = "title"


def legal_order(line: Any) -> tuple[int, bool, bool, bool, int, int, int]:
    """Higher before lower, collectives before individuals, titles before forms, living before posthumous.

    `line` has its award at hand. Among equals goes the order of the list, and then that of entry.
    """
    award = line.award
    return (
        award.position,
        line.person_id is not None,
        award.kind != TITLE,
        getattr(line, "posthumous", False),
        award.pk,
        line.position,
        line.pk or 0,
    )
