"""Campaigns and the movements beside them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.models import Campaign, CampaignBasis, Movement, MovementFile, ParentMovement
from campaign.resources.campaigns import (
    CampaignBasisResource,
    CampaignResource,
    MovementResource,
    ParentMovementResource,
)
from office_culture.admin.bricks import FileInline, LinkedRecords, RecordAdmin, RecordInline, Spreadsheets


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
class CampaignAdmin(Spreadsheets, RecordAdmin):
    """Campaigns; a new stage is a new campaign that continues the old one."""

    list_display = ("name", "office", "unit", "period_start", "period_end")
    list_select_related = ("office", "unit")

    fieldsets = (
        (None, {"fields": ("name", "office", "unit")}),
        (_("Period"), {"fields": (("period_start", "period_end"), "continues")}),
    )
    autocomplete_fields = ("office", "unit", "continues")
    inlines = (CampaignBasisInline, ParentMovementInline)
    resource_classes = (
        CampaignResource,
        CampaignBasisResource,
        ParentMovementResource,
    )


class MovementFileInline(FileInline):
    """Evidence of what we did."""

    model = MovementFile


@admin.register(Movement)
class MovementAdmin(Spreadsheets, RecordAdmin):
    """Movements that run beside the campaign, with what we did in them."""

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
