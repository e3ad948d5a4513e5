"""Rounds of inspections: plan, team, units, and their progress."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _

from office_culture.actions import rounds
from office_culture.actions.rounds import lay_out
from office_culture.admin import courses, round_pages
from office_culture.admin.bricks import (
    BeginsAsCopy,
    RecordAdmin,
    RecordInline,
    Spreadsheets,
    WorkflowButtons,
    unknown,
)
from office_culture.admin.bricks.course import CourseStep
from office_culture.admin.bricks.pages import own_urls
from office_culture.admin.office_papers import DraftsPapers
from office_culture.models import Inspection, InspectionRound, InspectionRoundState, RoundBasis, TeamMember
from office_culture.models.versions import VersionState
from office_culture.resources.rounds import InspectionRoundResource, RoundBasisResource, TeamMemberResource
from office_culture.rules.requests import user_of


class BasisInline(RecordInline):
    """The bases of the round: what it inspects against."""

    model = RoundBasis
    fields = ("document", "position")
    autocomplete_fields = ("document",)


class TeamInline(RecordInline):
    """The team that the decision set up."""

    model = TeamMember
    fields = ("person", "role", "post", "position")
    autocomplete_fields = ("person",)


class UnitInline(RecordInline):
    """The units to inspect, and when."""

    model = Inspection
    fields = ("unit", "visited_on")
    autocomplete_fields = ("unit",)
    can_delete = False


@admin.register(InspectionRound)
class InspectionRoundAdmin(DraftsPapers, BeginsAsCopy, WorkflowButtons, Spreadsheets, RecordAdmin):
    """The plan of a round, its team and its units."""

    workflow = rounds.workflow
    resource_classes = (
        InspectionRoundResource,
        RoundBasisResource,
        TeamMemberResource,
    )
    list_display = ("name", "year", "state_badge", "start", "end", "surprise")
    list_filter = ("state", "year", unknown("start"))

    fieldsets = (
        (None, {"fields": ("name", ("year", "state"), "unit", "checklist_version")}),
        (_("Plan"), {"fields": ("plan", ("start", "end"), "surprise", "team_decision")}),
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("unit", "checklist_version", "plan", "team_decision")
    inlines = (BasisInline, TeamInline, UnitInline)
    change_form_template = "admin/office_culture/inspectionround/change_form.html"

    def course(self, request: HttpRequest, obj: InspectionRound) -> list[CourseStep]:
        return courses.of_round(obj)

    def copied_values(self, obj: InspectionRound) -> dict[str, Any]:
        """The version of the checklist that is in use now."""
        versions = obj.checklist_version.siblings().filter(state=VersionState.IN_USE)
        newest = versions.order_by("-number").first()
        return {"checklist_version_id": newest.pk} if newest else {}

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"overview": "overview/", "table": "table.pdf"}), *super().get_urls()]

    def overview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return round_pages.overview(self, request, object_id)

    def table_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return round_pages.table(self, request, object_id)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Saves the rows below; units added to a round under way get their items."""
        super().save_related(request, form, formsets, change)
        if form.instance.state == InspectionRoundState.OPEN:
            lay_out(form.instance, user_of(request))
