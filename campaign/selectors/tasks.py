"""How the tasks of plans stand in a period."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Plan, Task, TaskState
from office_culture.rules.facts import Better, Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rate, rows_of
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation
from office_culture.text.numbers import share


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks by what became of them, each as row numbers; every task stands in exactly one of the five.

    `on_time` and `late` are accepted ones by the day they were finished; `waiting` are reported as done and not yet
    accepted; `overdue` and `open` are unfinished, with the last day past or still ahead. `figures` are these numbers as
    papers print them, by name.
    """

    on_time: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    figures: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[int, ...]:
        return (*self.on_time, *self.late, *self.waiting, *self.overdue, *self.open)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> tuple[int, ...]:
        """Accepted ones."""
        return (*self.on_time, *self.late)

    @property
    def judged(self) -> tuple[int, ...]:
        """Those of which it is known whether they were in time: accepted or overdue. The denominator of the share."""
        return (*self.done, *self.overdue)

    @property
    def on_time_share(self) -> Decimal | None:
        """Percentage of `judged` that was finished in time; None where nothing can be judged yet."""
        return share(len(self.on_time), len(self.judged))


@dataclass(frozen=True, slots=True)
class PlanTasks:
    """The tasks of one plan."""

    row: int
    title: str
    document: Citation
    counts: TaskCounts


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """The tasks that one unit leads."""

    row: int
    name: str
    counts: TaskCounts


@dataclass(frozen=True, slots=True)
class TaskOverview:
    """Tasks of a period. Cancelled ones are in no count but their own."""

    counts: TaskCounts
    plans: tuple[PlanTasks, ...]
    units: tuple[UnitTasks, ...]
    plans_count: Fact
    units_count: Fact
    postponed: Fact
    cancelled: Fact


def task_overview(scope: FactScope) -> TaskOverview:
    """Tasks that the scope's unit or one below it leads and that have a day in the period.

    With a campaign in the scope only the tasks of its plans count. Plans without such a task are listed, too.
    """
    cut = min(scope.end, scope.as_of)
    tasks = Task.objects.filter(lead_unit__path__startswith=scope.unit_path).running(scope.start, scope.end)
    plans = Plan.objects.filter(unit__path__startswith=scope.unit_path).during(scope.start, scope.end)
    if scope.campaign_id is not None:
        tasks = tasks.filter(plan__campaign=scope.campaign_id)
        plans = plans.filter(campaign=scope.campaign_id)
    every = list(tasks.select_related("lead_unit", "plan__document").order_by("due", "position", "pk"))
    live = [task for task in every if task.state != TaskState.CANCELLED]
    named = {plan.pk: plan for plan in plans.select_related("document")}
    named |= {task.plan_id: task.plan for task in live}
    ordered = sorted(named.values(), key=lambda plan: (plan.document.date, plan.pk))
    units = _by_unit(live, cut)
    return TaskOverview(
        counts=_counts(live, cut, "tasks"),
        plans=tuple(
            PlanTasks(
                plan.pk,
                plan.title,
                citation_of(plan.document),
                _counts(
                    [task for task in live if task.plan_id == plan.pk],
                    cut,
                    f"tasks.plan.{plan.pk}",
                    f"{citation_of(plan.document).symbol}: ",
                ),
            )
            for plan in ordered
        ),
        units=units,
        plans_count=many(
            "tasks.plans_count",
            gettext("plans of the period"),
            "campaign.plan",
            (plan.pk for plan in ordered),
        ),
        units_count=many(
            "tasks.units_count",
            gettext("units that lead tasks"),
            "office_culture.unit",
            (unit.row for unit in units),
        ),
        postponed=many(
            "tasks.postponed",
            gettext("tasks whose last day was postponed"),
            "campaign.task",
            (task.pk for task in live if task.was_postponed),
        ),
        cancelled=many(
            "tasks.cancelled",
            gettext("tasks cancelled, counted nowhere else"),
            "campaign.task",
            (task.pk for task in every if task.state == TaskState.CANCELLED),
        ),
    )


def _by_unit(tasks: list[Task], cut: datetime.date) -> tuple[UnitTasks, ...]:
    units = {task.lead_unit_id: task.lead_unit for task in tasks}
    ordered = sorted(units.values(), key=lambda unit: (unit.position, unit.sort_key, unit.pk))
    return tuple(
        UnitTasks(
            unit.pk,
            unit.name,
            _counts(
                [task for task in tasks if task.lead_unit_id == unit.pk],
                cut,
                f"tasks.unit.{unit.pk}",
                f"{unit.name}: ",
            ),
        )
        for unit in ordered
    )


def _counts(tasks: Iterable[Task], cut: datetime.date, key: str, whose: str = "") -> TaskCounts:
    """The tasks sorted by their fate; `key` names their figures, `whose` begins their meaning."""
    sorted_out: dict[str, list[int]] = defaultdict(list)
    for task in tasks:
        sorted_out[_fate(task, cut)].append(task.pk)
    counts = TaskCounts(
        on_time=tuple(sorted_out["on_time"]),
        late=tuple(sorted_out["late"]),
        waiting=tuple(sorted_out["waiting"]),
        overdue=tuple(sorted_out["overdue"]),
        open=tuple(sorted_out["open"]),
    )
    return replace(counts, figures=_figures(counts, key, whose))


def _figures(counts: TaskCounts, key: str, whose: str) -> dict[str, Fact]:
    found = {
        name: many(f"{key}.{name}", whose + label, "campaign.task", rows, better=better)
        for name, label, rows, better in (
            ("count", gettext("tasks of the period"), counts.rows, Better.NEITHER),
            ("done", gettext("tasks done and accepted"), counts.done, Better.NEITHER),
            ("on_time", gettext("tasks done in time"), counts.on_time, Better.NEITHER),
            ("late", gettext("tasks done late"), counts.late, Better.LOWER),
            ("waiting", gettext("tasks reported as done, not yet accepted"), counts.waiting, Better.NEITHER),
            ("overdue", gettext("tasks overdue"), counts.overdue, Better.LOWER),
            ("open", gettext("tasks not yet due"), counts.open, Better.NEITHER),
            ("judged", gettext("tasks accepted or overdue"), counts.judged, Better.NEITHER),
        )
    }
    found["on_time_share"] = rate(
        f"{key}.on_time_share",
        whose + gettext("tasks done in time, share of those accepted or overdue"),
        counts.on_time_share,
        rows_of("campaign.task", counts.judged),
        better=Better.HIGHER,
    )
    return found


def _fate(task: Task, cut: datetime.date) -> str:
    """What became of the task by the end of day `cut`; what was finished later was still undone then."""
    if task.done_on is not None and task.done_on <= cut:
        if task.state == TaskState.ACCEPTED:
            return "on_time" if task.done_on <= task.due else "late"
        if task.state == TaskState.REPORTED:
            return "waiting"
    return "overdue" if task.due < cut else "open"


def _listed(found: TaskOverview) -> Iterator[Fact]:
    """All tasks of the period, and `tasks.plan.<number>.…` and `tasks.unit.<number>.…` for each plan and lead unit."""
    yield from (found.plans_count, found.units_count)
    yield from found.counts.figures.values()
    yield from (found.postponed, found.cancelled)
    for counts in (*(plan.counts for plan in found.plans), *(unit.counts for unit in found.units)):
        yield from counts.figures.values()


registry.register(FactSource("tasks", _("Plans and tasks"), task_overview, _listed))
