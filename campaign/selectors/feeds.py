"""What a unit's calendar shows."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from campaign.models import CalendarFeed, FeedState, Task, TaskState


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One all-day entry. `uid` never changes; `changed` and `version` tell a program that the rest did."""

    uid: str
    day: datetime.date
    summary: str
    description: str
    changed: datetime.datetime
    version: int
    cancelled: bool = False


def active_feed(token: str) -> CalendarFeed | None:
    """The feed that this token opens, or None: unknown and revoked ones look the same from outside."""
    return CalendarFeed.objects.filter(token=token, state=FeedState.ACTIVE).select_related("unit").first()


def entries(feed: CalendarFeed) -> list[CalendarEntry]:
    """The last days of the tasks that the unit or one below it leads or helps with, and of no others.

    Calendar programs send no language worth trusting, so the words are those of the installation.
    """
    tasks = (
        Task.objects.of_units_below(feed.unit.path)
        .select_related("lead_unit", "plan")
        .order_by("due", "position", "pk")
    )
    with translation.override(settings.LANGUAGE_CODE):
        return [_entry(task) for task in tasks]


def _entry(task: Task) -> CalendarEntry:
    lines = [
        _("Plan: %(plan)s") % {"plan": task.plan},
        _("Lead unit: %(unit)s") % {"unit": task.lead_unit},
        _("Required product: %(product)s") % {"product": task.product} if task.product else "",
        _("State: %(state)s") % {"state": task.get_state_display()},
    ]
    return CalendarEntry(
        uid=str(task.uid),
        day=task.due,
        summary=f"◆ {task.content}" if task.milestone else task.content,
        description="\n".join(line for line in lines if line),
        changed=task.updated_at,
        version=task.version,
        cancelled=task.state == TaskState.CANCELLED,
    )
