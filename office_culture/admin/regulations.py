"""The office's own regulations, their revisions and clauses."""

from django.contrib import admin

from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
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
