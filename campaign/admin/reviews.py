"""Criteria of review in versions, and the sessions of the council."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import CouncilMember, ReviewSession
from campaign.resources.reviews import CouncilMemberResource, ReviewSessionResource
from campaign.selectors.reviews import calculations
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.rules.requests import user_of


class CouncilMemberInline(RecordInline):
    """The members of the council in this session."""

    model = CouncilMember
    fields = ("person", "role", "present")
    autocomplete_fields = ("person",)


@admin.register(ReviewSession)
class ReviewSessionAdmin(Spreadsheets, RecordAdmin):
    """Sessions with their council, what they judged, and their papers."""

    change_form_template = "admin/campaign/reviewsession/change_form.html"
    list_display = ("name", "unit", "held_on", "criteria")
    list_select_related = ("unit", "criteria")
    list_filter = ("held_on",)
    fieldsets = (
        (None, {"fields": ("name", "unit", ("held_on", "place"), "criteria", "set_up_by")}),
        (_("Minutes"), {"fields": ("discussion",)}),
        (
            _("Decision of recognition"),
            {
                "fields": (
                    "legal_bases",
                    "decider",
                    ("signature_form", "signature_holder"),
                    ("signer", "signer_post"),
                )
            },
        ),
    )
    autocomplete_fields = ("unit", "criteria", "set_up_by", "signer")
    inlines = (CouncilMemberInline,)
    resource_classes = (ReviewSessionResource, CouncilMemberResource)

    def closed(self, obj: ReviewSession) -> str:
        if not obj.has_decided:
            return ""
        return gettext("This session has decided; council and criteria stay as they were.")

    def page_context(self, request: HttpRequest, obj: ReviewSession) -> dict[str, Any]:
        judged = list(obj.innovations.visible_to(user_of(request)).order_by("title", "pk"))
        found = calculations(obj, judged)
        return super().page_context(request, obj) | {
            "judged": [(innovation, found[innovation.pk]) for innovation in judged]
        }
