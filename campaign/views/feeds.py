"""The calendar of a unit for programs that cannot sign in; the token gives access."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaign.actions.feeds import record_use
from campaign.sections.feeds import calendar as as_file
from campaign.selectors.feeds import active_feed, entries


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The unit's tasks as text/calendar; 404 for an unknown, revoked or expired token."""
    feed = active_feed(token)
    if feed is None:
        raise Http404
    record_use(feed)
    response = HttpResponse(
        as_file(feed.unit.name, entries(feed)), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="tasks.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
