"""The order in which awards are read out and presented (Decree 152/2025, Article 29; text read)."""

from typing import Any

from office_culture.text.order import name_key

TITLE = "title"


def legal_order(line: Any) -> tuple[Any, ...]:
    """The sort key: higher before lower, collectives before individuals, titles before forms, living before posthumous.

    `line` comes with its award. Among equals the position in the list decides, and then the Vietnamese order of names.
    """
    award = line.award
    return (
        award.position,
        line.person_id is not None,
        award.kind != TITLE,
        getattr(line, "posthumous", False),
        award.pk,
        line.position,
        name_key(line.name, is_person=line.person_id is not None),
        line.pk or 0,
    )
