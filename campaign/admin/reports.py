"""Reports; their sections are written on pages of their own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaign.actions import reports
from campaign.actions.assignments import handing_out_refused
from campaign.actions.reports import correction_of
from campaign.admin import assignment_pages, courses
from campaign.models import Report, ReportState
from campaign.models.reports import ISSUED_STATES
from campaign.report.preflight.result import preflight_result
from campaign.resources.reports import ReportResource
from campaign.selectors.assignments import handed_out
from campaign.selectors.narratives import section_states
from campaign.selectors.remarks import open_remarks, waiting_for
from office_culture.actions import outgoing
from office_culture.actions.workflow import Step
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.admin.bricks.course import CourseStep
from office_culture.admin.bricks.pages import own_urls
from office_culture.admin.outgoing import OutgoingPage
from office_culture.models import OutgoingState, Posting, User
from office_culture.rules.requests import is_key, user_of

# States in which the next step depends on the result of the preflight.
EXAMINED_STATES = (ReportState.IN_REVIEW, ReportState.APPROVED)


@admin.register(Report)
class ReportAdmin(OutgoingPage, Spreadsheets, RecordAdmin):
    """The report: its frame, the state of its sections, and the steps to its issue."""

    change_form_template = "admin/campaign/report/change_form.html"
    workflow = reports.WORKFLOW
    draft_page = "report_preview"
    closed_words = {
        OutgoingState.IN_REVIEW: _(
            "This report is in review; whoever reviews it can return it to be written on."
        ),
        OutgoingState.APPROVED: _("This report is approved; leadership can return it with a reason."),
        OutgoingState.ISSUED: _(
            "This report is issued; nobody changes it any more. A correction is a new report."
        ),
    }

    class Media:
        css = {"all": ("campaign/campaign.css",)}

    resource_classes = (ReportResource,)
    list_display = ("subject", "kind", "unit", "period_start", "period_end", "state_badge", "paper", "papers")
    list_select_related = ("unit", "paper")
    list_filter = ("kind", "state")
    step_templates: ClassVar[dict[str, str]] = {"issue": "admin/campaign/report/issue.html"}

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """On the page of one report with what it links to, which its form and its course show."""
        rows = super().get_queryset(request)
        if "object_id" not in (request.resolver_match.kwargs if request.resolver_match else {}):
            return rows
        return rows.select_related(
            "campaign", "outline_version__outline", "unit", "requested_by", "signer", "drafting_unit", "paper"
        )

    def known_values(self, request: HttpRequest) -> dict[str, Any]:
        """Besides, the account's unit drafts, else the office itself, and who leads the office signs."""
        known = super().known_values(request)
        unit = str(request.GET.get("unit") or known.get("unit") or "")
        if not is_key(unit):
            return known
        known["drafting_unit"] = user_of(request).unit_id or int(unit)
        postings = Posting.objects.visible_to(user_of(request)).filter(
            unit=int(unit), leads=True, valid_to=None
        )
        head = postings.order_by("rank", "pk").first()
        return {**known, "signer": head.person_id, "signer_post": head.post} if head else known

    @admin.display(description=_("papers"))
    def papers(self, report: Report) -> str:
        return format_html(
            '<a href="{}">{}</a> · <a href="{}">{}</a>',
            reverse("report_preview", args=[report.pk]),
            _("Preview"),
            reverse("report_pdf", args=[report.pk]),
            _("PDF"),
        )

    def step_context(self, request: HttpRequest, obj: Report, step: Step[Any]) -> dict[str, Any]:
        found = super().step_context(request, obj, step)
        if step.name == outgoing.ISSUE and obj.state == ReportState.APPROVED:
            found["standing"] = preflight_result(obj, user=user_of(request))
        return found

    def step_result(self, obj: Report, step: Step[Any]) -> tuple[str, str]:
        message, page = super().step_result(obj, step)
        return (
            (message, self._address("change", correction_of(obj).pk))
            if step.name == "correct"
            else (message, page)
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account that only reviews the report, as it belongs to another unit, may not change it."""
        if obj is not None and not obj.is_in_scope_of(user_of(request)):
            return False
        return super().has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"handout": "handout/"}), *super().get_urls()]

    def course(self, request: HttpRequest, obj: Report) -> list[CourseStep]:
        return courses.of_report(obj)

    def handout_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return assignment_pages.hand_out_page(self, request, object_id)

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> tuple[str, ...]:
        return ("kind", "outline_version") if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            reports.lay_out(report=form.instance, by=user_of(request))

    def page_context(self, request: HttpRequest, obj: Report) -> dict[str, Any]:
        user = user_of(request)
        return {
            **super().page_context(request, obj),
            **_review_of(obj, user),
            "sections": section_states(obj),
            "can_take_over": obj.state == ReportState.DRAFT and self.has_change_permission(request, obj),
            "handed_out": handed_out(obj, user, timezone.localdate()),
            "handing_out_refused": handing_out_refused(obj, user),
        }


def _review_of(report: Report, user: User) -> dict[str, Any]:
    """State of preflight and review for the page of the report.

    The preflight composes the whole paper, so it is counted only where the count decides the next step: approving and
    issuing. For a draft it runs on its own page.
    """
    found: dict[str, Any] = {"works_on_it": report.is_in_scope_of(user)}
    if report.state not in ISSUED_STATES:
        found["waiting_for"] = waiting_for(report)
        found["open_remarks"] = list(open_remarks(report))
        if found["works_on_it"] and report.state in EXAMINED_STATES:
            found["preflight_words"] = preflight_result(report).words
    return found
