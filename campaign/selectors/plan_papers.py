"""What papers about a plan print: its tasks with who does them by when, and on which documents it rests."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from campaign.models import Plan, Task, TaskState
from office_culture.models import Document
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a plan gives it out."""

    content: str
    lead: str
    partners: tuple[str, ...]
    start: datetime.date | None
    due: datetime.date | None
    product: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan with its tasks by their last day; `asked_by` are the documents whose requirements they meet."""

    title: str
    document: Citation | None
    start: datetime.date
    end: datetime.date
    asked_by: tuple[Citation, ...]
    tasks: tuple[TaskRow, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Whoever leads a task or helps with one, each once."""
        return tuple(dict.fromkeys(unit for task in self.tasks for unit in (task.lead, *task.partners)))


def given_out(plan: Plan) -> QuerySet[Task]:
    """The tasks of a plan that stand, by their last day."""
    rows: QuerySet[Task] = (
        Task.objects.filter(plan=plan)
        .exclude(state=TaskState.CANCELLED)
        .order_by("placed_on", "position", "pk")
    )
    return rows


def asked_by(plan: Plan) -> list[Document]:
    """The documents whose requirements the tasks meet, the oldest first."""
    rows = Document.objects.filter(requirements__tasks__in=given_out(plan)).distinct()
    return sorted(rows, key=lambda document: (document.placed_on, document.pk))


def plan_facts(plan: Plan, tasks: QuerySet[Task]) -> PlanFacts:
    """The plan with these of its tasks; four statements."""
    rows = tasks.select_related("lead_unit").prefetch_related("partners__unit")
    return PlanFacts(
        title=plan.title,
        document=citation_of(plan.document) if plan.document else None,
        start=plan.period_start,
        end=plan.period_end,
        asked_by=tuple(citation_of(document) for document in asked_by(plan)),
        tasks=tuple(
            TaskRow(
                task.content,
                task.lead_unit.name_in_text,
                tuple(partner.unit.name_in_text for partner in task.partners.all()),
                task.start,
                task.due,
                task.product,
            )
            for task in rows
        ),
    )
