"""The entries of a unit's calendar feed."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from campaign.models import CalendarFeed, FeedState, Task, TaskState
from campaign.models.feeds import hash_of


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One all-day entry. `uid` never changes; `changed` and `version` show programs a change of the rest."""

    uid: str
    day: datetime.date
    summary: str
    description: str
    changed: datetime.datetime
    version: int
    cancelled: bool = False


def active_feed(token: str) -> CalendarFeed | None:
    """The feed of this token; None alike for an unknown, revoked or expired one."""
    answering = CalendarFeed.objects.filter(state=FeedState.ACTIVE, expires_on__gte=timezone.localdate())
    return answering.filter(token_hash=hash_of(token)).select_related("unit").first()


def entries(feed: CalendarFeed) -> list[CalendarEntry]:
    """The last days of the tasks that the unit or one below it leads or helps with, where one is set.

    Calendar programs send no reliable language, so the texts are in that of the installation.
    """
    tasks = (
        Task.objects.of_units_below(feed.unit.path)
        .filter(due__isnull=False)
        .select_related("lead_unit", "plan")
        .order_by("due", "position", "pk")
    )
    with translation.override(settings.LANGUAGE_CODE):
        return [_entry(task, task.due) for task in tasks if task.due is not None]


def _entry(task: Task, day: datetime.date) -> CalendarEntry:
    lines = [
        _("Plan: %(plan)s") % {"plan": task.plan},
        _("Lead unit: %(unit)s") % {"unit": task.lead_unit},
        _("Required product: %(product)s") % {"product": task.product} if task.product else "",
        _("State: %(state)s") % {"state": task.get_state_display()},
    ]
    return CalendarEntry(
        uid=str(task.uid),
        day=day,
        summary=f"◆ {task.content}" if task.milestone else task.content,
        description="\n".join(line for line in lines if line),
        changed=task.updated_at,
        version=task.version,
        cancelled=task.state == TaskState.CANCELLED,
    )
