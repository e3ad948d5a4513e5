"""Nomination rounds."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from awards.actions import rounds
from awards.models import NominationRound, RoundState
from awards.resources.rounds import NominationRoundResource
from campaign.models.plans import keeps_records_of
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.requests import user_of


@admin.register(NominationRound)
class NominationRoundAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Occasions for nominations, and how far each has come."""

    workflow = rounds.WORKFLOW
    resource_classes = (NominationRoundResource,)
    list_display = ("name", "kind", "unit", "state_badge", "opened_on", "closed_on")
    list_select_related = ("unit",)
    list_filter = ("kind", "state", "ground")

    fieldsets = (
        (None, {"fields": ("name", ("kind", "ground"), ("unit", "campaign"), "awards")}),
        (
            _("Days"),
            {"fields": (("period_start", "period_end"), ("opened_on", "closed_on"), "rules_of")},
        ),
    )
    autocomplete_fields = ("unit", "campaign", "awards")

    def has_change_permission(self, request: HttpRequest, obj: NominationRound | None = None) -> bool:
        """A unit that takes part may read the round."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or keeps_records_of(user_of(request), obj.unit))

    def closed(self, obj: NominationRound) -> str:
        if obj.state == RoundState.DECIDED:
            return str(obj.get_state_display())
        return ""
