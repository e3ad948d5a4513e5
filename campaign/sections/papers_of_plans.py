"""Papers about a plan: the plan itself (sample 1.4), and the letter on its overdue tasks (1.5)."""

import datetime

from campaign.sections.wording import listed
from campaign.selectors.plan_papers import PlanFacts, TaskRow
from office_culture.papers.blocks import Block, CellKind, Column, Gap, Heading, Paragraph, Table
from office_culture.papers.paper import Paper
from office_culture.sections.office_papers import letter, named_paper, sentences
from office_culture.sections.papers_of_rounds import asked_to_report, units_named
from office_culture.selectors.office_papers import FrameFacts
from office_culture.text.citations import full, short
from office_culture.text.dates import in_words, numeric
from office_culture.text.numbers import counted, whole


def plan_paper(facts: FrameFacts, plan: PlanFacts, *, draft: bool) -> Paper:
    """Aims, tasks with who does what by when, and how it is carried out."""
    return named_paper(
        "KH",
        "Kế hoạch",
        facts,
        _plan(facts, plan),
        draft=draft,
        recipients=(f"Lãnh đạo {facts.issuer.name}", *units_named(plan.units)),
    )


def _plan(facts: FrameFacts, plan: PlanFacts) -> tuple[Block, ...]:
    ground = f"Thực hiện {listed([full(cited) for cited in plan.asked_by])}, " if plan.asked_by else ""
    named = f"{plan.title[:1].lower()}{plan.title[1:]}".removeprefix("kế hoạch ")
    return (
        Paragraph.of(f"{ground}{facts.issuer.name} ban hành Kế hoạch {named} với các nội dung như sau:"),
        Heading(1, "I", "Mục đích, yêu cầu"),
        *(sentences(facts.paragraphs) or (Gap("I. Mục đích, yêu cầu", "chưa ghi mục đích, yêu cầu."),)),
        Heading(1, "II", "Nội dung, tiến độ và phân công thực hiện"),
        *_tasks(plan, facts.issuer.name),
        Heading(1, "III", "Tổ chức thực hiện"),
        Paragraph.of(
            "1. Đơn vị được giao chủ trì tại mục II chủ động phối hợp với các đơn vị liên quan triển khai thực hiện, "
            f"bảo đảm chất lượng, đúng tiến độ; báo cáo kết quả về {facts.issuer.name} khi hoàn thành từng nhiệm vụ."
        ),
        Paragraph.of(
            "2. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị kịp thời phản ánh về "
            f"{facts.issuer.name} để xem xét, giải quyết."
        ),
    )


def _when(plan: PlanFacts) -> str:
    """ "Năm 2027" for a whole year, otherwise from the first to the last day."""
    if (plan.start.month, plan.start.day, plan.end) == (1, 1, datetime.date(plan.start.year, 12, 31)):
        return f"Năm {plan.start.year}"
    return f"Từ {in_words(plan.start)} đến {in_words(plan.end)}"


def _tasks(plan: PlanFacts, issuer: str) -> tuple[Block, ...]:
    if not plan.tasks:
        return (Gap("II. Nội dung, tiến độ và phân công thực hiện", "chưa ghi nhiệm vụ nào."),)
    helped = any(task.partners for task in plan.tasks)
    with_product = any(task.product for task in plan.tasks)
    return (
        Paragraph.of(f"{_when(plan)}, {issuer} thực hiện {counted(len(plan.tasks))} nhiệm vụ sau:"),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.4),
                Column("Nhiệm vụ", width=2.4),
                Column("Đơn vị chủ trì", width=1.3),
                *([Column("Đơn vị phối hợp", width=1.3)] if helped else []),
                Column("Thời gian thực hiện", width=1.2),
                *([Column("Sản phẩm", width=1.1)] if with_product else []),
            ],
            [
                [
                    str(place),
                    task.content.rstrip(" ."),
                    task.lead,
                    *(["; ".join(task.partners) or "–"] if helped else []),
                    _days(task),
                    *([task.product or "–"] if with_product else []),
                ]
                for place, task in enumerate(plan.tasks, start=1)
            ],
        ),
    )


def _days(task: TaskRow) -> str:
    """The days of a task as far as the plan sets them."""
    if task.start and task.due:
        return f"{numeric(task.start)} - {numeric(task.due)}"
    if task.due:
        return f"đến {numeric(task.due)}"
    return f"từ {numeric(task.start)}" if task.start else "không ấn định thời hạn"


def _with_due(plan: PlanFacts) -> list[tuple[TaskRow, datetime.date]]:
    return [(task, task.due) for task in plan.tasks if task.due is not None]


def tasks_letter(facts: FrameFacts, plan: PlanFacts, *, draft: bool) -> Paper:
    """Reminds units of the tasks that they lead and did not finish in time; `plan` has only these."""
    leading = tuple(dict.fromkeys(task.lead for task in plan.tasks))
    return letter(facts, _overdue(facts, plan), draft=draft, addressees=facts.addressees or leading or ("…",))


def _overdue(facts: FrameFacts, plan: PlanFacts) -> tuple[Block, ...]:
    if not plan.tasks:
        return (Gap("Nội dung", "không còn nhiệm vụ nào quá hạn."),)
    named = full(plan.document) if plan.document else f"“{plan.title}”"
    return (
        Paragraph.of(
            f"Qua theo dõi việc thực hiện {named}, đến {in_words(facts.day)} còn {counted(len(plan.tasks))} nhiệm vụ "
            "đã quá hạn mà chưa hoàn thành, cụ thể như sau:"
        ),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.4),
                Column("Nhiệm vụ", width=2.6),
                Column("Đơn vị chủ trì", width=1.5),
                Column("Thời hạn", CellKind.DATE, 0.9),
                Column("Số ngày quá hạn", CellKind.NUMBER, 0.7),
            ],
            [
                [
                    str(place),
                    task.content.rstrip(" ."),
                    task.lead,
                    numeric(due),
                    whole((facts.day - due).days),
                ]
                for place, (task, due) in enumerate(_with_due(plan), start=1)
            ],
        ),
        *sentences(facts.paragraphs),
        *asked_to_report(facts, "hoàn thành các nhiệm vụ nêu trên", len({task.lead for task in plan.tasks})),
    )


def about_overdue(plan: PlanFacts) -> str:
    """What the letter is about, as "V/v …" goes on."""
    named = short(plan.document) if plan.document else f"“{plan.title}”"
    return f"đôn đốc thực hiện nhiệm vụ quá hạn theo {named}"
