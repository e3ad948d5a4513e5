"""The places of units in published indices."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, MeasurementAdmin
from campaign.admin.panels import rank_panels
from campaign.models import ReformRank
from campaign.resources.reform_ranks import ReformRankResource
from office_culture.admin.bricks import LinkedRecords
from office_culture.papers.screen_charts import Panel


@admin.register(ReformRank)
class ReformRankAdmin(MeasurementAdmin):
    """Yearly ranks; 1 is the best place."""

    workflow = WORKFLOWS[ReformRank]
    list_display = ("unit", "year", "indicator", "rank", "of", "among", "standing")
    list_filter = ("state", ("indicator", LinkedRecords), "year", ("unit", LinkedRecords))

    fieldsets = (
        (None, {"fields": ("unit", ("indicator", "year"))}),
        (_("Rank"), {"fields": (("rank", "of"), "among", "target")}),
        ORIGIN,
    )
    resource_classes = (ReformRankResource,)

    def panels(self, request: HttpRequest, figure: ReformRank) -> list[Panel]:
        return rank_panels(figure)
