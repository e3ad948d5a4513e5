"""Calendar feeds of units: creating an address and revoking it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import feeds
from campaign.models import CalendarFeed, FeedState
from campaign.resources.feeds import CalendarFeedResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.pages import answer


@admin.register(CalendarFeed)
class CalendarFeedAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Feeds; the address of each is shown once, when it is added."""

    resource_classes = (CalendarFeedResource,)
    sheet_import = False
    workflow = feeds.WORKFLOW
    list_display = ("purpose", "unit", "state_badge", "expires_on", "created_at")
    list_select_related = ("unit",)
    list_filter = ("state",)
    search_fields = ("search_text", "unit__search_text")

    fieldsets = ((None, {"fields": ("unit", "purpose", "expires_on")}),)
    autocomplete_fields = ("unit",)

    def closed(self, obj: CalendarFeed) -> str:
        if obj.state == FeedState.REVOKED:
            return str(_("This calendar is revoked: its address answers no more. Add a new one instead."))
        return ""

    def get_readonly_fields(self, request: HttpRequest, obj: CalendarFeed | None = None) -> tuple[str, ...]:
        """The unit of an existing feed is read-only: programs that know its address would read another unit's tasks."""
        return ("unit",) if obj else ()

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """A page with the full address, shown only here, as only the hash of its token is stored."""
        context = {
            "title": gettext("Address of the calendar"),
            "feed": obj,
            "address": request.build_absolute_uri(obj.get_absolute_url()),
        }
        return answer(self, request, "admin/campaign/calendarfeed/address.html", context)
