"""The calendar of a unit for programs that cannot sign in: the token is the key."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaign.sections.feeds import calendar as as_file
from campaign.selectors.feeds import active_feed, entries


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The unit's tasks as text/calendar; for an unknown or revoked token there is nothing here."""
    feed = active_feed(token)
    if feed is None:
        raise Http404
    response = HttpResponse(
        as_file(feed.unit.name, entries(feed)), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="tasks.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
