"""Nomination rounds."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions import rounds
from awards.models import NominationRound, NominationRoundState
from awards.resources.rounds import NominationRoundResource
from awards.selectors.outcomes import outcomes_of
from awards.selectors.ratios import ratios_of
from awards.selectors.round_papers import papers_of
from awards.selectors.straddling import straddled_by
from office_culture.admin.bricks import BeginsAsCopy, RecordAdmin, Spreadsheets, WorkflowButtons, unknown
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of


@admin.register(NominationRound)
class NominationRoundAdmin(BeginsAsCopy, WorkflowButtons, Spreadsheets, RecordAdmin):
    """Occasions for nominations, with their state."""

    workflow = rounds.WORKFLOW
    change_form_template = "admin/awards/nominationround/change_form.html"
    resource_classes = (NominationRoundResource,)
    list_display = ("name", "kind", "unit", "state_badge", "opened_on", "closed_on")
    list_select_related = ("unit",)
    list_filter = ("kind", "state", "ground", unknown("opened_on"))

    fieldsets = (
        (None, {"fields": ("name", ("kind", "ground"), ("unit", "campaign"), "awards")}),
        (
            _("Days"),
            {"fields": (("period_start", "period_end"), ("opened_on", "closed_on"), "rules_of")},
        ),
    )
    autocomplete_fields = ("unit", "campaign", "awards")

    def has_change_permission(self, request: HttpRequest, obj: NominationRound | None = None) -> bool:
        """Only accounts that keep the records of the unit of the round; units that take part may read it."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or keeps_records_of(user_of(request), obj.unit))

    def page_context(self, request: HttpRequest, obj: NominationRound) -> dict[str, Any]:
        user = user_of(request)
        return super().page_context(request, obj) | {
            "straddled": straddled_by(obj),
            "ratios": ratios_of(obj),
            "round_papers": papers_of(obj, user),
            "outcomes": outcomes_of(obj) if keeps_records_of(user, obj.unit) else (),
            "dossiers": obj.dossiers.visible_to(user).select_related("unit"),
        }

    def closed(self, obj: NominationRound) -> str:
        if obj.state == NominationRoundState.DECIDED:
            return gettext("This round is decided: its record is closed.")
        return ""
