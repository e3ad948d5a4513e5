"""Check constraints evaluated in Python: the database would need a statement for each row, and the types of the values.

`tests/guards/test_predicates.py` compares every constraint of every model with the database's own answer.
"""

import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.expressions import Col, Combinable, CombinedExpression
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import Lookup

Values = Mapping[str, Any]
# True, False, or None for SQL's "unknown"; a check is satisfied unless it is False.
Predicate = Callable[[Values], bool | None]
Term = Callable[[Values], Any]


class NotInPython(Exception):
    """A construct that this module does not evaluate: the database is asked instead."""


@cache
def predicate_of(model: type[models.Model], place: int) -> Predicate | None:
    """The condition of the constraint at that index of the model's constraints; None where the database must be asked.

    A unique constraint without a condition holds for every row.
    """
    condition = getattr(model._meta.constraints[place], "condition", None)
    if condition is None:
        return _always
    try:
        return _condition(model, condition)
    except NotInPython:
        return None


def values_of(row: models.Model) -> dict[str, Any]:
    """The values of a row by field name and by column name, as the database would store them."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        # A column that was not read yet is read now.
        value = row.__dict__[field.attname] if field.attname in row.__dict__ else getattr(row, field.attname)
        values[field.name] = values[field.attname] = value
    return values


def _always(values: Values) -> bool:
    return True


def _condition(model: type[models.Model], node: Any) -> Predicate:
    if isinstance(node, Q):
        return _combined(model, node)
    if isinstance(node, tuple):
        return _lookup_by_name(model, *node)
    if isinstance(node, Lookup):
        return _compare(str(node.lookup_name), _term(model, node.lhs), _term(model, node.rhs))
    raise NotInPython(node)


def _combined(model: type[models.Model], node: Q) -> Predicate:
    parts = [_condition(model, child) for child in node.children]
    if node.connector not in (Q.AND, Q.OR):
        raise NotInPython(node.connector)
    decisive = node.connector == Q.OR

    def holds(values: Values) -> bool | None:
        unknown = False
        for part in parts:
            outcome = part(values)
            if outcome is decisive:
                return decisive
            unknown = unknown or outcome is None
        return None if unknown else not decisive

    if not parts:
        return _always
    return _negated(holds) if node.negated else holds


def _negated(holds: Predicate) -> Predicate:
    """`exclude` of Django treats an unknown value as false, so that its negation holds; so does a negated `Q`."""

    def negated(values: Values) -> bool | None:
        return not holds(values)

    return negated


def _lookup_by_name(model: type[models.Model], path: str, value: Any) -> Predicate:
    name, _separator, lookup = path.partition("__")
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise NotInPython(path)
    column = _column(field)
    if lookup == "year" or lookup.startswith("year__"):
        return _compare(lookup[6:] or "exact", _year_of(column), _term(model, value))
    if "__" in lookup:
        raise NotInPython(path)
    return _compare(lookup or "exact", column, _term(model, value, field))


def _year_of(day: Term) -> Term:
    return lambda values: None if (value := day(values)) is None else value.year


def _column(field: Any) -> Term:
    convert = field.target_field.to_python if field.is_relation else field.to_python
    name = field.attname

    def read(values: Values) -> Any:
        value = values[name]
        return None if value is None else convert(value)

    return read


def _term(model: type[models.Model], value: Any, field: Any = None) -> Term:
    if isinstance(value, F):
        name: str = value.name  # type: ignore[attr-defined]  # the stubs leave it out
        return _column(model._meta.get_field(name))
    if isinstance(value, Col):
        return _column(value.target)
    if isinstance(value, Value):
        return _constant(value.value)
    if isinstance(value, CombinedExpression):
        return _arithmetic(model, value)
    if isinstance(value, Coalesce):
        terms = [_term(model, part) for part in value.get_source_expressions()]
        return lambda values: next((got for term in terms if (got := term(values)) is not None), None)
    if isinstance(value, Length):
        inner = _term(model, value.get_source_expressions()[0])
        return lambda values: None if (text := inner(values)) is None else len(text)
    if isinstance(value, Combinable) or hasattr(value, "resolve_expression"):
        raise NotInPython(value)
    if field is not None and isinstance(value, list | tuple | set | frozenset):
        return _constant([_prepared(field, item) for item in value])
    return _constant(_prepared(field, value) if field is not None and not isinstance(value, bool) else value)


def _prepared(field: Any, value: Any) -> Any:
    return (field.target_field if field.is_relation else field).to_python(value)


def _constant(value: Any) -> Term:
    return lambda values: value


def _divided(first: Any, second: Any) -> Any:
    """Whole numbers without the rest, as both databases divide them."""
    if not second:
        return None
    whole = isinstance(first, int) and isinstance(second, int)
    return int(first / second) if whole else first / second


_ARITHMETIC: Mapping[str, Callable[[Any, Any], Any]] = {
    Combinable.ADD: operator.add,
    Combinable.SUB: operator.sub,
    Combinable.MUL: operator.mul,
    Combinable.DIV: _divided,
}


def _arithmetic(model: type[models.Model], value: CombinedExpression) -> Term:
    if value.connector not in _ARITHMETIC:
        raise NotInPython(value)
    calculate = _ARITHMETIC[value.connector]
    left, right = _term(model, value.lhs), _term(model, value.rhs)

    def result(values: Values) -> Any:
        first, second = left(values), right(values)
        return None if first is None or second is None else calculate(first, second)

    return result


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, choices: value in choices,
    "startswith": lambda text, start: str(text).startswith(str(start)),
    "endswith": lambda text, end: str(text).endswith(str(end)),
    "contains": lambda text, part: str(part) in str(text),
}


def _compare(lookup: str, left: Term, right: Term) -> Predicate:
    if lookup == "isnull":
        return lambda values: (left(values) is None) is bool(right(values))
    if lookup not in _COMPARISONS:
        raise NotInPython(lookup)
    compare = _COMPARISONS[lookup]

    def holds(values: Values) -> bool | None:
        first, second = left(values), right(values)
        return None if first is None or second is None else compare(first, second)

    return holds
