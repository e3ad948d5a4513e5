"""Constraints that hold alike on every database."""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, router
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


def all_hold(instance: models.Model, exclude: Collection[str]) -> bool:
    """Whether no constraint of the record is violated; all checks are asked in one statement.

    Django asks each check by itself, and a rule of law has more than thirty. Which one is violated it still has to
    say. As there, a constraint that names a field of `exclude` is left out.
    """
    model, using = type(instance), router.db_for_write(type(instance), instance=instance)
    together = Q()
    for place, constraint in enumerate(model._meta.constraints):
        if isinstance(constraint, models.CheckConstraint):
            if not exclude or not fields_of(model, place) & set(exclude):
                together &= Q(constraint.condition)
            continue
        try:
            constraint.validate(model, instance, exclude=set(exclude), using=using)
        except ValidationError:
            return False
    if not together:
        return True
    against = instance._get_field_expression_map(meta=model._meta, exclude=set(exclude))  # type: ignore[attr-defined]
    return together.check(against, using=using)


@cache
def fields_of(model: type[models.Model], place: int) -> frozenset[str]:
    """The fields that the check at that place of the model's constraints looks at."""
    constraint = model._meta.constraints[place]
    assert isinstance(constraint, models.CheckConstraint)  # noqa: S101 - only checks are asked for
    return frozenset(Q(constraint.condition).referenced_base_fields)
