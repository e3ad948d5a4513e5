"""Sessions of councils: attendance, ballots, outcome, minutes."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions import sessions
from awards.actions.ballots import entering_refused
from awards.models import Attendance, CouncilSession, OwnThreshold, SessionState
from awards.resources.sessions import CouncilSessionResource
from awards.selectors.ballots import sheet_of
from awards.views.ballots import ballots_view, describe_calculation
from awards.views.open_votes import open_votes_view
from office_culture.actions.workflow import Step
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.pages import own_urls, visible
from office_culture.admin.councils import PresenceInline
from office_culture.admin.office_papers import DraftsPapers
from office_culture.rules.requests import user_of
from office_culture.views.unsaved import typed_on


class AttendanceInline(PresenceInline):
    """Who attends, and what absentees wrote. There is a row for each seat from the opening on."""

    model = Attendance
    fields = ("seat", "present", "opinion", "counts_as_vote")
    formfield_overrides: ClassVar[dict[Any, dict[str, Any]]] = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 40})}
    }


class OwnThresholdInline(RecordInline):
    """The office's own thresholds, for awards without a recorded rule."""

    model = OwnThreshold
    fields = (
        "award",
        "recipient",
        "threshold_percent",
        "threshold_base",
        "ballot",
        "quorum_percent",
        "source",
    )
    autocomplete_fields = ("award",)


@admin.register(CouncilSession)
class CouncilSessionAdmin(DraftsPapers, WorkflowButtons, Spreadsheets, RecordAdmin):
    """Sessions with who attends, the ballots on each nominee, and the minutes."""

    workflow = sessions.WORKFLOW
    next_steps: ClassVar[dict[str, str]] = {"conclude": "issue"}
    change_form_template = "admin/awards/councilsession/change_form.html"
    resource_classes = (CouncilSessionResource,)
    list_display = ("name", "council", "nomination_round", "held_on", "state_badge")
    list_select_related = ("council", "nomination_round")
    list_filter = ("state", "held_on")

    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    ("council", "nomination_round"),
                    ("held_on", "begun_at", "ended_at"),
                    "place",
                )
            },
        ),
        (_("Minutes"), {"fields": ("discussion",)}),
    )
    autocomplete_fields = ("council", "nomination_round")
    inlines = (AttendanceInline, OwnThresholdInline)

    def get_urls(self) -> list[URLPattern]:
        return [
            *own_urls(self, {"ballots": "ballots/", "open_votes": "open-votes/"}),
            *super().get_urls(),
        ]

    def may_enter(self, request: HttpRequest, object_id: str) -> bool:
        """Whether the account may enter ballots of this session now."""
        return not entering_refused(session=visible(self, request, object_id), by=user_of(request))

    @typed_on(may_enter)
    def ballots_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The ballots on each nominee."""
        return ballots_view(self, request, object_id)

    @typed_on(may_enter)
    def open_votes_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who voted how, where the vote is open."""
        return open_votes_view(self, request, object_id)

    def get_readonly_fields(self, request: HttpRequest, obj: CouncilSession | None = None) -> tuple[str, ...]:
        """Council and round are read-only once the session was opened."""
        if obj is None or obj.state == SessionState.PLANNED:
            return ()
        return ("council", "nomination_round")

    def step_result(self, obj: CouncilSession, step: Step[Any]) -> tuple[str, str]:
        """Whoever opens the session with its attendance goes on with the ballots."""
        message, page = super().step_result(obj, step)
        if step.name == "open" and obj.attendances.filter(present=True).exists():
            page = reverse("admin:awards_councilsession_ballots", args=[obj.pk])
        return message, page

    def closed(self, obj: CouncilSession) -> str:
        if obj.state != SessionState.CONCLUDED:
            return ""
        return gettext("This session is concluded: attendance, ballots and outcomes stay as they were.")

    def page_context(self, request: HttpRequest, obj: CouncilSession) -> dict[str, Any]:
        sheet = sheet_of(obj)
        return super().page_context(request, obj) | {
            "sheet": sheet,
            "lines": [(line, describe_calculation(line)) for line in sheet.lines],
            "may_enter": not entering_refused(session=obj, by=user_of(request)),
            "any_open": any(line.is_open for line in sheet.lines),
        }
