"""Returns of one-stop case files."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.admin.figures import ORIGIN, FigureAdmin
from campaign.models import CaseFileReturn
from campaign.resources.figures import CaseFileReturnResource
from office_culture.admin.bricks import Spreadsheets
from office_culture.text.numbers import whole


@admin.register(CaseFileReturn)
class CaseFileReturnAdmin(Spreadsheets, FigureAdmin):
    """Counts by period; what was received and resolved is computed and shown, never typed."""

    search_fields = ("search_text", "unit__search_text")
    list_display = (
        "unit",
        "period_start",
        "period_end",
        "received",
        "resolved",
        "early",
        "on_time",
        "overdue",
        "returned",
        "in_progress",
    )
    list_select_related = ("unit",)
    list_filter = (("unit", admin.RelatedOnlyFieldListFilter), "period_end")

    fieldsets = (
        (None, {"fields": ("unit", ("period_start", "period_end"))}),
        (_("Received"), {"fields": (("new", "carried_over"),)}),
        (_("Resolved"), {"fields": (("early", "on_time"), ("overdue", "returned"))}),
        (_("Balance"), {"fields": ("in_progress", "balance")}),
        ORIGIN,
    )
    autocomplete_fields = ("unit",)
    readonly_fields: ClassVar[Any] = (*FigureAdmin.readonly_fields, "balance")
    resource_classes = (CaseFileReturnResource,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.with_totals()

    @admin.display(description=_("received"), ordering="total_received")
    def received(self, obj: CaseFileReturn) -> str:
        return whole(obj.received)

    @admin.display(description=_("resolved"), ordering="total_resolved")
    def resolved(self, obj: CaseFileReturn) -> str:
        return whole(obj.resolved)

    @admin.display(description=_("how it adds up"))
    def balance(self, obj: CaseFileReturn) -> str:
        """The three sums of the return, as somebody would check them on paper."""
        if obj.pk is None:
            return _now(
                "Received minus resolved must equal what is in progress; the sums are shown after saving."
            )
        return _now(
            "%(new)s + %(carried_over)s = %(received)s received; %(early)s + %(on_time)s + %(overdue)s + "
            "%(returned)s = %(resolved)s resolved; %(received)s − %(resolved)s = %(left)s in progress."
        ) % {
            "new": whole(obj.new),
            "carried_over": whole(obj.carried_over),
            "received": whole(obj.received),
            "early": whole(obj.early),
            "on_time": whole(obj.on_time),
            "overdue": whole(obj.overdue),
            "returned": whole(obj.returned),
            "resolved": whole(obj.resolved),
            "left": whole(obj.received - obj.resolved),
        }
