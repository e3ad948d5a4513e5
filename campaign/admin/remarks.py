"""Remarks of reviews: for reading, searching and exporting."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.admin.acknowledgements import KeptAdmin
from campaign.models import Remark
from campaign.resources.remarks import RemarkResource


@admin.register(Remark)
class RemarkAdmin(KeptAdmin):
    """What was remarked in reviews and how it was settled."""

    resource_classes = (RemarkResource,)
    list_display = ("made_at", "report", "place", "text", "made_by_name", "settled_at")
    list_filter = (("settled_at", admin.EmptyFieldListFilter),)
    fieldsets = (
        (None, {"fields": (("report", "round"), "place", "text", ("made_by_name", "made_at"))}),
        (_("Settled"), {"fields": ("answer", ("settled_by_name", "settled_at"))}),
    )
