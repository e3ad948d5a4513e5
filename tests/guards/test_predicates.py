"""Every check constraint gives in Python what it gives in the database."""

import datetime
import random
from copy import copy
from decimal import Decimal
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models.functions import Cast

from office_culture.models.constraints import all_satisfied, check
from office_culture.models.predicates import predicate_of, values_of
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_models

pytestmark = pytest.mark.django_db

# Asked of the database for each row: casts differ between databases.
IN_THE_DATABASE = {"deliberation_agreed_with_enough", "deliberation_lower_with_enough"}
CHECKED = [model for model in own_models() if model._meta.constraints]


def some_value(field, chance):
    if field.null and chance.random() < 0.4:
        return None
    if field.choices:
        return chance.choice([code for code, _label in field.flatchoices])
    if isinstance(field, models.BooleanField):
        return chance.random() < 0.5
    if isinstance(field, models.DateTimeField):
        return datetime.datetime(2020, 1, chance.randint(1, 9), tzinfo=datetime.UTC)
    if isinstance(field, models.DateField):
        return datetime.date(chance.choice([1900, 2020, 2021]), 1, chance.randint(1, 9))
    if isinstance(field, models.TimeField):
        return datetime.time(chance.randint(6, 9))
    if isinstance(field, models.DecimalField):
        return Decimal(chance.randint(-1, 9))
    if isinstance(field, models.IntegerField | models.ForeignKey):
        return chance.choice([0, 1, 2, 5, 100, 2020])
    if isinstance(field, models.JSONField):
        return chance.choice([[], {}])
    return chance.choice(["", "a", "b"])


def in_the_database(constraint, row) -> bool:
    """Whether the database takes the row; it gets the values with the types that their columns have."""
    values = row._get_field_expression_map(meta=row._meta, exclude=set())
    if connection.vendor == "postgresql":
        columns = {**{field.name: field for field in row._meta.concrete_fields}, "pk": row._meta.pk}
        values = {name: Cast(value, columns[name]) for name, value in values.items()}
    return models.Q(constraint.condition).check(values)


def refused(place: int, row) -> bool:
    try:
        check(place, row)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize("model", CHECKED, ids=name_of)
def test_a_check_in_python_agrees_with_the_database(model, caplog):
    chance = random.Random(model._meta.label)
    for place, constraint in enumerate(model._meta.constraints):
        predicate = predicate_of(model, place)
        assert (predicate is None) == (constraint.name in IN_THE_DATABASE), constraint.name
        if predicate is None or not isinstance(constraint, models.CheckConstraint):
            continue
        for _ in range(4):
            row = model()
            for field in model._meta.concrete_fields:
                if not isinstance(field, models.FileField | models.UUIDField):
                    row.__dict__[field.attname] = some_value(field, chance)
            satisfied = in_the_database(constraint, row)
            assert (predicate(values_of(row)) is not False) == satisfied, (constraint.name, vars(row))
            assert refused(place, row) != satisfied
    assert not caplog.records, "the database could not tell"


@pytest.mark.long
@pytest.mark.parametrize(
    "model",
    [
        m
        for m in CHECKED
        if m in FACTORIES and any(isinstance(c, models.UniqueConstraint) for c in m._meta.constraints)
    ],
    ids=name_of,
)
def test_a_taken_key_is_found_as_django_finds_it(model):
    """Against a stored row: the same values anew, each of them emptied, and the row itself."""
    stored = model._base_manager.get(pk=FACTORIES[model]().pk)
    unique = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    compared = sorted({name for constraint in unique for name in constraint.fields})
    for emptied in (None, *compared):
        for is_new in (True, False):
            row = copy(stored)
            row._state = copy(stored._state)
            row._state.adding = is_new
            row.pk = None if is_new else stored.pk
            if emptied is not None and model._meta.get_field(emptied).null:
                setattr(row, model._meta.get_field(emptied).attname, None)
            expected = True
            for constraint in unique:
                try:
                    constraint.validate(model, row)
                except ValidationError:
                    expected = False
            # The checks have their own test; here only unique constraints are asked.
            with (
                mock.patch.object(model._meta, "constraints", unique),
                mock.patch("office_culture.models.constraints.predicate_of", predicate_of.__wrapped__),
            ):
                assert all_satisfied(row, ()) == expected, (emptied, is_new)
