"""Places in yearly indices."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, CorrectionInline, FigureAdmin
from campaign.admin.panels import rank_panels
from campaign.models import ReformRank, ReformRankCorrection
from campaign.resources.figures import ReformRankResource
from office_culture.charts import Panel


class ReformRankCorrectionInline(CorrectionInline):
    """Corrections of a rank."""

    model = ReformRankCorrection


@admin.register(ReformRank)
class ReformRankAdmin(FigureAdmin):
    """Yearly ranks; 1 is the best place."""

    workflow = WORKFLOWS[ReformRank]
    list_display = ("unit", "year", "index", "rank", "of", "among", "standing")
    list_select_related = ("unit",)
    list_filter = ("state", "index", "year", ("unit", admin.RelatedOnlyFieldListFilter))

    fieldsets = (
        (None, {"fields": ("unit", ("year", "index"))}),
        (_("Rank"), {"fields": (("rank", "of"), "among", "target")}),
        ORIGIN,
    )
    autocomplete_fields = ("unit",)
    inlines = (ReformRankCorrectionInline,)
    resource_classes = (ReformRankResource,)

    def panels(self, request: HttpRequest, figure: ReformRank) -> list[Panel]:
        return rank_panels(figure)
