"""Criteria of review in versions."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import reviews
from campaign.models import Criterion, ReviewCriteria
from campaign.resources.criteria import CriterionResource, ReviewCriteriaResource
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.rules.requests import user_of


class CriterionInline(RecordInline):
    """The criteria of one version."""

    model = Criterion
    fields = ("position", "name", "guidance", "weight", "minimum")


@admin.register(ReviewCriteria)
class ReviewCriteriaAdmin(Spreadsheets, RecordAdmin):
    """Versions of the criteria. One that a session uses is frozen; a change is a new version."""

    list_display = ("name", "version_number", "pass_mark", "source")
    fieldsets = (
        (None, {"fields": (("name", "version_number"), "source")}),
        (_("Rules"), {"fields": (("scale", "pass_mark", "quorum_percent"),)}),
    )
    inlines = (CriterionInline,)
    actions = ("make_new_version",)
    resource_classes = (ReviewCriteriaResource, CriterionResource)

    def closed(self, obj: ReviewCriteria) -> str:
        if not obj.is_used:
            return ""
        return gettext(
            "A session judges by this version, so it stays as it is. Make a new version to change it."
        )

    @admin.action(description=_("Make a new version"), permissions=("add",))
    def make_new_version(self, request: HttpRequest, queryset: QuerySet[ReviewCriteria]) -> None:
        for criteria in queryset:
            made = reviews.new_version(criteria=criteria, by=user_of(request))
            messages.success(request, gettext("“%(criteria)s” is made.") % {"criteria": made})
