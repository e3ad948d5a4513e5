"""The office's own regulations, their revisions and clauses."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from office_culture.admin import regulation_pages
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.bricks.pages import own_urls
from office_culture.models import Clause, Regulation, RegulationRevision
from office_culture.resources.regulations import (
    ClauseResource,
    RegulationResource,
    RegulationRevisionResource,
)


class RevisionInline(RecordInline):
    """The texts of one regulation, newest first."""

    model = RegulationRevision
    fields = ("decision", "valid_from", "valid_to")
    autocomplete_fields = ("decision",)
    show_change_link = True
    can_delete = False


class ClauseInline(RecordInline):
    """The clauses that checklist items may name."""

    model = Clause
    fields = ("article", "clause", "point", "text")


@admin.register(Regulation)
class RegulationAdmin(Spreadsheets, RecordAdmin):
    """One row for each regulation, whichever of its revisions is in force."""

    resource_classes = (RegulationResource,)
    list_display = ("name", "kind", "unit")
    list_select_related = ("unit",)
    list_filter = ("kind",)

    fieldsets = ((None, {"fields": ("name", "kind", "unit")}),)
    autocomplete_fields = ("unit",)
    inlines = (RevisionInline,)
    change_form_template = "admin/office_culture/regulation/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"adopt": "adopt/"}), *super().get_urls()]

    def adopt_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return regulation_pages.adopt(self, request, object_id)


@admin.register(RegulationRevision)
class RegulationRevisionAdmin(Spreadsheets, RecordAdmin):
    """One text of a regulation with its clauses."""

    resource_classes = (
        RegulationRevisionResource,
        ClauseResource,
    )
    search_fields = ("regulation__search_text", "decision__search_text")
    list_display = ("regulation", "decision", "valid_from", "valid_to")
    list_select_related = ("regulation", "decision")

    fieldsets = ((None, {"fields": ("regulation", "decision", ("valid_from", "valid_to"))}),)
    autocomplete_fields = ("regulation", "decision")
    inlines = (ClauseInline,)
