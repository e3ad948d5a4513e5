"""Constraints that work alike on SQLite and PostgreSQL, and the errors of those that a record violates."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, router
from django.db.models import Q

from office_culture.models.predicates import predicate_of, values_of


class Duplicate(ValidationError):
    """The error of a unique constraint; `record` is the existing row, None where that row is not saved yet."""

    def __init__(self, refusal: ValidationError | str, record: models.Model | None) -> None:
        error = refusal if isinstance(refusal, ValidationError) else ValidationError(refusal)
        super().__init__(error.message, code=error.code, params=error.params)
        self.record = record


def once(
    name: str,
    fields: tuple[str, ...],
    *,
    nullable: tuple[str, ...],
    at: str,
    message: Any,
    among: Q | None = None,
) -> tuple[models.UniqueConstraint, ...]:
    """Unique constraints over `fields` that treat an empty value like any other; the message is shown at `at`.

    `among` narrows the rows that are compared.

    SQL takes two empty values for different, and SQLite has no other way: so there is one partial constraint for each
    set of the nullable fields that may be empty.
    """
    constraints = []
    for number in range(2 ** len(nullable)):
        empty = {field for place, field in enumerate(nullable) if number >> place & 1}
        condition = among or Q()
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


def all_satisfied(instance: models.Model, exclude: Collection[str]) -> bool:
    """Whether no constraint of the record is violated; check constraints are evaluated here, not by the database.

    The database would get the values without their types: PostgreSQL adds up no two empty ones, and Django takes its
    error for a yes. What cannot be evaluated here is asked in one statement. Which constraint is violated is found by
    `refusals`. As in Django, a constraint that names a field of `exclude` is left out.
    """
    model, using = type(instance), router.db_for_write(type(instance), instance=instance)
    values, together = values_of(instance), Q()
    for place, constraint in enumerate(model._meta.constraints):
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            if _is_taken(place, instance, exclude, values, using):
                return False
        elif not isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(model, instance, exclude=set(exclude), using=using)
            except ValidationError:
                return False
        elif not exclude or not fields_of(model, place) & set(exclude):
            predicate = predicate_of(model, place)
            if predicate is None:
                together &= Q(constraint.condition)
            elif predicate(values) is False:
                return False
    if not together:
        return True
    against = instance._get_field_expression_map(meta=model._meta, exclude=set(exclude))  # type: ignore[attr-defined]
    return together.check(against, using=using)


def _is_taken(
    place: int, instance: models.Model, exclude: Collection[str], values: Mapping[str, Any], using: str
) -> bool:
    """Whether another row has the values of the unique constraint at that index.

    Django asks the database also where the condition does not hold, and sends all values of the record along.
    """
    model = type(instance)
    constraint: Any = model._meta.constraints[place]
    predicate = predicate_of(model, place)
    if predicate is None or model._meta.proxy:
        try:
            constraint.validate(model, instance, exclude=set(exclude), using=using)
        except ValidationError:
            return True
        return False
    if exclude and not looked_at(constraint).isdisjoint(exclude):
        return False
    key = {name: values[name] for name in constraint.fields}
    if None in key.values() or predicate(values) is not True:
        return False
    others = model._default_manager.using(using).filter(constraint.condition or Q(), **key)
    if not instance._state.adding:
        others = others.exclude(pk=instance.pk)
    return others.exists()


def looked_at(constraint: models.UniqueConstraint) -> set[str]:
    """The names of the fields that a unique constraint compares or that its condition asks."""
    condition = constraint.condition
    return {*constraint.fields, *(Q(condition).referenced_base_fields if condition else ())}


def refuse_same_keys(rows: Sequence[models.Model]) -> None:
    """Raises `ValidationError` where two of the rows, all of one kind, have the values of a unique constraint."""
    for place, constraint in enumerate(type(rows[0])._meta.constraints):
        predicate = predicate_of(type(rows[0]), place)
        if not isinstance(constraint, models.UniqueConstraint) or predicate is None:
            continue
        keys: set[tuple[Any, ...]] = set()
        for row in rows:
            values = values_of(row)
            key = tuple(values[name] for name in constraint.fields)
            if None in key or predicate(values) is not True:
                continue
            if key in keys:
                raise ValidationError(f"{row}: {constraint.get_violation_error_message()}")
            keys.add(key)


def refusals(instance: models.Model, exclude: Collection[str]) -> list[ValidationError]:
    """The errors of the violated constraints, in the order of the constraints.

    The code of each names the field that shows it.
    """
    found = []
    for place in range(len(type(instance)._meta.constraints)):
        try:
            check(place, instance, exclude)
        except ValidationError as error:
            found.append(error)
    return found


def check(place: int, instance: models.Model, exclude: Collection[str] | None = None) -> None:
    """Validates as the `validate` of the constraint at that index of the model's constraints does.

    A violated unique constraint raises `Duplicate` with the existing row.
    """
    model, using = type(instance), router.db_for_write(type(instance), instance=instance)
    constraint = model._meta.constraints[place]
    predicate = predicate_of(model, place) if isinstance(constraint, models.CheckConstraint) else None
    if predicate is not None:
        if not fields_of(model, place) & set(exclude or ()) and predicate(values_of(instance)) is False:
            raise ValidationError(
                constraint.get_violation_error_message(), code=constraint.violation_error_code
            )
        return
    try:
        constraint.validate(model, instance, exclude=set(exclude or ()), using=using)
    except ValidationError as error:
        if not isinstance(constraint, models.UniqueConstraint):
            raise
        key = {name: instance.serializable_value(name) for name in constraint.fields}
        raise Duplicate(error, standing(constraint, model, key).exclude(pk=instance.pk).first()) from error


def standing(
    constraint: models.UniqueConstraint, model: Any, key: Mapping[str, Any]
) -> "models.QuerySet[Any]":
    """The stored rows with these values that fulfil the condition of the constraint, ordered by primary key."""
    rows: models.QuerySet[Any] = model._default_manager.filter(constraint.condition or Q(), **key)
    return rows.order_by("pk")


@cache
def fields_of(model: type[models.Model], place: int) -> frozenset[str]:
    """The names of the fields that the check constraint at that index of the model's constraints looks at."""
    constraint = model._meta.constraints[place]
    assert isinstance(constraint, models.CheckConstraint)  # noqa: S101 - only checks are asked for
    return frozenset(Q(constraint.condition).referenced_base_fields)
