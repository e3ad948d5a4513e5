"""Changes of units: recorded with their decision, then carried out by a step of the workflow."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import unit_changes
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets, WorkflowButtons
from office_culture.models import ChangedUnit, ChangeSide, UnitChange, UnitChangeState
from office_culture.resources.unit_changes import ChangedUnitResource, UnitChangeResource
from office_culture.rules.requests import is_key


class ChangedUnitInline(RecordInline):
    """The units before and after. A new unit is entered among the units first."""

    model = ChangedUnit
    fields = ("side", "unit")
    autocomplete_fields = ("unit",)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if obj is None and is_key(request.GET.get("unit", "")) else self.extra

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The formset; the unit named in the address of a new change fills its first row."""
        formset = super().get_formset(request, obj, **kwargs)
        unit = request.GET.get("unit", "")
        if obj is not None or not is_key(unit):
            return formset

        class Prefilled(formset):  # type: ignore[misc, valid-type]  # the class is made by Django
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **{"initial": [{"side": ChangeSide.BEFORE, "unit": unit}]} | kwargs)

        return Prefilled


@admin.register(UnitChange)
class UnitChangeAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Mergers, splits, new names, moves."""

    workflow = unit_changes.WORKFLOW
    change_form_template = "admin/office_culture/unitchange/change_form.html"
    search_fields = ("search_text", "decision__search_text")
    list_display = ("__str__", "named", "decision", "state_badge")
    list_select_related = ("decision",)
    list_filter = ("kind", "state")

    fieldsets = (
        (None, {"fields": ("kind", "takes_effect_on", "decision", "note")}),
        (_("New name"), {"fields": (("new_name", "new_printed_name"),)}),
        (_("Move"), {"fields": ("new_parent",)}),
    )
    autocomplete_fields = ("decision", "new_parent")
    inlines = (ChangedUnitInline,)
    resource_classes = (UnitChangeResource, ChangedUnitResource)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("units__unit")

    @admin.display(description=_("units"))
    def named(self, change: UnitChange) -> str:
        sides = {
            side: [row.unit.name for row in change.units.all() if row.side == side] for side in ChangeSide
        }
        return " → ".join(", ".join(names) for names in sides.values() if names)

    def closed(self, obj: UnitChange) -> str:
        if obj.state == UnitChangeState.DONE:
            return gettext("This change is carried out: its record is closed.")
        return ""

    def page_context(self, request: HttpRequest, obj: UnitChange) -> dict[str, Any]:
        context = super().page_context(request, obj)
        if obj.state == UnitChangeState.DRAFT:
            context["outlook"] = unit_changes.outlook(obj)
        return context
