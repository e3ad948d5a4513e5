"""The papers that rules may ask for."""

from __future__ import annotations

from django.contrib import admin

from awards.models import (
    PaperKind,
)
from awards.resources.paper_kinds import PaperKindResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets


@admin.register(PaperKind)
class PaperKindAdmin(Spreadsheets, RecordAdmin):
    """The papers that rules may ask for."""

    resource_classes = (PaperKindResource,)
    list_display = ("name", "per_nominee", "position")
    list_filter = ("per_nominee",)

    fieldsets = ((None, {"fields": ("name", ("per_nominee", "position"))}),)
