"""What happens to a calendar feed: it is revoked, once and for all."""

from django.utils.translation import gettext_lazy as _

from campaign.models import CalendarFeed, FeedState
from office_culture.workflow import Transition, Workflow

WORKFLOW: Workflow[CalendarFeed] = Workflow(
    Transition(
        name="revoke",
        label=_("Revoke"),
        sources=frozenset({FeedState.ACTIVE}),
        target=FeedState.REVOKED,
        permission="campaign.change_calendarfeed",
        who=_("those who keep the records of the unit"),
        needs_reason=True,
    ),
)
