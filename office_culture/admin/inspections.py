"""Rounds, inspections of units, and findings."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from office_culture.actions import findings, inspections, rounds
from office_culture.actions.rounds import lay_out
from office_culture.admin.bricks import FileInline, RecordAdmin, RecordInline, Spreadsheets, WorkflowButtons
from office_culture.models import (
    Finding,
    FindingFile,
    FindingState,
    Inspection,
    InspectionFile,
    InspectionRound,
    InspectionState,
    RoundBasis,
    RoundState,
    TeamMember,
)
from office_culture.requests import user_of
from office_culture.resources.inspections import (
    FindingResource,
    InspectionResource,
    InspectionRoundResource,
    RoundBasisResource,
    TeamMemberResource,
)


class BasisInline(RecordInline):
    """What the round inspects against."""

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
class InspectionRoundAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """The plan of a round, its team and its units."""

    workflow = rounds.workflow
    resource_classes = (
        InspectionRoundResource,
        RoundBasisResource,
        TeamMemberResource,
    )
    list_display = ("name", "year", "state_badge", "start", "end", "surprise")
    list_filter = ("state", "year")

    fieldsets = (
        (None, {"fields": ("name", ("year", "state"), "unit", "checklist_version")}),
        (_("Plan"), {"fields": ("plan", ("start", "end"), "surprise", "team_decision")}),
    )
    readonly_fields = ("state",)
    autocomplete_fields = ("unit", "checklist_version", "plan", "team_decision")
    inlines = (BasisInline, TeamInline, UnitInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A unit that joins a round under way gets its items at once."""
        super().save_related(request, form, formsets, change)
        if form.instance.state == RoundState.OPEN:
            lay_out(form.instance, user_of(request))


class InspectionFileInline(FileInline):
    """Files of the inspection as a whole."""

    model = InspectionFile


@admin.register(Inspection)
class InspectionAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """The inspection of one unit."""

    workflow = inspections.workflow
    resource_classes = (InspectionResource,)
    search_fields = ("search_text", "unit__search_text", "inspection_round__search_text")
    list_display = ("unit", "inspection_round", "state_badge", "visited_on", "score", "band", "unchecked")
    list_select_related = ("unit", "inspection_round")
    list_filter = ("state", "inspection_round__year")

    fieldsets = (
        (None, {"fields": ("inspection_round", "unit", "state")}),
        (
            _("Visit"),
            {"fields": ("visited_on", ("begun_at", "ended_at"), "place", "represented_by", "present")},
        ),
        (_("Result"), {"fields": (("earned", "applicable", "score"), "band", "unit_opinion", "conclusion")}),
    )
    readonly_fields = ("state", "earned", "applicable", "score", "band")
    autocomplete_fields = ("inspection_round", "unit", "represented_by")
    inlines = (InspectionFileInline,)

    def closed(self, obj: Any) -> str:
        if obj.state == InspectionState.CLOSED:
            return _now("This inspection is closed; it can be reopened with a reason.")
        return ""


class FindingFileInline(FileInline):
    """Evidence of the finding and of its remedy."""

    model = FindingFile


@admin.register(Finding)
class FindingAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """What is to be remedied; the soonest due first."""

    workflow = findings.workflow
    resource_classes = (FindingResource,)
    sheet_import = False
    search_fields = ("search_text", "unit__search_text")
    list_display = ("content", "unit", "level", "owner", "due_on", "state_badge")
    list_select_related = ("unit", "owner")
    list_filter = ("state", "level")

    fieldsets = (
        (None, {"fields": ("result", ("unit", "person"), "level", "content", "found_on")}),
        (_("Remedy"), {"fields": ("remedy", ("owner", "due_on"), "state", "remedied_on", "remedy_done")}),
        (_("Check"), {"fields": ("verified_on", "verified_by", "reopened_because")}),
    )
    readonly_fields = (
        "state",
        "remedied_on",
        "remedy_done",
        "verified_on",
        "verified_by",
        "reopened_because",
    )
    autocomplete_fields = ("unit", "person", "owner")
    raw_id_fields = ("result",)
    inlines = (FindingFileInline,)

    def closed(self, obj: Any) -> str:
        if obj.state == FindingState.VERIFIED:
            return _now("This finding is settled; it can be reopened with a reason.")
        return ""
