"""Reports; their sections are written on pages of their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaign.actions import reports
from campaign.actions.assignments import handing_out_refused
from campaign.admin import assignment_pages
from campaign.models import Report, ReportState
from campaign.models.reports import ISSUED_STATES
from campaign.resources.reports import ReportResource
from campaign.selectors.assignments import handed_out
from campaign.selectors.narratives import section_states
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.pages import own_urls
from office_culture.requests import user_of


@admin.register(Report)
class ReportAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """The report: its frame, how far its sections are, and its way to the leader's signature."""

    change_form_template = "admin/campaign/report/change_form.html"
    workflow = reports.WORKFLOW

    class Media:
        css = {"all": ("campaign/report.css", "campaign/assignment.css")}

    resource_classes = (ReportResource,)
    list_display = ("subject", "kind", "unit", "period_start", "period_end", "state_badge", "paper", "papers")
    list_select_related = ("unit", "paper")
    list_filter = ("kind", "state")

    fieldsets = (
        (
            None,
            {
                "fields": (
                    "campaign",
                    ("kind", "outline_version"),
                    "unit",
                    "subject",
                    ("period_start", "period_end", "as_of"),
                )
            },
        ),
        (
            _("Why and for whom"),
            {"fields": ("requested_by", ("addressees", "recipients")), "classes": ("collapse",)},
        ),
        (
            _("Signature and archive line"),
            {
                "fields": (
                    ("signature_form", "signature_holder"),
                    ("signer", "signer_post"),
                    ("drafting_unit", "clerk_code"),
                ),
                "classes": ("collapse",),
            },
        ),
    )
    autocomplete_fields = ("campaign", "outline_version", "unit", "requested_by", "signer", "drafting_unit")

    @admin.display(description=_("papers"))
    def papers(self, report: Report) -> str:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("report_preview", args=[report.pk]),
            _("Preview"),
            reverse("report_pdf", args=[report.pk]),
            _("PDF"),
        )

    def closed(self, obj: Report) -> str:
        if obj.state == ReportState.IN_REVIEW:
            return str(_("This report is in review; whoever reviews it can return it to be written on."))
        if obj.state == ReportState.APPROVED:
            return str(_("This report is approved; leadership can return it with a reason."))
        if obj.state in ISSUED_STATES:
            return str(_("This report is issued; nobody changes it any more. A correction is a new report."))
        return ""

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"handout": "handout/"}), *super().get_urls()]

    def handout_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return assignment_pages.hand_out_page(self, request, object_id)

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> tuple[str, ...]:
        return ("kind", "outline_version") if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            reports.lay_out(report=form.instance)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["sections"] = section_states(obj)
            context["can_take_over"] = obj.state == ReportState.DRAFT and self.has_change_permission(request)
            context["handed_out"] = handed_out(obj, user_of(request), timezone.localdate())
            context["handing_out_refused"] = handing_out_refused(obj, user_of(request))
        return super().render_change_form(request, context, add, change, form_url, obj)
