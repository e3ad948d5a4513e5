"""Published indices, and the places of units in them."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, FigureAdmin
from campaign.admin.panels import rank_panels
from campaign.models import ReformIndex, ReformRank
from campaign.resources.reform_ranks import ReformIndexResource, ReformRankResource
from office_culture.admin.bricks import LinkedRecords, TermAdmin
from office_culture.papers.screen_charts import Panel


@admin.register(ReformIndex)
class ReformIndexAdmin(TermAdmin):
    """Indices in the order papers name them."""

    list_display = ("name", "published_by", "main", "position", "enabled")
    fieldsets = ((None, {"fields": ("name", "code", "published_by", "main", "position", "enabled")}),)
    resource_classes = (ReformIndexResource,)


@admin.register(ReformRank)
class ReformRankAdmin(FigureAdmin):
    """Yearly ranks; 1 is the best place."""

    workflow = WORKFLOWS[ReformRank]
    list_display = ("unit", "year", "index", "rank", "of", "among", "standing")
    list_select_related = ("unit", "index")
    list_filter = (
        "state",
        ("index", LinkedRecords),
        "year",
        ("unit", LinkedRecords),
    )

    fieldsets = (
        (None, {"fields": ("unit", ("index", "year"))}),
        (_("Rank"), {"fields": (("rank", "of"), "among", "target")}),
        ORIGIN,
    )
    autocomplete_fields = ("unit", "index")
    resource_classes = (ReformRankResource,)

    def panels(self, request: HttpRequest, figure: ReformRank) -> list[Panel]:
        return rank_panels(figure)
