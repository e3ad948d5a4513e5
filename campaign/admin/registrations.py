"""Registrations for emulation titles."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.admin.pages import PROMISES, OwnPages
from campaign.models import EmulationTitle, TitleRegistration
from campaign.resources.registrations import EmulationTitleResource, TitleRegistrationResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets


@admin.register(EmulationTitle)
class EmulationTitleAdmin(Spreadsheets, RecordAdmin):
    """The titles for which people and collectives register."""

    resource_classes = (EmulationTitleResource,)
    list_display = ("name", "subject", "enabled", "position")
    list_filter = ("subject", "enabled")

    fieldsets = ((None, {"fields": ("name", "subject", ("position", "enabled"))}),)


@admin.register(TitleRegistration)
class TitleRegistrationAdmin(OwnPages, Spreadsheets, RecordAdmin):
    """Who registered for what, and whether it was achieved."""

    pages = (PROMISES,)
    resource_classes = (TitleRegistrationResource,)
    list_display = ("name", "title", "year", "unit", "registered_on", "outcome")
    list_select_related = ("title", "unit")
    list_filter = ("year", "outcome", "title__subject", ("unit", admin.RelatedOnlyFieldListFilter))
    search_fields = ("search_text", "unit__search_text", "title__search_text")

    fieldsets = (
        (None, {"fields": (("year", "title"), ("unit", "person"), "name", "registered_on")}),
        (_("At year's end"), {"fields": (("outcome", "decision"), "note")}),
    )
    autocomplete_fields = ("title", "unit", "person", "decision")
