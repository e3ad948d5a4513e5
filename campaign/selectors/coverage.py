"""Which plans and tasks cover which requirement: requirement from above → plan → tasks → done or not."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from campaign.models import Plan, Requirement, Task, TaskState
from office_culture.models import Document, DocumentRelation, Origin, RelationKind, Use

if TYPE_CHECKING:
    from office_culture.models import User


class CoverageVerdict(StrEnum):
    """The state of a requirement, the worst first."""

    GAP = "gap"
    OVERDUE = "overdue"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class CoveredTask:
    """A task that covers a requirement, directly or through one that passes it on."""

    task: Task
    overdue: bool


@dataclass(frozen=True, slots=True)
class CoveredRequirement:
    """A requirement with the tasks that cover it; `through` are the nearer requirements that pass it on."""

    requirement: Requirement
    through: tuple[Requirement, ...]
    tasks: tuple[CoveredTask, ...]

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple({covered.task.plan_id: covered.task.plan for covered in self.tasks}.values())

    @property
    def done(self) -> int:
        return sum(covered.task.state == TaskState.ACCEPTED for covered in self.tasks)

    @property
    def verdict(self) -> CoverageVerdict:
        if not self.tasks:
            return CoverageVerdict.GAP
        if any(covered.overdue for covered in self.tasks):
            return CoverageVerdict.OVERDUE
        return CoverageVerdict.DONE if self.done == len(self.tasks) else CoverageVerdict.OPEN


@dataclass(frozen=True, slots=True)
class Directive:
    """A document from above, the chains of documents that lead from it to the office's plans, and its requirements."""

    document: Document
    ways: tuple[tuple[Document, ...], ...]
    requirements: tuple[CoveredRequirement, ...]

    @property
    def gaps(self) -> int:
        return sum(covered.verdict == CoverageVerdict.GAP for covered in self.requirements)


@dataclass(frozen=True, slots=True)
class Coverage:
    """All directives with requirements; `unread` are those whose requirements are not recorded yet."""

    directives: tuple[Directive, ...]
    unread: tuple[Document, ...]

    def count(self, verdict: CoverageVerdict) -> int:
        return sum(
            covered.verdict == verdict for directive in self.directives for covered in directive.requirements
        )


def coverage(user: "User", *, today: datetime.date) -> Coverage:
    """The coverage by tasks that the account may see. The number of queries does not grow with the rows."""
    requirements = list(Requirement.objects.select_related("document").order_by("position", "pk"))
    tasks: dict[int | None, list[Task]] = defaultdict(list)
    for task in (
        Task.objects.visible_to(user)
        .filter(requirement__isnull=False)
        .exclude(state=TaskState.CANCELLED)
        .exclude(plan__document=None)
        .select_related("lead_unit", "plan__document")
        .order_by("due", "position", "pk")
    ):
        tasks[task.requirement_id].append(task)
    passing: dict[int, list[Requirement]] = defaultdict(list)
    by_document: dict[int, list[Requirement]] = defaultdict(list)
    for requirement in requirements:
        by_document[requirement.document_id].append(requirement)
        if requirement.passes_on_id:
            passing[requirement.passes_on_id].append(requirement)
    planned = set(Plan.objects.visible_to(user).issued().values_list("document", flat=True))
    documents = {requirement.document_id: requirement.document for requirement in requirements}
    below = _implementing()
    return Coverage(
        directives=tuple(
            Directive(
                document=document,
                ways=_ways(document, below, planned),
                requirements=tuple(
                    _covered(requirement, passing, tasks, today) for requirement in by_document[document.pk]
                ),
            )
            for document in sorted(documents.values(), key=lambda found: (found.placed_on, found.pk))
        ),
        unread=tuple(
            Document.objects.filter(origin=Origin.ABOVE, use=Use.DIRECTIVE)
            .exclude(pk__in=documents)
            .order_by("date", "pk")
        ),
    )


def _covered(
    requirement: Requirement,
    passing: dict[int, list[Requirement]],
    tasks: dict[int | None, list[Task]],
    today: datetime.date,
) -> CoveredRequirement:
    through: list[Requirement] = []
    seen = {requirement.pk}
    ahead = [requirement]
    while ahead:
        nearer = [below for above in ahead for below in passing[above.pk] if below.pk not in seen]
        seen |= {below.pk for below in nearer}
        through += nearer
        ahead = nearer
    met = (task for part in (requirement, *through) for task in tasks[part.pk])
    return CoveredRequirement(
        requirement=requirement,
        through=tuple(through),
        tasks=tuple(CoveredTask(task, task.is_overdue(today)) for task in met),
    )


def _implementing() -> dict[int, list[Document]]:
    """The documents that implement a document, by its key, oldest first."""
    below: dict[int, list[Document]] = defaultdict(list)
    relations = DocumentRelation.objects.filter(kind=RelationKind.IMPLEMENTS).select_related("document")
    for relation in relations.order_by("document__date", "document"):
        below[relation.target_id].append(relation.document)
    return below


def _ways(
    start: Document, below: dict[int, list[Document]], planned: set[int]
) -> tuple[tuple[Document, ...], ...]:
    """The chains from a directive down to the office's plans, without those contained in a longer one."""
    found: list[tuple[Document, ...]] = []
    ahead: list[tuple[Document, ...]] = [(start,)]
    while ahead:
        way = ahead.pop(0)
        if len(way) > 1 and way[-1].pk in planned:
            found.append(way)
        passed = {document.pk for document in way}
        ahead += [(*way, document) for document in below[way[-1].pk] if document.pk not in passed]
    return tuple(way for way in found if not _inside_another(way, found))


def _inside_another(way: tuple[Document, ...], ways: Iterable[tuple[Document, ...]]) -> bool:
    steps = {document.pk for document in way}
    return any(steps < {document.pk for document in other} for other in ways)
