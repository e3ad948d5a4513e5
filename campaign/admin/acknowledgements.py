"""Acknowledged warnings and remarks of reviews: for reading, searching and exporting."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Acknowledgement, Remark
from campaign.resources.acknowledgements import AcknowledgementResource, RemarkResource
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


@admin.register(Remark)
class RemarkAdmin(KeptAdmin):
    """What was remarked in reviews and how it was settled."""

    resource_classes = (RemarkResource,)
    list_display = ("made_at", "report", "place", "text", "made_by_name", "settled_at")
    list_filter = (("settled_at", admin.EmptyFieldListFilter),)
    fieldsets = (
        (None, {"fields": (("report", "round"), "place", "text", ("made_by_name", "made_at"))}),
        (_("Settled"), {"fields": ("answer", ("settled_by_name", "settled_at"))}),
    )
