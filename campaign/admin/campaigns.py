"""Campaigns and the movements beside them."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaign.actions import record_files
from campaign.admin import courses
from campaign.models import Campaign, CampaignBasis, Movement, MovementFile, ParentMovement
from campaign.resources.campaigns import (
    CampaignBasisResource,
    CampaignResource,
    MovementResource,
    ParentMovementResource,
)
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks import (
    BeginsAsCopy,
    FileInline,
    LinkedRecords,
    RecordAdmin,
    RecordInline,
    Spreadsheets,
)
from office_culture.admin.bricks.course import CourseStep
from office_culture.admin.bricks.pages import own_urls, visible
from office_culture.models import Verb
from office_culture.rules.requests import user_of
from office_culture.text.file_names import file_name
from office_culture.views.archives import archive_response


class CampaignBasisInline(RecordInline):
    """The documents a campaign rests on."""

    model = CampaignBasis
    fields = ("document", "position")
    autocomplete_fields = ("document",)


class ParentMovementInline(RecordInline):
    """The movements of higher levels, highest first."""

    model = ParentMovement
    fields = ("name", "level", "launched_by", "position")
    autocomplete_fields = ("launched_by",)


@admin.register(Campaign)
class CampaignAdmin(BeginsAsCopy, Spreadsheets, RecordAdmin):
    """Campaigns; a new stage is a new campaign that continues the old one."""

    list_display = ("name", "office", "unit", "period_start", "period_end")
    list_select_related = ("office", "unit")

    fieldsets = (
        (None, {"fields": ("name", "office", "unit")}),
        (_("Period"), {"fields": (("period_start", "period_end"), "continues")}),
    )
    autocomplete_fields = ("office", "unit", "continues")
    inlines = (CampaignBasisInline, ParentMovementInline)
    change_form_template = "admin/campaign/campaign/change_form.html"
    resource_classes = (
        CampaignResource,
        CampaignBasisResource,
        ParentMovementResource,
    )

    def get_urls(self) -> list[Any]:
        return [*own_urls(self, {"record_file": "record-file.zip"}), *super().get_urls()]

    def page_context(self, request: HttpRequest, obj: Campaign) -> dict[str, Any]:
        address = reverse("admin:campaign_campaign_record_file", args=[obj.pk])
        offered = record_files.may_hand_over(obj, user_of(request))
        return super().page_context(request, obj) | {"record_file_url": address if offered else ""}

    def course(self, request: HttpRequest, obj: Campaign) -> list[CourseStep]:
        return courses.of_campaign(obj, user_of(request))

    def record_file_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Everything issued and stored in the campaign as one archive, or what is missing."""
        campaign = visible(self, request, object_id, "office")
        user = user_of(request)
        if not record_files.may_hand_over(campaign, user):
            raise PermissionDenied
        try:
            handed_over = record_files.hand_over(campaign=campaign, by=user)
        except Refused as refusal:
            events.record(verb=Verb.REFUSED, by=user, obj=campaign, reason=str(refusal), step="record_file")
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:campaign_campaign_change", args=[campaign.pk]))
        name = file_name("ho so", campaign.name).removesuffix(".pdf")
        return archive_response(handed_over.entries(), f"{name}.zip")


class MovementFileInline(FileInline):
    """Evidence of what the unit did in the movement."""

    model = MovementFile


@admin.register(Movement)
class MovementAdmin(Spreadsheets, RecordAdmin):
    """Movements beside the campaign, with what the unit did in them."""

    list_display = ("name", "level", "unit", "valid_from", "valid_to")
    list_select_related = ("unit",)
    list_filter = ("level", ("unit", LinkedRecords))

    fieldsets = (
        (None, {"fields": ("name", "level", "unit", "position")}),
        (_("Launch"), {"fields": ("launched_by", "launched_by_text", ("valid_from", "valid_to"))}),
        (_("Our part"), {"fields": ("actions", "results")}),
    )
    autocomplete_fields = ("unit", "launched_by")
    inlines = (MovementFileInline,)
    resource_classes = (MovementResource,)
