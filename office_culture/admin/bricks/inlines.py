"""Rows of another kind inside a record's page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext

from office_culture.admin.bricks.forms import RowForm, derived_for_checks
from office_culture.admin.bricks.links import BoundLinks
from office_culture.admin.bricks.records import TYPED_FIELDS
from office_culture.models.constraints import Duplicate, standing
from office_culture.rules.requests import user_of


class RowFormSet(BaseInlineFormSet):
    """Rows below one record, checked against unique constraints with each other and with all stored rows.

    Django's inlines skip constraints with a condition or with a column that is not shown, and the database would answer
    with an error page. Rows are compared as they will be saved, so a row that ends in the same save does not block its
    successor.
    """

    def initial_form_count(self) -> int:
        """The number of rows that are there already: none below a record that is new, whatever the post says."""
        return super().initial_form_count() if self.instance.pk else 0

    def clean(self) -> None:
        super().clean()
        doomed: list[Any] = self.deleted_forms
        if any(form.is_stale for form in doomed):
            raise ValidationError(
                gettext("A row that you remove was changed meanwhile. Look at it again, then remove it.")
            )
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
            # A record above that is not saved yet has no key, but has no other rows either.
            key = {name: form.instance.serializable_value(name) for name in constraint.fields}
            if any(value is None for name, value in key.items() if name != self.fk.name):
                continue
            elsewhere = self._stored_elsewhere(constraint, key) if form.has_changed() else None
            if elsewhere or tuple(key.values()) in met:
                code = constraint.violation_error_code
                refusal = ValidationError(constraint.get_violation_error_message(), code=code)
                form.add_error(code if code in form.fields else None, Duplicate(refusal, elsewhere))
            met.add(tuple(key.values()))

    def _stored_elsewhere(
        self, constraint: models.UniqueConstraint, key: dict[str, Any]
    ) -> models.Model | None:
        if None in key.values():
            return None
        own_keys = [form.instance.pk for form in self.initial_forms]
        return standing(constraint, self.model, key).exclude(pk__in=own_keys).first()

    def _stays(self, form: Any) -> bool:
        filled = form.instance.pk or form.has_changed()
        return bool(filled and form.is_valid() and not form.cleaned_data.get("DELETE"))


def _is_under(constraint: models.UniqueConstraint, row: models.Model) -> bool:
    return constraint.condition is None or constraint.condition.check(_values(row))


def _values(row: models.Model) -> dict[str, models.Value]:
    return {
        field.name: models.Value(getattr(row, field.attname), field) for field in row._meta.concrete_fields
    }


class RecordInline(BoundLinks, admin.TabularInline):
    """An inline without empty rows, with choices in the account's scope and the rights of the record above."""

    form = RowForm
    formset = RowFormSet
    formfield_overrides = TYPED_FIELDS
    extra = 0
    show_change_link = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        made = super().get_formset(request, obj, **kwargs)
        made.form.user = user_of(request)  # type: ignore[attr-defined]  # a form of ours, made for this request
        return made

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields without `opened_version`, which is a hidden input and no column."""
        return [name for name in super().get_fields(request, obj) if name != "opened_version"]


class ReadOnlyInline(RecordInline):
    """An inline for rows that only actions write: nobody adds, changes or deletes them here."""

    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
