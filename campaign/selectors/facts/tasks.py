"""Facts on the tasks of plans."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.facts.build import count, rate, rows_of
from campaign.selectors.tasks import TaskCounts, task_overview
from office_culture.rules.facts import Better, Fact, FactScope, ListedFacts, Rows


class TaskFacts(ListedFacts):
    """All tasks of the period, and `tasks.plan.<number>.…` and `tasks.unit.<number>.…` for each plan and lead unit."""

    prefix = "tasks"
    title = _("Plans and tasks")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = task_overview(scope)
        plans = rows_of("plan", [plan.row for plan in found.plans])
        yield count("tasks.plans_count", gettext("plans of the period"), len(found.plans), plans)
        units = Rows("office_culture.unit", {"pk__in": [unit.row for unit in found.units]})
        yield count("tasks.units_count", gettext("units that lead tasks"), len(found.units), units)
        yield from _told("tasks", "", found.counts)
        yield _some("tasks.postponed", gettext("tasks whose last day was postponed"), found.postponed)
        yield _some("tasks.cancelled", gettext("tasks cancelled, counted nowhere else"), found.cancelled)
        for plan in found.plans:
            yield from _told(f"tasks.plan.{plan.row}", f"{plan.document.symbol}: ", plan.counts)
        for unit in found.units:
            yield from _told(f"tasks.unit.{unit.row}", f"{unit.name}: ", unit.counts)


def _told(key: str, plan: str, counts: TaskCounts) -> Iterable[Fact]:
    yield _some(f"{key}.count", plan + gettext("tasks of the period"), counts.rows)
    yield _some(f"{key}.done", plan + gettext("tasks done and accepted"), counts.done)
    yield _some(f"{key}.on_time", plan + gettext("tasks done in time"), counts.on_time)
    yield _some(f"{key}.late", plan + gettext("tasks done late"), counts.late, Better.LOWER)
    yield _some(f"{key}.waiting", plan + gettext("tasks reported as done, not yet accepted"), counts.waiting)
    yield _some(f"{key}.overdue", plan + gettext("tasks overdue"), counts.overdue, Better.LOWER)
    yield _some(f"{key}.open", plan + gettext("tasks not yet due"), counts.open)
    yield _some(f"{key}.judged", plan + gettext("tasks accepted or overdue"), counts.judged)
    share = rate(
        f"{key}.on_time_share",
        plan + gettext("tasks done in time, share of those accepted or overdue"),
        counts.on_time_share,
        rows_of("task", counts.judged),
    )
    yield replace(share, better=Better.HIGHER)


def _some(key: str, label: str, rows: tuple[int, ...], better: Better = Better.NEITHER) -> Fact:
    return replace(count(key, label, len(rows), rows_of("task", rows)), better=better)
