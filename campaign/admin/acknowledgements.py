"""Acknowledged warnings and remarks of reviews: for reading, searching and exporting."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Acknowledgement
from campaign.resources.acknowledgements import AcknowledgementResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets


class KeptAdmin(Spreadsheets, RecordAdmin):
    """Rows that actions write once and nobody edits."""

    sheet_import = False
    list_select_related = ("report",)
    autocomplete_fields = ("report",)

    def closed(self, obj: Any) -> str:
        return gettext("This was said in the course of a report and stays as it was said.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Acknowledgement)
class AcknowledgementAdmin(KeptAdmin):
    """Which warnings somebody let stand, and why."""

    resource_classes = (AcknowledgementResource,)
    list_display = ("given_at", "report", "sentence", "given_by_name", "reason")
    list_filter = ("code",)
    fieldsets = (
        (
            None,
            {"fields": ("report", "sentence", "reason", ("given_by_name", "given_at"))},
        ),
        (_("What it answers for"), {"fields": ("code", "subject", "fingerprint"), "classes": ("collapse",)}),
    )
