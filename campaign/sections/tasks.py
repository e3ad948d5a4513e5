"""Tasks of plans: which units lead them, and how many were done in time."""

from collections.abc import Callable

from campaign.sections.wording import listed
from campaign.selectors.tasks import PlanTasks, TaskCounts, TaskOverview, task_overview
from office_culture.papers.blocks import (
    CellKind,
    Column,
    Gap,
    Paragraph,
    Run,
    Table,
    Text,
    text,
)
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import cell, in_sentence
from office_culture.sections.shown import Content, InForms

UNDATED = ("undated", "Đã xong, không ấn định thời hạn")
COLUMNS = (
    ("count", "Nhiệm vụ"),
    ("on_time", "Đúng hạn"),
    ("late", "Chậm"),
    ("waiting", "Chờ nghiệm thu"),
    ("overdue", "Quá hạn"),
    ("open", "Chưa đến hạn"),
)
DENOMINATOR = (
    "Tỷ lệ đúng hạn tính trên số nhiệm vụ đã nghiệm thu hoặc đã quá hạn; không tính nhiệm vụ đã hủy."
)
WITHOUT_A_LAST_DAY = "Nhiệm vụ không ấn định thời hạn không tính vào tỷ lệ đúng hạn."


@sections.register("tasks", _("tasks of the plan and how far they are"), task_overview)
def tasks_blocks(facts: TaskOverview, at: At) -> tuple[Content, ...]:
    """The tasks as sentences, or as tables with several units or plans; a gap for each plan without a task."""
    undivided = tuple(_undivided(plan, at.section) for plan in facts.plans if not plan.counts.count)
    if not facts.counts.count:
        return undivided
    paragraph = Paragraph(text(_course(facts, at), _timeliness(facts.counts) if facts.counts.judged else ()))
    by_unit = InForms((paragraph,), _unit_table(facts) if len(facts.units) > 1 else None)
    with_tasks = [plan for plan in facts.plans if plan.counts.count]
    by_plan = (InForms(table=_plan_table(facts, with_tasks)),) if len(with_tasks) > 1 else ()
    return (by_unit, *by_plan, *undivided)


def _undivided(plan: PlanTasks, section: str) -> Gap:
    return Gap(
        section, f"Kế hoạch {plan.document.symbol} chưa được cụ thể hóa thành nhiệm vụ trong kỳ báo cáo."
    )


def _course(facts: TaskOverview, at: At) -> Text:
    cited = [at.citations.mention(plan.document) for plan in facts.plans if plan.counts.count]
    counts = facts.counts
    units = len(facts.units)
    led: tuple[str | Run, ...] = (
        (f" do {facts.units[0].name} chủ trì",)
        if units == 1
        else (", giao ", in_sentence(facts.units_count), " đơn vị chủ trì")
    )
    opening: tuple[str | Run, ...] = (
        f"Thực hiện {listed(cited)}, trong kỳ, {at.agency} đã triển khai ",
        in_sentence(counts.figures["count"]),
        " nhiệm vụ",
        *led,
    )
    if counts.count == 1:
        return text(*opening, f"; {_outcome_of_task(counts)}.")
    parts: list[str | Run] = []
    for name, words in (
        ("on_time", "đã hoàn thành đúng hạn"),
        ("late", "hoàn thành chậm"),
        ("undated", "đã hoàn thành, không ấn định thời hạn"),
        ("waiting", "đã báo cáo hoàn thành, chờ nghiệm thu"),
        ("overdue", "quá hạn chưa hoàn thành"),
        ("open", "chưa đến hạn"),
    ):
        if getattr(counts, name):
            parts += ["; " if parts else ": ", in_sentence(counts.figures[name]), f" nhiệm vụ {words}"]
    return text(*opening, *parts, ".")


def _outcome_of_task(counts: TaskCounts) -> str:
    fates: tuple[tuple[Callable[[TaskCounts], object], str], ...] = (
        (lambda found: found.on_time, "nhiệm vụ đã hoàn thành đúng hạn"),
        (lambda found: found.late, "nhiệm vụ đã hoàn thành, chậm so với thời hạn"),
        (lambda found: found.undated, "nhiệm vụ đã hoàn thành, không ấn định thời hạn"),
        (lambda found: found.waiting, "nhiệm vụ đã được báo cáo hoàn thành, chờ nghiệm thu"),
        (lambda found: found.overdue, "nhiệm vụ đã quá hạn, chưa hoàn thành"),
    )
    return next((words for has, words in fates if has(counts)), "nhiệm vụ chưa đến hạn")


def _timeliness(counts: TaskCounts) -> Text:
    return text(
        " Tỷ lệ hoàn thành đúng hạn đạt ",
        in_sentence(counts.figures["on_time_share"]),
        " (",
        cell(counts.figures["on_time"]),
        "/",
        cell(counts.figures["judged"]),
        " nhiệm vụ đến hạn).",
    )


def _shown(facts: TaskOverview) -> tuple[tuple[str, str], ...]:
    """The columns of numbers; that of tasks without a last day stands where one of them is done."""
    return (*COLUMNS[:3], UNDATED, *COLUMNS[3:]) if facts.counts.undated else COLUMNS


def _cells(counts: TaskCounts, facts: TaskOverview) -> list[Run | str]:
    share = counts.figures["on_time_share"]
    return [
        *(cell(counts.figures[name]) for name, _head in _shown(facts)),
        "–" if share.missing else in_sentence(share),
    ]


def _columns(first: str, facts: TaskOverview) -> tuple[Column, ...]:
    numbers = (Column(head, CellKind.NUMBER) for _name, head in _shown(facts))
    return (Column(first, width=2.6), *numbers, Column("Tỷ lệ đúng hạn", CellKind.NUMBER))


def _plan_table(facts: TaskOverview, plans: list[PlanTasks]) -> Table:
    return Table.of(
        _columns("Kế hoạch", facts),
        [(plan.document.symbol, *_cells(plan.counts, facts)) for plan in plans],
        caption="Kết quả thực hiện nhiệm vụ theo kế hoạch",
        total=("Tổng số", *_cells(facts.counts, facts)),
        notes=_notes(facts.counts),
    )


def _notes(counts: TaskCounts) -> tuple[str, ...]:
    return (DENOMINATOR, WITHOUT_A_LAST_DAY) if counts.undated else (DENOMINATOR,)


def _unit_table(facts: TaskOverview) -> Table:
    return Table.of(
        _columns("Đơn vị chủ trì", facts),
        [(unit.name, *_cells(unit.counts, facts)) for unit in facts.units],
        caption="Kết quả thực hiện nhiệm vụ theo đơn vị chủ trì",
        total=("Tổng số", *_cells(facts.counts, facts)),
        notes=_notes(facts.counts),
    )
