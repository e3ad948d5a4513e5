"""The steps of a calendar feed: recording that it was read, and revoking it for good."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import CalendarFeed, FeedState
from office_culture.actions import events
from office_culture.actions.workflow import Transition, Workflow
from office_culture.models import Verb
from office_culture.rules.scope import keeps_records_of

if TYPE_CHECKING:
    from office_culture.models import User


def record_use(feed: CalendarFeed) -> None:
    """Counts the reading: one event a minute for each address, however often its program asks."""
    events.count(verb=Verb.DOWNLOAD, by=None, obj=feed, kind="calendar")


def _keeps(feed: CalendarFeed, by: "User") -> str:
    if keeps_records_of(by, feed.unit):
        return ""
    return gettext("This calendar is one of %(unit)s: whoever keeps its records revokes it.") % {
        "unit": feed.unit
    }


WORKFLOW: Workflow[CalendarFeed] = Workflow(
    Transition(
        name="revoke",
        label=_("Revoke"),
        sources=frozenset({FeedState.ACTIVE}),
        target=FeedState.REVOKED,
        permission="campaign.change_calendarfeed",
        who=_("those who keep the records of the unit"),
        needs_reason=True,
        guard=_keeps,
    ),
)
