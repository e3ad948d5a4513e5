"""Nomination rounds."""

from django.contrib import admin

from awards.actions import rounds
from awards.models import NominationRound, RoundState
from awards.resources.rounds import NominationRoundResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons


@admin.register(NominationRound)
class NominationRoundAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Occasions for nominations, and how far each has come."""

    workflow = rounds.WORKFLOW
    resource_classes = (NominationRoundResource,)
    list_display = ("name", "kind", "unit", "state_badge", "opened_on", "closed_on")
    list_select_related = ("unit",)
    list_filter = ("kind", "state")

    fieldsets = (
        (None, {"fields": ("name", ("kind", "unit"), "campaign", "awards", ("opened_on", "closed_on"))}),
    )
    autocomplete_fields = ("unit", "campaign", "awards")

    def closed(self, obj: NominationRound) -> str:
        if obj.state == RoundState.DECIDED:
            return str(obj.get_state_display())
        return ""
