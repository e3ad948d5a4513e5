"""Digital work: shares and systems."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, MeasurementAdmin
from campaign.admin.panels import share_panels
from campaign.models import DigitalShare, DigitalSystem
from campaign.resources.digital import DigitalShareResource, DigitalSystemResource
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, Spreadsheets
from office_culture.papers.screen_charts import Panel
from office_culture.text.numbers import percent


@admin.register(DigitalShare)
class DigitalShareAdmin(MeasurementAdmin):
    """Shares of digital work, with what each share leaves out."""

    workflow = WORKFLOWS[DigitalShare]
    list_display = ("indicator", "measured", "unit", "period_start", "period_end", "standing")
    list_filter = ("state", ("indicator", LinkedRecords), ("unit", LinkedRecords), "period_end")

    fieldsets = (
        (None, {"fields": ("unit", ("period_start", "period_end"))}),
        (_("Share"), {"fields": ("indicator", ("percent", "target"), "excludes")}),
        ORIGIN,
    )
    resource_classes = (DigitalShareResource,)

    @admin.display(description=_("share (%)"), ordering="percent")
    def measured(self, figure: DigitalShare) -> str:
        return percent(figure.percent)

    def panels(self, request: HttpRequest, figure: DigitalShare) -> list[Panel]:
        return share_panels(figure)


@admin.register(DigitalSystem)
class DigitalSystemAdmin(Spreadsheets, RecordAdmin):
    """Digital systems in the order papers list them."""

    list_display = ("name", "unit", "position", "valid_from", "valid_to")
    list_select_related = ("unit",)
    list_filter = (("unit", LinkedRecords),)

    fieldsets = (
        (None, {"fields": ("unit", "name", "position")}),
        (_("Period"), {"fields": (("valid_from", "valid_to"),)}),
    )
    autocomplete_fields = ("unit",)
    resource_classes = (DigitalSystemResource,)
