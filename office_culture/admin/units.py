"""Units of the office."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import MergePages, RecordAdmin, RecordInline, Spreadsheets
from office_culture.models import Unit, UnitIdentity, UnitKind, UnitName
from office_culture.resources.unit_changes import UnitNameResource
from office_culture.resources.units import UnitResource
from office_culture.rules.requests import user_of
from office_culture.selectors.lineage import predecessors, successors


class IdentityInline(RecordInline):
    """By what certificates are known as this unit's."""

    model = UnitIdentity
    fields = ("kind", "value", "valid_from", "valid_to")


class NameInline(RecordInline):
    """What the unit was called before; a change of name adds the row by itself."""

    model = UnitName
    fields = ("name", "printed_name", "valid_from", "valid_to")


@admin.register(Unit)
class UnitAdmin(MergePages, Spreadsheets, RecordAdmin):
    """The tree of units; letterhead columns only matter where papers go out."""

    change_form_template = "admin/office_culture/unit/change_form.html"
    search_fields = ("search_text", "names__search_text")
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
    resource_classes = (UnitResource, UnitNameResource)
    inlines = (NameInline, IdentityInline)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Who keeps the records of a part of the office adds units to that part, so that the list shows them."""
        form = super().get_form(request, obj, change, **kwargs)
        if user_of(request).is_superuser or change:
            return form

        class Placed(form):  # type: ignore[misc, valid-type]  # the class is made by Django
            def clean(self) -> Any:
                cleaned = super().clean()
                if not cleaned.get("parent") and cleaned.get("kind") != UnitKind.OUTSIDE:
                    self.add_error("parent", gettext("Choose the unit that this one belongs to."))
                return cleaned

        return Placed

    def page_context(self, request: HttpRequest, obj: Unit) -> dict[str, Any]:
        context = super().page_context(request, obj) | {
            "predecessors": predecessors([obj.pk])[obj.pk],
            "successors": successors(obj),
        }
        if request.user.has_perm("office_culture.add_unitchange"):
            context["change_url"] = f"{reverse('admin:office_culture_unitchange_add')}?unit={obj.pk}"
        return context
