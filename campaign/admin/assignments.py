"""Sections handed out: what a unit has to write until when, and the page on which its contact writes it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaign.actions import assignments
from campaign.admin import assignment_pages
from campaign.models import AssignmentState, SectionAssignment
from campaign.models.assignments import AWAITED
from campaign.resources.assignments import SectionAssignmentResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.pages import own_urls
from office_culture.rules.requests import user_of
from office_culture.views.unsaved import typed_on

CLOSED = {
    AssignmentState.DELIVERED: _(
        "This section is delivered; whoever keeps the report accepts or returns it."
    ),
    AssignmentState.ACCEPTED: _("This section is accepted."),
    AssignmentState.TAKEN_BACK: _("This section was taken back."),
}


class AwaitedFilter(admin.SimpleListFilter):
    """Filters sections that are still to be written: all of them, or those overdue today."""

    title = _("last day")
    parameter_name = "last_day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("overdue")), ("awaited", _("all still to be written"))]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[SectionAssignment]
    ) -> QuerySet[SectionAssignment]:
        rows: Any = queryset
        if self.value() == "overdue":
            return rows.overdue(timezone.localdate())
        if self.value() == "awaited":
            return rows.awaited()
        return queryset


@admin.register(SectionAssignment)
class SectionAssignmentAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Sections handed out, the most urgent first. They are added on the page of their report only."""

    workflow = assignments.WORKFLOW
    resource_classes = (SectionAssignmentResource,)
    sheet_import = False
    change_form_template = "admin/campaign/sectionassignment/change_form.html"
    list_display = ("title", "report", "unit", "due", "in_time", "state_badge")
    list_select_related = ("report", "unit")
    list_filter = (AwaitedFilter, "state")

    fieldsets = ((None, {"fields": ("title", "report_name", "unit", ("due", "delivered_on"), "note")}),)
    readonly_fields = ("title", "report_name", "delivered_on")
    autocomplete_fields = ("unit",)
    bulk_steps = ("accept",)
    bulk_fields = ("unit", "due")

    def first_rows(self, request: HttpRequest) -> tuple[Q, str] | None:
        """Sections that the account's unit or one below it still has to write, and delivered ones of their reports."""
        unit = user_of(request).unit
        if unit is None:
            return None
        delivered = Q(report__unit__path__startswith=unit.path, state=AssignmentState.DELIVERED)
        return (Q(unit__path__startswith=unit.path, state__in=AWAITED) | delivered, "due")

    @admin.display(description=_("report"))
    def report_name(self, assignment: SectionAssignment) -> str:
        """The name of the report without a link: an account that writes one section may not view the whole report."""
        return str(assignment.report)

    @admin.display(description=_("in time"))
    def in_time(self, assignment: SectionAssignment) -> Any:
        if assignment.is_overdue(timezone.localdate()):
            return format_html('<span class="badge badge-alert">{}</span>', _("overdue"))
        return None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def closed(self, obj: SectionAssignment) -> str:
        return str(CLOSED.get(AssignmentState(obj.state), ""))

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"write": "write/", "preview": "write/preview/"}), *super().get_urls()]

    def may_write(self, request: HttpRequest, object_id: str) -> bool:
        """Whether what is typed on the page of writing is kept for the account."""
        return assignment_pages.may_write_now(self, request, object_id)

    @typed_on(may_write)
    def write_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return assignment_pages.write(self, request, object_id)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return assignment_pages.preview(self, request, object_id)

    def page_context(self, request: HttpRequest, obj: SectionAssignment) -> dict[str, Any]:
        return super().page_context(request, obj) | assignment_pages.assignment_details(obj, user_of(request))
