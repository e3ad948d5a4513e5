"""The constraints of a kind of record for a batch of rows: checks in Python, unique ones with one query each."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.db import models, router
from django.db.models import Q

from office_culture.models.constraints import Duplicate, fields_of, looked_at
from office_culture.models.predicates import predicate_of, values_of
from office_culture.resources.rows import ImportRow


class Constraints:
    """Refuses rows as `Record.validate_constraints` does, against what is stored and the rows before them."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.using = router.db_for_write(model)
        places = range(len(model._meta.constraints))
        constraints = model._meta.constraints
        self._checks = [place for place in places if isinstance(constraints[place], models.CheckConstraint)]
        self._unique = [place for place in places if isinstance(constraints[place], models.UniqueConstraint)]
        # By constraint and key, the row of this file that takes the key; by primary key, the rows that leave theirs.
        self._taken: dict[tuple[int, Any], ImportRow] = {}
        self._moved: set[Any] = set()

    def check(self, row: ImportRow) -> None:
        """Refuses a row that violates check constraints; those that look at a field with a problem are left out."""
        values, exclude = values_of(row.record), {*row.errors}
        for place in self._checks:
            if exclude and fields_of(self.model, place) & exclude:
                continue
            predicate = predicate_of(self.model, place)
            constraint = self.model._meta.constraints[place]
            if predicate is not None:
                if predicate(values) is False:
                    self._refuse(row, _refusal(constraint))
                continue
            try:
                constraint.validate(self.model, row.record, exclude=exclude, using=self.using)
            except ValidationError as error:
                self._refuse(row, error)

    def check_unique(self, rows: Sequence[ImportRow]) -> None:
        """Refuses rows whose values another record has, or a row before them in the file."""
        found: dict[Any, list[tuple[ImportRow, ValidationError]]] = {}
        for place in self._unique:
            keys = {id(row): key for row in rows if (key := self._key_of(row, place)) is not None}
            if not keys:
                continue
            stored = self._stored(place, set(keys.values()))
            for row in rows:
                key = keys.get(id(row))
                if key is None:
                    continue
                others = stored.get(key, set()) - self._moved - {row.record.pk}
                refusal = _refusal(self.model._meta.constraints[place], self.model)
                if others:
                    found.setdefault(min(others), []).append((row, refusal))
                elif row.is_good and self._taken.setdefault((place, key), row) is not row:
                    self._refuse(row, Duplicate(refusal, None))
                elif row.record.pk is not None and row.is_good:
                    self._moved.add(row.record.pk)
        self._name_duplicates(found)

    def _name_duplicates(self, found: dict[Any, list[tuple[ImportRow, ValidationError]]]) -> None:
        records = self.model._default_manager.in_bulk(list(found)) if found else {}
        for pk, refused in found.items():
            for row, refusal in refused:
                self._refuse(row, Duplicate(refusal, records.get(pk)))

    def _key_of(self, row: ImportRow, place: int) -> Any:
        """The values that the constraint compares; None where it does not hold for the row, or one is empty."""
        constraint = self.model._meta.constraints[place]
        if row.errors and not {*row.errors}.isdisjoint(looked_at(constraint)):
            return None
        predicate = predicate_of(self.model, place)
        if predicate is None or predicate(values_of(row.record)) is not True:
            return None
        key = tuple(
            _comparable(field, getattr(row.record, field.attname))
            for field in (self.model._meta.get_field(name) for name in constraint.fields)
        )
        return None if None in key else key

    def _stored(self, place: int, keys: Collection[Any]) -> dict[Any, set[Any]]:
        constraint = self.model._meta.constraints[place]
        columns = [self.model._meta.get_field(name).attname for name in constraint.fields]
        condition = constraint.condition or Q()
        for name, values in zip(constraint.fields, zip(*keys, strict=True), strict=True):
            condition &= Q(**{f"{name}__in": set(values)})
        stored: dict[Any, set[Any]] = {}
        rows: Iterable[Any] = self.model._default_manager.filter(condition).order_by()
        for pk, *values in rows.values_list("pk", *columns):  # type: ignore[attr-defined]
            stored.setdefault(tuple(values), set()).add(pk)
        return stored

    def _refuse(self, row: ImportRow, refusal: ValidationError) -> None:
        name = str(refusal.code) if refusal.code and self._has_field(str(refusal.code)) else NON_FIELD_ERRORS
        row.errors.setdefault(name, []).append(refusal)

    def _has_field(self, name: str) -> bool:
        try:
            self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        return True


def _refusal(constraint: models.BaseConstraint, model: Any = None) -> ValidationError:
    """The error that the constraint's own `validate` raises."""
    message = constraint.get_violation_error_message()
    default = constraint.violation_error_message == constraint.default_violation_error_message
    if isinstance(constraint, models.UniqueConstraint) and default and not constraint.condition:
        error: ValidationError = model().unique_error_message(model, constraint.fields)
        return error
    return ValidationError(message, code=constraint.violation_error_code)


def _comparable(field: Any, value: Any) -> Any:
    return (field.target_field if field.is_relation else field).to_python(value)
