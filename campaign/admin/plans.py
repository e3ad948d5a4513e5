"""Plans, requirements of documents from above, and the page that shows which tasks cover which requirement."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from campaign.admin.pages import CALENDAR, COVERAGE
from campaign.models import Plan, Requirement
from campaign.resources.plans import PlanResource, RequirementResource
from office_culture.admin.bricks import BeginsAsCopy, LinkedRecords, RecordAdmin, Spreadsheets
from office_culture.admin.bricks.list_pages import OwnPages
from office_culture.admin.office_papers import DraftsPapers
from office_culture.models.documents import RESTING
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of


@admin.register(Plan)
class PlanAdmin(DraftsPapers, BeginsAsCopy, OwnPages, Spreadsheets, RecordAdmin):
    """Plans with the number of their tasks; what a plan implements is read from its document."""

    pages = (
        COVERAGE,
        CALENDAR,
    )
    resource_classes = (PlanResource,)
    list_display = ("title", "unit", "period_start", "period_end", "task_count")
    list_select_related = ("unit",)
    list_filter = (("unit", LinkedRecords),)
    search_fields = ("search_text", "document__search_text")
    copied_rights = ("campaign.add_task",)

    fieldsets = (
        (None, {"fields": ("document", "title", "unit", "campaign")}),
        (_("Period"), {"fields": (("period_start", "period_end"),)}),
        (_("Connections"), {"fields": ("implements", "tasks_of_plan")}),
    )
    readonly_fields = ("implements", "tasks_of_plan")
    autocomplete_fields = ("document", "unit", "campaign")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        rows = super().get_queryset(request).select_related("unit", "document")
        if request.resolver_match and request.resolver_match.url_name == "campaign_plan_changelist":
            return rows.annotate(tasks_counted=Count("tasks"))
        return rows

    def has_change_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        """Whether the account keeps the records of the plan's unit; plans of units above can be viewed only."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or keeps_records_of(user_of(request), obj.unit))

    @admin.display(description=_("tasks"), ordering="tasks_counted")
    def task_count(self, plan: Plan) -> int:
        return plan.tasks_counted  # type: ignore[attr-defined]

    @admin.display(description=_("implements"))
    def implements(self, plan: Plan) -> SafeString | None:
        if not plan.pk or not plan.document:
            return None
        relations = plan.document.relations.filter(kind__in=RESTING).select_related("target")
        lines = [
            (
                relation.get_kind_display(),
                reverse("admin:office_culture_document_change", args=[relation.target.pk]),
                relation.target,
            )
            for relation in relations
        ]
        return format_html_join("", '<div>{}: <a href="{}">{}</a></div>', lines) or None

    @admin.display(description=_("tasks"))
    def tasks_of_plan(self, plan: Plan) -> SafeString | None:
        if not plan.pk:
            return None
        address = reverse("admin:campaign_task_changelist")
        return format_html(
            '<a href="{}?plan__id__exact={}">{}</a>', address, plan.pk, _("Tasks of this plan")
        )


@admin.register(Requirement)
class RequirementAdmin(OwnPages, Spreadsheets, RecordAdmin):
    """What documents from above require, document by document."""

    pages = (COVERAGE,)
    resource_classes = (RequirementResource,)
    list_display = ("short_text", "document", "part", "due", "source")
    list_select_related = ("document", "passes_on")
    list_filter = (("document", LinkedRecords),)
    search_fields = ("search_text", "document__search_text")

    fieldsets = (
        (None, {"fields": ("document", ("part", "position"), "text", "due")}),
        (_("Connections"), {"fields": ("passes_on",)}),
    )
    autocomplete_fields = ("document", "passes_on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Requirement]:
        return super().get_queryset(request).select_related("document")

    @admin.display(description=_("what is required"), ordering="text")
    def short_text(self, requirement: Requirement) -> str:
        return Truncator(requirement.text).chars(100)

    @admin.display(description=_("passes on"))
    def source(self, requirement: Requirement) -> Any:
        return Truncator(requirement.passes_on.text).chars(60) if requirement.passes_on else None
