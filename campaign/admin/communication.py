"""Communication activities and their channels."""

from django.contrib import admin
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
    TermAdmin,
    number_column,
    unknown,
)


@admin.register(CommunicationChannel)
class CommunicationChannelAdmin(TermAdmin):
    """Channels in the order papers name them."""

    resource_classes = (CommunicationChannelResource,)


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

    list_display = (
        "what",
        "channel",
        "held_on",
        "held_in",
        "unit",
        number_column("reached", _("people reached")),
    )
    list_select_related = ("channel", "unit")
    list_filter = (
        ("channel", LinkedRecords),
        ("unit", LinkedRecords),
        "held_on",
        unknown("held_on"),
    )

    fieldsets = (
        (None, {"fields": ("what", "channel", ("held_on", "held_in"), "unit")}),
        (_("Audience"), {"fields": ("audiences", "reached")}),
    )
    autocomplete_fields = ("channel", "unit")
    inlines = (ActivityDocumentInline, ActivityFileInline)
    resource_classes = (
        CommunicationActivityResource,
        ActivityDocumentResource,
    )
