"""Indicators with their targets."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.admin.panels import indicator_panels
from campaign.models import Indicator, IndicatorKind, IndicatorTarget
from campaign.resources.indicators import IndicatorResource, IndicatorTargetResource
from office_culture.admin.bricks import RecordInline, TermAdmin
from office_culture.rules.requests import user_of

OF_A_VALUE = (
    (
        _("Of a value"),
        {"fields": (("unit_of_measure", "decimals"), "direction", ("lowest", "highest"), "topic")},
    ),
)
OF_A_RANK = ((_("Of a rank"), {"fields": ("published_by", "main")}),)
OF_A_KIND: dict[str, Any] = {IndicatorKind.VALUE: OF_A_VALUE, IndicatorKind.RANK: OF_A_RANK}


class IndicatorTargetInline(RecordInline):
    """The target of each unit, year by year."""

    model = IndicatorTarget
    fields = ("unit", "year", "value")
    autocomplete_fields = ("unit",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("unit")


@admin.register(Indicator)
class IndicatorAdmin(TermAdmin):
    """What the office is measured by; the page shows charts of its values."""

    change_form_template = "admin/campaign/figure/change_form.html"
    list_display = ("name", "kind", "unit_of_measure", "topic", "published_by", "position", "enabled")
    list_filter = ("enabled", "kind", "topic")

    fieldsets = (
        (None, {"fields": ("kind", "name", "code")}),
        *OF_A_VALUE,
        *OF_A_RANK,
        (_("Use"), {"fields": ("position", "enabled")}),
    )
    inlines = (IndicatorTargetInline,)
    resource_classes = (IndicatorResource, IndicatorTargetResource)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """All fields for a new indicator; for an existing one only those that apply to its kind."""
        if obj is None:
            return self.fieldsets
        first, last = self.fieldsets[0], self.fieldsets[-1]
        return (first, *OF_A_KIND.get(obj.kind, ()), last)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("kind",) if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Targets are rows of their own for values only; for ranks and shares they are a column of the figure."""
        return self.inlines if obj is None or obj.kind == IndicatorKind.VALUE else ()

    def page_context(self, request: HttpRequest, obj: Indicator) -> dict[str, Any]:
        context, user = super().page_context(request, obj), user_of(request)
        if user.has_perm("campaign.view_indicatorvalue"):
            context["panels"] = indicator_panels(obj, user)
        return context
