"""Units of the office."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.models import Unit, UnitIdentity
from office_culture.resources.units import UnitResource


class IdentityInline(RecordInline):
    """By what certificates are known as this unit's."""

    model = UnitIdentity
    fields = ("kind", "value", "valid_from", "valid_to")


@admin.register(Unit)
class UnitAdmin(Spreadsheets, RecordAdmin):
    """The tree of units; letterhead columns only matter where papers go out."""

    list_display = ("name", "kind", "parent", "abbreviation", "code", "valid_from", "valid_to")
    list_select_related = ("parent",)
    list_filter = ("kind",)

    fieldsets = (
        (None, {"fields": ("name", "kind", "parent", "position", "abbreviation", "self_financed_percent")}),
        (_("Existence"), {"fields": (("valid_from", "valid_to"),)}),
        (
            _("Papers of this unit"),
            {
                "fields": (
                    ("code", "place"),
                    "one_number_series",
                    "printed_name",
                    "letterhead_superior",
                    "letterhead_name",
                    "tasks",
                )
            },
        ),
    )
    autocomplete_fields = ("parent",)
    resource_classes = (UnitResource,)
    inlines = (IdentityInline,)
