"""Values of indicators measured in numbers."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, MeasurementAdmin
from campaign.admin.panels import indicator_panels
from campaign.models import IndicatorValue
from campaign.resources.indicator_values import IndicatorValueResource
from office_culture.admin.bricks import LinkedRecords
from office_culture.papers.screen_charts import Panel
from office_culture.rules.requests import user_of


@admin.register(IndicatorValue)
class IndicatorValueAdmin(MeasurementAdmin):
    """Values of indicators by period."""

    workflow = WORKFLOWS[IndicatorValue]
    list_display = ("indicator", "measured", "unit", "period_start", "period_end", "standing")
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
    resource_classes = (IndicatorValueResource,)

    @admin.display(description=_("value"), ordering="value")
    def measured(self, figure: IndicatorValue) -> str:
        return figure.indicator.with_unit(figure.value)

    def panels(self, request: HttpRequest, figure: IndicatorValue) -> list[Panel]:
        return indicator_panels(figure.indicator, user_of(request))
