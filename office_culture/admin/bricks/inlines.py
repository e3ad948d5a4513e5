"""Rows of another kind inside a record's page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelChoiceField
from django.http import HttpRequest

from office_culture.admin.bricks.forms import RowForm
from office_culture.admin.bricks.records import DAY_FIELDS, scope_choices


class RecordInline(admin.TabularInline):
    """No empty rows, choices within the account's scope; the rights are those of the record above."""

    form = RowForm
    formfield_overrides = DAY_FIELDS
    extra = 0
    show_change_link = False

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if "queryset" not in kwargs:
            scope_choices(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
