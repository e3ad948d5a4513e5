"""Confirmations of effect and reach, which follow recognition."""

from django.contrib import admin

from campaign.models import EffectConfirmation
from campaign.resources.confirmations import EffectConfirmationResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, unknown


@admin.register(EffectConfirmation)
class EffectConfirmationAdmin(Spreadsheets, RecordAdmin):
    """Who confirmed which reach of an innovation, when and by which paper."""

    search_fields = ("search_text", "innovation__search_text")
    list_display = ("innovation", "reach", "confirmed_on", "confirmed_by", "form")
    list_select_related = ("innovation",)
    list_filter = ("reach", "form", unknown("confirmed_on"))
    fieldsets = (
        (None, {"fields": ("innovation", "reach")}),
        (None, {"fields": (("confirmed_on", "confirmed_by"), ("form", "document"), "content")}),
    )
    autocomplete_fields = ("innovation", "document")
    resource_classes = (EffectConfirmationResource,)
