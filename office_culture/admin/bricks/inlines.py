"""Rows of another kind inside a record's page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelChoiceField
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.forms import RowForm, derived_for_checks
from office_culture.admin.bricks.records import TYPED_FIELDS, scope_choices


class RowFormSet(BaseInlineFormSet):
    """Rows below one record. What may stand there once is compared among the rows as they will be, and with all others.

    Django checks in no inline what has a condition or a column that the rows do not show, so the database would refuse
    with an error page. A row that ends in the same save makes room for the next one.
    """

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if self._stays(form) and derived_for_checks(form.instance)]
        model: Any = self.model
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
                self._refuse_a_second(constraint, rows)

    def _refuse_a_second(self, constraint: models.UniqueConstraint, rows: list[Any]) -> None:
        met = set()
        for form in rows:
            if form.errors or not _is_under(constraint, form.instance):
                continue
            # A record above that is not saved yet has no key, but all its rows stand here.
            key = {name: form.instance.serializable_value(name) for name in constraint.fields}
            if any(value is None for name, value in key.items() if name != self.fk.name):
                continue
            if tuple(key.values()) in met or (
                form.has_changed() and self._is_kept_elsewhere(constraint, key)
            ):
                code = constraint.violation_error_code
                error = ValidationError(constraint.get_violation_error_message(), code=code)
                form.add_error(code if code in form.fields else None, error)
            met.add(tuple(key.values()))

    def _is_kept_elsewhere(self, constraint: models.UniqueConstraint, key: dict[str, Any]) -> bool:
        if None in key.values():
            return False
        here = [form.instance.pk for form in self.initial_forms]
        model: Any = self.model
        others = model._default_manager.filter(constraint.condition or models.Q(), **key)
        return bool(others.exclude(pk__in=here).exists())

    def _stays(self, form: Any) -> bool:
        filled = form.instance.pk or form.has_changed()
        return bool(filled and form.is_valid() and not form.cleaned_data.get("DELETE"))


def _is_under(constraint: models.UniqueConstraint, row: models.Model) -> bool:
    return constraint.condition is None or constraint.condition.check(_values(row))


def _values(row: models.Model) -> dict[str, models.Value]:
    return {
        field.name: models.Value(getattr(row, field.attname), field) for field in row._meta.concrete_fields
    }


class RecordInline(admin.TabularInline):
    """No empty rows, choices within the account's scope; the rights are those of the record above."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = TYPED_FIELDS
    extra = 0
    show_change_link = False

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if "queryset" not in kwargs:
            scope_choices(db_field, request, kwargs)
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LinkSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyInline(RecordInline):
    """Rows that actions write and nobody edits."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
