"""Emulation pledges with their targets."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.admin.pages import PROMISES
from campaign.models import Pledge, PledgeTarget
from campaign.resources.pledges import PledgeResource, PledgeTargetResource
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.bricks.list_pages import OwnPages


class PledgeTargetInline(RecordInline):
    """Criteria with target and, at year's end, what was reached."""

    model = PledgeTarget
    fields = (
        "criterion",
        "sense",
        "target",
        "unit_of_measure",
        "achieved",
        "stated",
        "outcome_label",
        "position",
    )
    readonly_fields = ("outcome_label",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Criteria are sentences, numbers are short."""
        if db_field.name == "criterion":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 30})
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"target", "achieved", "unit_of_measure"}:
            field.widget.attrs["class"] = "vIntegerField"
        return field

    @admin.display(description=_("so it is"))
    def outcome_label(self, target: PledgeTarget) -> str:
        return str(target.outcome.label)


@admin.register(Pledge)
class PledgeAdmin(OwnPages, Spreadsheets, RecordAdmin):
    """Pledges by year and unit."""

    pages = (PROMISES,)
    resource_classes = (
        PledgeResource,
        PledgeTargetResource,
    )
    list_display = ("year", "unit", "signed_on", "document")
    list_select_related = ("unit", "document")
    list_filter = ("year", ("unit", LinkedRecords))
    search_fields = ("search_text", "unit__search_text")

    fieldsets = (
        (None, {"fields": ("unit", ("year", "signed_on"), "campaign")}),
        (_("Connections"), {"fields": ("document", "note")}),
    )
    autocomplete_fields = ("unit", "campaign", "document")
    inlines = (PledgeTargetInline,)
