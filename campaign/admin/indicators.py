"""Indicators with their targets, and what was measured."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, FigureAdmin
from campaign.admin.panels import indicator_panels
from campaign.models import Indicator, IndicatorTarget, IndicatorValue
from campaign.resources.indicators import (
    IndicatorResource,
    IndicatorTargetResource,
    IndicatorValueResource,
)
from office_culture.admin.bricks import LinkedRecords, RecordInline, TermAdmin
from office_culture.papers.screen_charts import Panel
from office_culture.rules.requests import user_of


class IndicatorTargetInline(RecordInline):
    """What each unit wants to reach, year by year."""

    model = IndicatorTarget
    fields = ("unit", "year", "value")
    autocomplete_fields = ("unit",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("unit")


@admin.register(Indicator)
class IndicatorAdmin(TermAdmin):
    """What the office is measured by; the page shows how it went on."""

    change_form_template = "admin/campaign/figure/change_form.html"
    list_display = ("name", "unit_of_measure", "direction", "topic", "position", "enabled")
    list_filter = ("enabled", "topic", "direction")

    fieldsets = (
        (None, {"fields": ("name", "code", ("unit_of_measure", "decimals"), "direction")}),
        (_("What is possible"), {"fields": (("lowest", "highest"),)}),
        (_("Use"), {"fields": ("topic", "position", "enabled")}),
    )
    inlines = (IndicatorTargetInline,)
    resource_classes = (IndicatorResource, IndicatorTargetResource)

    def page_context(self, request: HttpRequest, obj: Indicator) -> dict[str, Any]:
        context, user = super().page_context(request, obj), user_of(request)
        if user.has_perm("campaign.view_indicatorvalue"):
            context["panels"] = indicator_panels(obj, user)
        return context


@admin.register(IndicatorValue)
class IndicatorValueAdmin(FigureAdmin):
    """What was measured, by period."""

    workflow = WORKFLOWS[IndicatorValue]
    search_fields = ("search_text", "unit__search_text", "indicator__search_text")
    list_display = ("indicator", "measured", "unit", "period_start", "period_end", "standing")
    list_select_related = ("indicator", "unit")
    list_filter = (
        "state",
        ("indicator", LinkedRecords),
        ("unit", LinkedRecords),
        "period_end",
    )

    fieldsets = (
        (None, {"fields": ("indicator", "unit", ("period_start", "period_end"), "value")}),
        ORIGIN,
    )
    autocomplete_fields = ("indicator", "unit")
    resource_classes = (IndicatorValueResource,)

    @admin.display(description=_("value"), ordering="value")
    def measured(self, figure: IndicatorValue) -> str:
        return figure.indicator.told(figure.value)

    def panels(self, request: HttpRequest, figure: IndicatorValue) -> list[Panel]:
        return indicator_panels(figure.indicator, user_of(request))
