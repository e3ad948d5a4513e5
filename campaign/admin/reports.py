"""Reports and the texts of their sections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaign.actions import reports
from campaign.models import Narrative, Report, ReportState
from campaign.models.reports import ISSUED_STATES
from campaign.outline import Outline, Section
from campaign.resources.reports import ReportResource
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.forms import RowForm


class NarrativeForm(RowForm):
    """The text of one section, which knows where in the outline it stands."""

    @property
    def place(self) -> tuple[str, Section]:
        """Number and section of the outline."""
        text: Any = self.instance
        outline: Outline = text.report.outline
        return outline.place(text.section)


class NarrativeInline(RecordInline):
    """One text for each written section; sections come and go with the outline only."""

    model = Narrative
    form = NarrativeForm
    template = "admin/campaign/report/narratives.html"
    fields = ("text",)
    max_num = 0
    can_delete = False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "text":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 6, "class": "narrative"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Report)
class ReportAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """The report: its frame, its texts, its facts, and its way to the leader's signature."""

    change_form_template = "admin/campaign/report/change_form.html"
    workflow = reports.WORKFLOW

    class Media:
        css = {"all": ("campaign/report.css",)}
        js = ("campaign/report.js",)

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
    inlines = (NarrativeInline,)

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

    def get_inlines(self, request: HttpRequest, obj: Report | None) -> tuple[Any, ...]:
        return self.inlines if obj else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> tuple[str, ...]:
        return ("kind", "outline_version") if obj else ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            reports.lay_out(report=form.instance)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        for text in obj.narratives.all():
            for warning in text.warnings():
                title = obj.outline.section(text.section).title
                messages.warning(request, f"{title}: {warning}")
        return super().response_change(request, obj)

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
            context["fact_groups"] = obj.facts().offered()
        return super().render_change_form(request, context, add, change, form_url, obj)
