"""Outlines of reports: versions with their sections and appendices; a version in use is read-only for everybody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from campaign.actions import outlines
from campaign.models import OutlineAppendix, OutlineSection, OutlineVersion, ReportOutline
from campaign.resources.outlines import (
    OutlineAppendixResource,
    OutlineSectionResource,
    OutlineVersionResource,
    ReportOutlineResource,
)
from campaign.selectors.outlines import numbered, rows_of_outline
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets, VersionPages
from office_culture.rules import parts


class SectionInline(RecordInline):
    """The sections in order."""

    model = OutlineSection
    # Nine columns side by side would not fit: each section is a small form of its own.
    template = "admin/edit_inline/stacked.html"
    fields = (
        ("position", "level", "numbering", "key"),
        ("title", "content"),
        ("written", "required", "words"),
        ("tables", "charts", "lists"),
        "guidance",
    )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "content":
            kwargs["widget"] = forms.Select(choices=[("", "–"), *parts.sections.choices()])
        if db_field.name == "guidance":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class AppendixInline(RecordInline):
    """The appendices in order."""

    model = OutlineAppendix
    fields = ("position", "title", "content", "landscape", "section")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "content":
            kwargs["widget"] = forms.Select(choices=[("", "–"), *parts.appendices.choices()])
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(ReportOutline)
class ReportOutlineAdmin(Spreadsheets, RecordAdmin):
    """One row for each outline, whatever its versions."""

    resource_classes = (ReportOutlineResource,)
    list_display = ("name", "kind", "paper")
    list_filter = ("kind",)

    fieldsets = ((None, {"fields": ("name", ("kind", "paper"), "note")}),)


@admin.register(OutlineVersion)
class OutlineVersionAdmin(VersionPages, Spreadsheets, RecordAdmin):
    """Versions of outlines with their sections and appendices."""

    workflow = outlines.WORKFLOW
    compared_rows = staticmethod(rows_of_outline)
    resource_classes = (OutlineVersionResource, OutlineSectionResource, OutlineAppendixResource)
    change_form_template = "admin/campaign/outlineversion/change_form.html"
    list_display = ("outline", "number", "kind", "state_badge", "valid_from", "guidance")
    list_select_related = ("outline", "guidance")
    list_filter = ("state", "outline__kind")

    fieldsets = (
        (
            None,
            {
                "fields": (
                    "outline",
                    ("number", "state"),
                    ("valid_from", "guidance"),
                    ("names", "least_rows", "longest_list", "least_met"),
                    "note",
                )
            },
        ),
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("outline", "guidance")
    inlines = (SectionInline, AppendixInline)

    class Media:
        css = {"all": ("campaign/campaign.css",)}

    @admin.display(description=ReportOutline._meta.get_field("kind").verbose_name, ordering="outline__kind")
    def kind(self, version: OutlineVersion) -> str:
        return version.outline.get_kind_display()

    def page_context(self, request: HttpRequest, obj: OutlineVersion) -> dict[str, Any]:
        return super().page_context(request, obj) | {"numbered": numbered(obj.plain_sections())}
