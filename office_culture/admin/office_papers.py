"""Office papers: what their records do not say is typed here; and the buttons on the pages of those records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from office_culture.actions import office_papers
from office_culture.actions.office_papers import unit_of
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.admin.outgoing import OutgoingPage
from office_culture.models import OfficePaper
from office_culture.resources.office_papers import OfficePaperResource
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of
from office_culture.selectors.addresses import visible_page
from office_culture.selectors.papers_about import papers_about

SIGNING = (("signature_form", "signature_holder"), ("signer", "signer_post"), ("recipients", "drafting_unit"))
REMINDERS = ("tasks", "findings", "conclusion")


class DraftsPapers:
    """Mixed into the admin of a record about which papers are drafted."""

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        user = user_of(request)
        found = papers_about(obj, user, keeps=keeps_records_of(user, unit_of(obj)))
        return super().page_context(request, obj) | {"office_papers": found}  # type: ignore[misc]


@admin.register(OfficePaper)
class OfficePaperAdmin(OutgoingPage, Spreadsheets, RecordAdmin):
    """Drafted on the page of a plan, a round, a council or a session; each kind asks for what its record lacks."""

    workflow = office_papers.WORKFLOW
    draft_page = "office_paper_pdf"
    change_form_template = "admin/office_culture/officepaper/change_form.html"
    resource_classes = (OfficePaperResource,)
    sheet_import = False
    list_display = ("subject", "kind", "unit", "paper", "state_badge")
    list_select_related = ("unit", "paper")
    list_filter = ("state", "kind")

    fieldsets = (
        (None, {"fields": ("subject", "unit", "addressees", "text", "answer_by")}),
        (_("Legal bases"), {"fields": ("legal_bases", ("decider", "proposed_by"))}),
        (_("Signature and recipients"), {"fields": SIGNING}),
    )
    autocomplete_fields = ("unit", "drafting_unit", "signer")
    formfield_overrides = {
        **RecordAdmin.formfield_overrides,
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 3})},
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A draft begins on the page of what it is about."""
        return False

    def get_fieldsets(self, request: HttpRequest, obj: OfficePaper | None = None) -> Any:
        """Only what the kind prints is asked for."""
        sets = list(super().get_fieldsets(request, obj))
        if obj is None:
            return sets
        own = [
            name
            for name in ("subject", "unit", "addressees", "text", "answer_by")
            if (name != "addressees" or obj.of_kind.is_letter)
            and (name != "answer_by" or obj.kind in REMINDERS)
        ]
        sets[0] = (None, {"fields": tuple(own)})
        return sets if obj.is_decision else [sets[0], sets[2]]

    def page_context(self, request: HttpRequest, obj: OfficePaper) -> dict[str, Any]:
        about: Any = obj.about
        page = visible_page(about, user_of(request)) if about is not None else ""
        return super().page_context(request, obj) | {"about_page": page}
