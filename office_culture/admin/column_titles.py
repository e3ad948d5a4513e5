"""Titles that an office adds, so that columns of received sheets are understood."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.models import ColumnTitle
from office_culture.resources.column_titles import ColumnTitleResource


@admin.register(ColumnTitle)
class ColumnTitleAdmin(Spreadsheets, RecordAdmin):
    """The kind of record is chosen from those that have a sheet; the column is named as in the records."""

    resource_classes = (ColumnTitleResource,)
    list_display = ("title", "kind_name", "column")
    list_filter = ("kind",)
    fieldsets = ((None, {"fields": ("kind", "title", "column")}),)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "kind" and field is not None:
            field.widget = forms.Select(choices=[("", "---------"), *self._kinds()])
        return field

    def _kinds(self) -> list[tuple[str, str]]:
        models = {
            resource._meta.model
            for page in self.admin_site._registry.values()
            if isinstance(page, Spreadsheets)
            for resource in page.resource_classes
        }
        named = [(model._meta.label_lower, str(model._meta.verbose_name_plural)) for model in models]
        return sorted(named, key=lambda pair: pair[1])

    @admin.display(description=_("kind of record"), ordering="kind")
    def kind_name(self, title: ColumnTitle) -> str:
        return title.kind_name()
