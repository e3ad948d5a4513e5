"""Criteria of review in versions."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.actions import criteria
from campaign.models import Criterion, ReviewCriteria
from campaign.resources.criteria import CriterionResource, ReviewCriteriaResource
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets, VersionPages


class CriterionInline(RecordInline):
    """The criteria of one version."""

    model = Criterion
    fields = ("position", "name", "guidance", "weight", "minimum")


@admin.register(ReviewCriteria)
class ReviewCriteriaAdmin(VersionPages, Spreadsheets, RecordAdmin):
    """Versions of the criteria; a session uses one that is in use."""

    workflow = criteria.WORKFLOW
    list_display = ("name", "number", "state_badge", "pass_mark", "source")
    list_filter = ("state",)
    fieldsets = (
        (None, {"fields": ("name", ("number", "state"), "source")}),
        (_("Rules"), {"fields": (("scale", "pass_mark", "quorum_percent"),)}),
    )
    readonly_fields = ("state",)
    inlines = (CriterionInline,)
    resource_classes = (ReviewCriteriaResource, CriterionResource)
