"""Calendar feeds of units: given out, copied, revoked."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import feeds
from campaign.models import CalendarFeed, FeedState
from campaign.resources.feeds import CalendarFeedResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons


@admin.register(CalendarFeed)
class CalendarFeedAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Feeds with the address to copy; the address of a revoked one is not shown any more."""

    resource_classes = (CalendarFeedResource,)
    sheet_import = False
    workflow = feeds.WORKFLOW
    list_display = ("purpose", "unit", "state_badge", "created_at")
    list_select_related = ("unit",)
    list_filter = ("state",)
    search_fields = ("search_text", "unit__search_text")

    fieldsets = ((None, {"fields": ("unit", "purpose", "address")}),)
    readonly_fields = ("address",)
    autocomplete_fields = ("unit",)

    def closed(self, obj: CalendarFeed) -> str:
        if obj.state == FeedState.REVOKED:
            return str(_("This calendar is revoked: its address answers no more. Add a new one instead."))
        return ""

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarFeed | None = None) -> tuple[str, ...]:
        """Programs go on reading an address once given: it never turns into another unit's calendar."""
        return ("unit", "address") if obj else ("address",)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """With the address in full: another program knows nothing of this one's host."""
        feed = super().get_object(request, object_id, from_field)
        if feed is not None:
            feed.full_address = request.build_absolute_uri(feed.get_absolute_url())
        return feed

    @admin.display(description=_("address"))
    def address(self, feed: Any) -> SafeString | str:
        if not feed.pk:
            return gettext("It is shown once the calendar is saved.")
        if feed.state == FeedState.REVOKED:
            return self.get_empty_value_display()
        return format_html('<a href="{0}"><code>{0}</code></a>', feed.full_address)
