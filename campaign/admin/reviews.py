"""Criteria of review in versions, and the sessions of the council."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import review_sessions
from campaign.models import ReviewAttendance, ReviewSession
from campaign.resources.reviews import ReviewSessionResource
from campaign.selectors.reviews import calculations
from office_culture.actions.councils import list_seats
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.admin.councils import PresenceInline
from office_culture.admin.office_papers import DraftsPapers
from office_culture.models.sessions import SessionState
from office_culture.rules.requests import user_of


class ReviewAttendanceInline(PresenceInline):
    """Which members took part in the session."""

    model = ReviewAttendance
    fields = ("seat", "role", "present")
    readonly_fields = ("seat", "role")

    @admin.display(description=_("role"))
    def role(self, obj: ReviewAttendance) -> str:
        return obj.seat.get_role_display()


@admin.register(ReviewSession)
class ReviewSessionAdmin(DraftsPapers, WorkflowButtons, Spreadsheets, RecordAdmin):
    """Sessions with who took part, what they judged, and their papers."""

    workflow = review_sessions.WORKFLOW
    next_steps: ClassVar[dict[str, str]] = {"conclude": "issue"}
    change_form_template = "admin/campaign/reviewsession/change_form.html"
    list_display = ("name", "council", "held_on", "criteria", "state_badge")
    list_select_related = ("council", "criteria")
    list_filter = ("held_on",)
    fieldsets = (
        (None, {"fields": ("name", "council", ("held_on", "begun_at", "ended_at"), "place", "criteria")}),
        (_("Minutes"), {"fields": ("discussion",)}),
    )
    autocomplete_fields = ("council", "criteria")
    inlines = (ReviewAttendanceInline,)
    resource_classes = (ReviewSessionResource,)

    def closed(self, obj: ReviewSession) -> str:
        if not obj.is_settled:
            return ""
        if obj.state == SessionState.CONCLUDED:
            return gettext(
                "This session is concluded; it stays as it was. Whoever keeps the review can reopen it."
            )
        return gettext("This session has decided; council and criteria stay as they were.")

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: list[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        list_seats(form.instance, user_of(request))

    def page_context(self, request: HttpRequest, obj: ReviewSession) -> dict[str, Any]:
        judged = list(obj.innovations.visible_to(user_of(request)).order_by("title", "pk"))
        found = calculations(obj, judged)
        return super().page_context(request, obj) | {
            "judged": [(innovation, found[innovation.pk]) for innovation in judged],
        }
