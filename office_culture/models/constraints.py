"""Constraints that hold alike on every database."""

from typing import Any

from django.db import models
from django.db.models import Q


def once(
    name: str, fields: tuple[str, ...], *, nullable: tuple[str, ...], at: str, message: Any
) -> tuple[models.UniqueConstraint, ...]:
    """Unique over `fields`, an empty value counting as a value like any other; the message is shown at `at`.

    SQL takes two empty values for different, and SQLite knows no other way: so there is one partial constraint for each
    set of the nullable fields that may be empty.
    """
    constraints = []
    for number in range(2 ** len(nullable)):
        empty = {field for place, field in enumerate(nullable) if number >> place & 1}
        condition = Q()
        for field in nullable:
            condition &= Q(**{f"{field}__isnull": field in empty})
        constraints.append(
            models.UniqueConstraint(
                fields=tuple(field for field in fields if field not in empty),
                condition=condition,
                name=f"{name}_{number}" if number else name,
                violation_error_code=at,
                violation_error_message=message,
            )
        )
    return tuple(constraints)
