"""Findings: what is to be remedied, by whom and by when."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import findings
from office_culture.admin.bricks import FileInline, RecordAdmin, Spreadsheets, WorkflowButtons, unknown
from office_culture.models import Finding, FindingFile, FindingState
from office_culture.models.findings import UNSETTLED
from office_culture.resources.findings import FindingResource
from office_culture.rules.requests import user_of


class FindingFileInline(FileInline):
    """Evidence of the finding and of its remedy."""

    model = FindingFile


@admin.register(Finding)
class FindingAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """What is to be remedied; the soonest due first."""

    workflow = findings.workflow
    resource_classes = (FindingResource,)
    sheet_import = False
    search_fields = ("search_text", "unit__search_text")
    list_display = ("content", "unit", "level", "owner", "due_on", "state_badge")
    list_select_related = ("unit", "owner")
    list_filter = ("state", "level", unknown("found_on"))

    fieldsets = (
        (None, {"fields": ("result", ("unit", "person"), "level", "content", "found_on")}),
        (_("Remedy"), {"fields": ("remedy", ("owner", "due_on"), "state", "remedied_on", "remedy_done")}),
        (_("Check"), {"fields": ("verified_on", "verified_by", "reopened_because")}),
    )
    readonly_fields = (
        "state",
        "remedied_on",
        "remedy_done",
        "verified_on",
        "verified_by",
        "reopened_because",
    )
    autocomplete_fields = ("unit", "person", "owner")
    raw_id_fields = ("result",)
    inlines = (FindingFileInline,)
    bulk_steps = ("verify",)
    bulk_fields = ("owner", "due_on")

    def first_rows(self, request: HttpRequest) -> tuple[Q, str] | None:
        """What the account's unit, one below it or the person of the account still has to remedy."""
        user = user_of(request)
        if user.unit is None:
            return None
        mine = user.unit.with_all_below() | (Q(owner=user.person_id) if user.person_id else Q())
        return (mine & Q(state__in=UNSETTLED), "placed_on")

    def closed(self, obj: Any) -> str:
        if obj.state == FindingState.VERIFIED:
            return gettext("This finding is settled; it can be reopened with a reason.")
        return ""
