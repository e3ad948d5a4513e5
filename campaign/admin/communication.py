"""Communication activities and their channels."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from campaign.models import ActivityDocument, ActivityFile, CommunicationActivity, CommunicationChannel
from campaign.resources.communication import (
    ActivityDocumentResource,
    CommunicationActivityResource,
    CommunicationChannelResource,
)
from office_culture.admin.bricks import (
    FileInline,
    LinkedRecords,
    RecordAdmin,
    RecordInline,
    Spreadsheets,
    number_column,
)


@admin.register(CommunicationChannel)
class CommunicationChannelAdmin(Spreadsheets, RecordAdmin):
    """Channels in the order papers name them."""

    list_display = ("name", "position", "enabled")
    list_filter = ("enabled",)

    fieldsets = ((None, {"fields": ("name", "position", "enabled")}),)
    resource_classes = (CommunicationChannelResource,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Forms offer what is in use; the list shows every channel."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(enabled=True)
        return super().get_search_results(request, queryset, search_term)


class ActivityDocumentInline(RecordInline):
    """The documents made known on one occasion."""

    model = ActivityDocument
    fields = ("document",)
    autocomplete_fields = ("document",)


class ActivityFileInline(FileInline):
    """Evidence: minutes, list of those present, pictures."""

    model = ActivityFile


@admin.register(CommunicationActivity)
class CommunicationActivityAdmin(Spreadsheets, RecordAdmin):
    """What was made known, when, to whom and how."""

    list_display = ("what", "channel", "held_on", "unit", number_column("reached", _("people reached")))
    list_select_related = ("channel", "unit")
    list_filter = (
        ("channel", LinkedRecords),
        ("unit", LinkedRecords),
        "held_on",
    )

    fieldsets = (
        (None, {"fields": ("what", "channel", "held_on", "unit")}),
        (_("Audience"), {"fields": ("audiences", "reached")}),
    )
    autocomplete_fields = ("channel", "unit")
    inlines = (ActivityDocumentInline, ActivityFileInline)
    resource_classes = (
        CommunicationActivityResource,
        ActivityDocumentResource,
    )
