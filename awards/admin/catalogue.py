"""The catalogue of awards."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from awards.models import Award
from awards.resources.catalogue import AwardResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets


@admin.register(Award)
class AwardAdmin(Spreadsheets, RecordAdmin):
    """Titles and forms, the highest first."""

    resource_classes = (AwardResource,)
    list_display = ("name", "kind", "subject", "level", "decided_by")
    list_filter = ("kind", "subject", "level")

    fieldsets = (
        (None, {"fields": ("name", ("kind", "subject", "level"), "decided_by", "position")}),
        (_("Existence"), {"fields": (("valid_from", "valid_to"),)}),
    )
