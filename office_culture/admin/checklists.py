"""Checklists: versions with their bands, groups and items; a version in use is read-only for everybody."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from office_culture.actions import checklists
from office_culture.admin.bricks import FrozenInUse, RecordAdmin, RecordInline, Spreadsheets, VersionPages
from office_culture.models import (
    Checklist,
    ChecklistBand,
    ChecklistGroup,
    ChecklistItem,
    ChecklistVersion,
)
from office_culture.resources.checklists import (
    ChecklistBandResource,
    ChecklistGroupResource,
    ChecklistItemResource,
    ChecklistResource,
    ChecklistVersionResource,
)
from office_culture.selectors.checklists import rows_of_checklist


class BandInline(RecordInline):
    """The outcomes by score."""

    model = ChecklistBand
    fields = ("name", "from_score", "passes", "best_after_critical")


class GroupInline(RecordInline):
    """The groups of items; each opens on its own page."""

    model = ChecklistGroup
    fields = ("code", "name", "position")
    show_change_link = True


class ItemInline(RecordInline):
    """The items of one group."""

    model = ChecklistItem
    fields = ("code", "wording", "method", "max_points", "critical", "sampling", "position")
    show_change_link = True


@admin.register(Checklist)
class ChecklistAdmin(Spreadsheets, RecordAdmin):
    """One row for each checklist, whatever its versions."""

    resource_classes = (ChecklistResource,)
    list_display = ("name", "scored", "proposed")
    list_filter = ("scored", "proposed")

    fieldsets = ((None, {"fields": ("name", ("scored", "proposed"), "note")}),)


@admin.register(ChecklistVersion)
class ChecklistVersionAdmin(VersionPages, Spreadsheets, RecordAdmin):
    """One text of a checklist."""

    workflow = checklists.WORKFLOW
    compared_rows = staticmethod(rows_of_checklist)
    resource_classes = (
        ChecklistVersionResource,
        ChecklistBandResource,
    )
    search_fields = ("checklist__search_text", "search_text")
    list_display = ("checklist", "number", "state_badge", "partly_share", "valid_from")
    list_select_related = ("checklist",)
    list_filter = ("state",)

    fieldsets = (
        (None, {"fields": ("checklist", ("number", "state"), "valid_from", "note")}),
        (_("Scoring"), {"fields": ("partly_share",)}),
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("checklist",)
    inlines = (BandInline, GroupInline)


@admin.register(ChecklistGroup)
class ChecklistGroupAdmin(FrozenInUse, Spreadsheets, RecordAdmin):
    """The items of a group."""

    resource_classes = (ChecklistGroupResource,)
    list_display = ("code", "name", "checklist_version", "position")
    list_select_related = ("checklist_version",)

    fieldsets = ((None, {"fields": ("checklist_version", "code", "name", "position")}),)
    autocomplete_fields = ("checklist_version",)
    inlines = (ItemInline,)


@admin.register(ChecklistItem)
class ChecklistItemAdmin(FrozenInUse, Spreadsheets, RecordAdmin):
    """One item with the rule that asks for it."""

    resource_classes = (ChecklistItemResource,)
    list_display = ("code", "wording", "group", "method", "max_points", "critical", "sampling")
    list_select_related = ("group",)
    list_filter = ("method", "critical", "sampling")

    fieldsets = (
        (None, {"fields": ("group", "code", "wording", "position")}),
        (_("Basis"), {"fields": ("clause", "document")}),
        (_("Check"), {"fields": (("method", "second_method"), "evidence", "sampling")}),
        (_("Scoring"), {"fields": ("max_points", "critical")}),
    )
    autocomplete_fields = ("group", "document")
    raw_id_fields = ("clause",)
