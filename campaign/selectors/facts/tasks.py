"""Facts on the tasks of plans."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.selectors.facts.build import count, rate, rows_of
from campaign.selectors.tasks import TaskCounts, task_overview
from office_culture.facts import Better, Fact, FactScope, ListedFacts, Rows


class TaskFacts(ListedFacts):
    """All tasks of the period; `tasks.plan.<number>.…` for each plan, `tasks.unit.<number>.…` for each leading unit."""

    prefix = "tasks"
    title = _("Plans and tasks")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        found = task_overview(scope)
        plans = rows_of("plan", [plan.row for plan in found.plans])
        yield count("tasks.plans_count", gettext("plans of the period"), len(found.plans), plans)
        yield from _told("tasks", "", found.counts)
        yield _some("tasks.postponed", gettext("tasks whose last day was postponed"), found.postponed)
        yield _some("tasks.cancelled", gettext("tasks cancelled, counted nowhere else"), found.cancelled)
        leading = Rows("office_culture.unit", {"pk__in": [unit.row for unit in found.units]})
        yield count("tasks.units_count", gettext("units that lead tasks"), len(found.units), leading)
        yield _some("tasks.judged", gettext("tasks accepted or overdue"), found.counts.judged)
        for plan in found.plans:
            yield from _told(f"tasks.plan.{plan.row}", f"{plan.document.symbol}: ", plan.counts)
        for unit in found.units:
            yield from _told(f"tasks.unit.{unit.row}", f"{unit.name}: ", unit.counts)


def _told(key: str, of: str, counts: TaskCounts) -> Iterable[Fact]:
    yield _some(f"{key}.count", of + gettext("tasks of the period"), counts.rows)
    yield _some(f"{key}.done", of + gettext("tasks done and accepted"), counts.done)
    yield _some(f"{key}.on_time", of + gettext("tasks done in time"), counts.on_time)
    yield _some(f"{key}.late", of + gettext("tasks done late"), counts.late, Better.LOWER)
    yield _some(f"{key}.waiting", of + gettext("tasks reported as done, not yet accepted"), counts.waiting)
    yield _some(f"{key}.overdue", of + gettext("tasks overdue"), counts.overdue, Better.LOWER)
    yield _some(f"{key}.open", of + gettext("tasks not yet due"), counts.open)
    share = rate(
        f"{key}.on_time_share",
        of + gettext("tasks done in time, share of those accepted or overdue"),
        counts.on_time_share,
        rows_of("task", counts.judged),
    )
    yield replace(share, better=Better.HIGHER)


def _some(key: str, label: str, rows: tuple[int, ...], better: Better = Better.NEITHER) -> Fact:
    return replace(count(key, label, len(rows), rows_of("task", rows)), better=better)
