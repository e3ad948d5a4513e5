"""The tasks of a year by month, for the calendar page."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.models import Task, TaskState
from office_culture.models import Unit

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Due:
    """A task on its last day."""

    task: Task
    overdue: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The tasks due in a month; `running` tasks are under way in it and are due later."""

    first: datetime.date
    due: tuple[Due, ...]
    running: int
    current: bool


@dataclass(frozen=True, slots=True)
class TaskYear:
    """Twelve months, and the units by which the tasks can be filtered."""

    year: int
    months: tuple[Month, ...]
    units: tuple[Unit, ...]
    unit: Unit | None

    @property
    def count(self) -> int:
        return sum(len(month.due) for month in self.months)


def task_year(user: "User", *, year: int, unit_id: int | None, today: datetime.date) -> TaskYear:
    """The year's tasks that the account may see, without cancelled ones, by month; of one unit with `unit_id`."""
    tasks = list(
        Task.objects.visible_to(user)
        .running(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        .exclude(state=TaskState.CANCELLED)
        .select_related("lead_unit", "plan")
        .order_by("placed_on", "position", "pk")
    )
    units = {task.lead_unit_id: task.lead_unit for task in tasks}
    unit = units.get(unit_id) if unit_id else None
    if unit is not None:
        tasks = [task for task in tasks if task.lead_unit_id == unit.pk]
    return TaskYear(
        year=year,
        months=tuple(_month(datetime.date(year, number, 1), tasks, today) for number in range(1, 13)),
        units=tuple(sorted(units.values(), key=lambda found: (found.position, found.sort_key, found.pk))),
        unit=unit,
    )


def _month(first: datetime.date, tasks: list[Task], today: datetime.date) -> Month:
    last = _last_day(first)
    due = [task for task in tasks if task.due is not None and first <= task.due <= last]
    return Month(
        first=first,
        due=tuple(Due(task, task.is_overdue(today)) for task in due),
        running=sum(_begun_on(task) <= last < task.placed_on for task in tasks),
        current=first <= today <= last,
    )


def _begun_on(task: Task) -> datetime.date:
    """The first day of the task, or of its plan where the plan sets none."""
    return task.start or task.plan.period_start


def _last_day(first: datetime.date) -> datetime.date:
    return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
