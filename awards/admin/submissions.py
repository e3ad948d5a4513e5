"""Submissions to a body above."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.actions import submissions
from awards.admin.decisions import SHORT_TEXTS, SIGNING, SubmissionLineInline
from awards.models import Submission
from awards.resources.submissions import SubmissionLineResource, SubmissionResource
from awards.selectors.award_papers import ordered
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, Spreadsheets
from office_culture.admin.outgoing import OutgoingPage


@admin.register(Submission)
class SubmissionAdmin(OutgoingPage, Spreadsheets, RecordAdmin):
    """Submissions of the office to bodies above, with the answers to them."""

    workflow = submissions.WORKFLOW
    draft_page = "submission_preview"
    change_form_template = "admin/awards/submission/change_form.html"
    resource_classes = (SubmissionResource, SubmissionLineResource)
    list_display = ("subject", "unit", "addressees", "paper", "state_badge")
    list_select_related = ("unit", "paper")
    list_filter = ("state", ("nomination_round", LinkedRecords))

    fieldsets = (
        (
            None,
            {"fields": ("subject", ("nomination_round", "unit"), "addressees", "without_session")},
        ),
        (
            _("Text and signature"),
            {"fields": ("legal_bases", "text", *SIGNING), "classes": ("collapse",)},
        ),
    )
    autocomplete_fields = ("nomination_round", "unit", "signer")
    formfield_overrides = {**RecordAdmin.formfield_overrides, **SHORT_TEXTS}
    inlines = (SubmissionLineInline,)

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("awards/awards.css",)}

    def get_inlines(self, request: HttpRequest, obj: Submission | None) -> Any:
        return self.inlines if obj and not obj.is_final else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Submission | None = None) -> tuple[str, ...]:
        return ("nomination_round",) if obj and obj.lines.exists() else ()

    def page_context(self, request: HttpRequest, obj: Submission) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "listed_lines": ordered(obj.lines.select_related("award")),
            "answers": list(obj.decisions.order_by("decided_on", "pk")),
        }
