"""The tasks of plans in a period, by result."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Plan, Task, TaskState
from office_culture.rules.facts import Better, Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rate, rows_of
from office_culture.selectors.documents import citation_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import UnitNames, names_in
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.citations import Citation
from office_culture.text.numbers import share


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """Tasks by result, as primary keys; every task is in exactly one of the six.

    `on_time` and `late` are accepted ones by the day they were finished, `undated` accepted ones without a last day;
    `waiting` are reported as done and not yet accepted; `overdue` and `open` are unfinished, with the last day past or
    still ahead, or without one. `figures` are these numbers as papers print them, by name.
    """

    on_time: tuple[int, ...] = ()
    late: tuple[int, ...] = ()
    undated: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    open: tuple[int, ...] = ()
    figures: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def rows(self) -> tuple[int, ...]:
        return (*self.on_time, *self.late, *self.undated, *self.waiting, *self.overdue, *self.open)

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> tuple[int, ...]:
        """Primary keys of accepted tasks."""
        return (*self.on_time, *self.late, *self.undated)

    @property
    def judged(self) -> tuple[int, ...]:
        """Primary keys of tasks with a last day accepted or overdue, the denominator of the share in time."""
        return (*self.on_time, *self.late, *self.overdue)

    @property
    def on_time_share(self) -> Decimal | None:
        """Percentage of `judged` that was finished in time; None where there are none."""
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


def _task_rows(scope: FactScope) -> QuerySet[Task]:
    tasks = Task.objects.filter(scope.once(UnitPlaces).within(scope.unit_path, unit="lead_unit", day="due"))
    tasks = tasks.running(scope.start, scope.end).exclude(plan__document=None)
    if scope.campaign_id is not None:
        tasks = tasks.filter(plan__campaign=scope.campaign_id)
    rows: QuerySet[Task] = tasks.select_related("lead_unit", "plan__document")
    return rows.order_by("placed_on", "position", "pk")


def _plan_rows(scope: FactScope) -> QuerySet[Plan]:
    plans = Plan.objects.filter(scope.once(UnitPlaces).within(scope.unit_path, day="period_end"))
    plans = plans.during(scope.start, scope.end)
    if scope.campaign_id is not None:
        plans = plans.filter(campaign=scope.campaign_id)
    rows: QuerySet[Plan] = plans.issued().select_related("document")
    return rows


@reads(_task_rows, _plan_rows)
def task_overview(scope: FactScope, every: list[Task], plans: list[Plan]) -> TaskOverview:
    """Tasks that the scope's unit or one below it leads and that have a day in the period.

    With a campaign in the scope only the tasks of its plans count. Plans without such a task are listed, too.
    """
    cut = min(scope.end, scope.as_of)
    live = [task for task in every if task.state != TaskState.CANCELLED]
    named = {plan.pk: plan for plan in plans}
    named |= {task.plan_id: task.plan for task in live}
    cited = [(plan, plan.document) for plan in named.values() if plan.document]
    ordered = sorted(cited, key=lambda row: (row[1].placed_on, row[0].pk))
    units = _by_unit(live, cut, names_in(scope, cut))
    return TaskOverview(
        counts=_counts(live, cut, "tasks"),
        plans=tuple(
            PlanTasks(
                plan.pk,
                plan.title,
                citation_of(document),
                _counts(
                    [task for task in live if task.plan_id == plan.pk],
                    cut,
                    f"tasks.plan.{plan.pk}",
                    f"{citation_of(document).symbol}: ",
                ),
            )
            for plan, document in ordered
        ),
        units=units,
        plans_count=many(
            "tasks.plans_count",
            gettext("plans of the period"),
            "campaign.plan",
            (plan.pk for plan, _document in ordered),
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


def _by_unit(tasks: list[Task], cut: datetime.date, named: UnitNames) -> tuple[UnitTasks, ...]:
    units = {task.lead_unit_id: task.lead_unit for task in tasks}
    ordered = sorted(units.values(), key=lambda unit: (unit.position, unit.sort_key, unit.pk))
    return tuple(
        UnitTasks(
            unit.pk,
            named.name(unit),
            _counts(
                [task for task in tasks if task.lead_unit_id == unit.pk],
                cut,
                f"tasks.unit.{unit.pk}",
                f"{named.name(unit)}: ",
            ),
        )
        for unit in ordered
    )


def _counts(tasks: Iterable[Task], cut: datetime.date, key: str, whose: str = "") -> TaskCounts:
    """The tasks by result; `key` begins the keys of their facts, `whose` the labels."""
    sorted_out: dict[str, list[int]] = defaultdict(list)
    for task in tasks:
        sorted_out[_fate(task, cut)].append(task.pk)
    counts = TaskCounts(
        on_time=tuple(sorted_out["on_time"]),
        late=tuple(sorted_out["late"]),
        undated=tuple(sorted_out["undated"]),
        waiting=tuple(sorted_out["waiting"]),
        overdue=tuple(sorted_out["overdue"]),
        open=tuple(sorted_out["open"]),
    )
    return replace(counts, figures=_figures(counts, key, whose))


def _figures(counts: TaskCounts, key: str, whose: str) -> dict[str, Fact]:
    of = whose.removesuffix(": ")
    found = {
        name: many(f"{key}.{name}", whose + label, "campaign.task", rows, better=better, of=of)
        for name, label, rows, better in (
            ("count", gettext("tasks of the period"), counts.rows, Better.NEITHER),
            ("done", gettext("tasks done and accepted"), counts.done, Better.NEITHER),
            ("on_time", gettext("tasks done in time"), counts.on_time, Better.NEITHER),
            ("late", gettext("tasks done late"), counts.late, Better.LOWER),
            (
                "undated",
                gettext("tasks done for which no last day is set"),
                counts.undated,
                Better.NEITHER,
            ),
            ("waiting", gettext("tasks reported as done, not yet accepted"), counts.waiting, Better.NEITHER),
            ("overdue", gettext("tasks overdue"), counts.overdue, Better.LOWER),
            ("open", gettext("tasks not yet due, or without a last day"), counts.open, Better.NEITHER),
            ("judged", gettext("tasks accepted or overdue"), counts.judged, Better.NEITHER),
        )
    }
    found["on_time_share"] = rate(
        f"{key}.on_time_share",
        whose + gettext("tasks done in time, share of those accepted or overdue"),
        counts.on_time_share,
        rows_of("campaign.task", counts.judged),
        better=Better.HIGHER,
        of=of,
    )
    return found


def _fate(task: Task, cut: datetime.date) -> str:
    """The result of the task at the end of day `cut`; one finished later counts as not finished."""
    if task.done_on is not None and task.done_on <= cut:
        if task.state == TaskState.ACCEPTED:
            if task.due is None:
                return "undated"
            return "on_time" if task.done_on <= task.due else "late"
        if task.state == TaskState.REPORTED:
            return "waiting"
    return "overdue" if task.due is not None and task.due < cut else "open"


def _listed(found: TaskOverview) -> Iterator[Fact]:
    """Facts of all tasks, and `tasks.plan.<number>.…` and `tasks.unit.<number>.…` for each plan and lead unit."""
    yield from (found.plans_count, found.units_count)
    yield from found.counts.figures.values()
    yield from (found.postponed, found.cancelled)
    for counts in (*(plan.counts for plan in found.plans), *(unit.counts for unit in found.units)):
        yield from counts.figures.values()


# Of all tasks, and of those of one plan or unit.
_NOUNS = {
    "count": ("nhiệm vụ | triển khai",),
    "done": ("nhiệm vụ | hoàn thành",),
    "on_time": (
        "nhiệm vụ | hoàn thành đúng hạn",
        "nhiệm vụ | hoàn thành | đúng hạn",
    ),
    "late": (
        "nhiệm vụ | hoàn thành chậm",
        "nhiệm vụ | hoàn thành | quá hạn",
    ),
    "undated": ("nhiệm vụ | hoàn thành | không ấn định thời hạn",),
    "waiting": ("nhiệm vụ | chờ xác nhận",),
    "overdue": ("nhiệm vụ | quá hạn",),
    "open": ("nhiệm vụ | chưa đến hạn",),
    "judged": ("nhiệm vụ | đến hạn",),
    "on_time_share": (
        "% | hoàn thành đúng hạn",
        "% | nhiệm vụ | đúng hạn",
    ),
}

registry.register(
    FactSource(
        "tasks",
        _("Plans and tasks"),
        task_overview,
        _listed,
        nouns={
            "plans_count": ("kế hoạch | triển khai thực hiện",),
            "units_count": ("đơn vị | chủ trì",),
            "postponed": (
                "nhiệm vụ | lùi thời hạn",
                "nhiệm vụ | gia hạn",
            ),
            "cancelled": ("nhiệm vụ | hủy bỏ",),
            **_NOUNS,
            **{f"*.*.{name}": nouns for name, nouns in _NOUNS.items()},
        },
    )
)
