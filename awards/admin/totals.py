"""Totals without names: awards of years before the program, of which only the number is known."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import AwardTotal
from awards.resources.totals import AwardTotalResource
from awards.selectors.totals import remainders_of
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, Spreadsheets, number_column
from office_culture.text.numbers import whole

BELOW = "unit__path__startswith"


@admin.register(AwardTotal)
class AwardTotalAdmin(Spreadsheets, RecordAdmin):
    """Totals without names, each with what it adds to the awards that are recorded by name."""

    resource_classes = (AwardTotalResource,)
    change_form_template = "admin/awards/awardtotal/change_form.html"
    list_display = (
        "award",
        "recipient",
        "year",
        "unit",
        number_column("number", _("number")),
        "contained",
        "without_names",
    )
    list_select_related = ("award", "unit")
    list_filter = (
        "year",
        ("award", LinkedRecords),
        "award__level",
        "recipient",
        "named",
        ("unit", LinkedRecords),
    )
    search_fields = ("search_text", "unit__search_text")

    fieldsets = (
        (None, {"fields": (("award", "recipient"), ("unit", "year"), ("number", "named"))}),
        (_("By which decision"), {"fields": (("decided_on", "decision"), "note")}),
    )
    autocomplete_fields = ("award", "unit", "decision")

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Allows the lookups of links from the statistics, also those for a unit with all below it."""
        return lookup == BELOW or super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Sets `found`, what each total adds, on all rows of the page at once."""
        page = super().get_changelist_instance(request)
        found = remainders_of(page.result_list)
        for row in page.result_list:
            row.found = found[row.pk]
        return page

    def page_context(self, request: HttpRequest, obj: AwardTotal) -> dict[str, Any]:
        return super().page_context(request, obj) | {"found": remainders_of([obj])[obj.pk]}

    @admin.display(description=_("recorded by name"))
    def contained(self, total: AwardTotal) -> str:
        found = total.found  # type: ignore[attr-defined]  # set by the list for all rows at once
        if not found.above:
            return whole(found.contained)
        return gettext("%(contained)s and %(above)s above the number") % {
            "contained": whole(found.contained),
            "above": whole(found.above),
        }

    @admin.display(description=_("without names"))
    def without_names(self, total: AwardTotal) -> str:
        return whole(total.found.remainder)  # type: ignore[attr-defined]
