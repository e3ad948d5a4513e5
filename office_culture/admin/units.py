"""Units of the office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import MergePages, RecordAdmin, RecordInline, Spreadsheets
from office_culture.models import NotApplicable, Unit, UnitIdentity, UnitKind, UnitName, UnitPlace
from office_culture.resources.unit_changes import UnitNameResource, UnitPlaceResource
from office_culture.resources.units import UnitResource
from office_culture.rules.facts import registry
from office_culture.rules.requests import user_of
from office_culture.selectors.lineage import predecessors, successors


class IdentityInline(RecordInline):
    """The values in certificates that identify this unit as a signer."""

    model = UnitIdentity
    fields = ("kind", "value", "valid_from", "valid_to")


class NameInline(RecordInline):
    """What the unit was called before; a change of name adds the row by itself."""

    model = UnitName
    fields = ("name", "printed_name", "valid_from", "valid_to")


class PlaceInline(RecordInline):
    """Where the unit belonged before; a move adds the row by itself."""

    model = UnitPlace
    fk_name = "unit"
    fields = ("parent", "valid_from", "valid_to")
    autocomplete_fields = ("parent",)


class NotApplicableInline(RecordInline):
    """What the reports of the unit neither print nor ask for."""

    model = NotApplicable
    fields = ("source", "reason", "valid_from", "valid_to")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "source":
            kwargs["widget"] = forms.Select(choices=[("", "–"), *registry.lackable()])
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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
                    "offers_papers",
                    "printed_name",
                    "letterhead_superior",
                    "letterhead_name",
                    "tasks",
                )
            },
        ),
    )
    autocomplete_fields = ("parent",)
    resource_classes = (UnitResource, UnitNameResource, UnitPlaceResource)
    inlines = (NameInline, PlaceInline, NotApplicableInline, IdentityInline)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form.

        Accounts other than superusers must choose the parent of a new unit, except of one outside the office.
        """
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
