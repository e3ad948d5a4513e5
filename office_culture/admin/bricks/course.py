"""The course of a record as steps: what is done, what is due now, what comes next, with one primary action."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class CourseStatus(StrEnum):
    """Where a step of a course stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step. While it is due, the step of the life cycle named `step` is the primary action, if it is offered
    without a refusal; else the page `url`, named by `action`. `detail` says how far it has come.
    """

    name: Any
    done: bool
    detail: str = ""
    step: str = ""
    action: Any = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Steps with their status, and the primary action; its address is "" where there is none.

    `step` names the step of the life cycle that the action takes, "" for a page.
    """

    steps: tuple[tuple[CourseStep, CourseStatus], ...]
    action: Any = ""
    url: str = ""
    step: str = ""


def course_of(steps: Iterable[CourseStep], offered: Sequence[tuple[Any, str, str]]) -> Course | None:
    """The course of these steps, or None without any; `offered` are steps of the life cycle: step, refusal, address.

    The first step that is not done is due now, also where a later one is done already.
    """
    listed = list(steps)
    if not listed:
        return None
    due = next((step for step in listed if not step.done), None)
    placed = tuple((step, _status(step, due)) for step in listed)
    if due is None:
        return Course(placed)
    for step, refusal, url in offered:
        if step.name == due.step and not refusal:
            return Course(placed, step.label, url, step.name)
    return Course(placed, due.action, due.url if due.action else "")


def _status(step: CourseStep, due: CourseStep | None) -> CourseStatus:
    if step is due:
        return CourseStatus.NOW
    return CourseStatus.DONE if step.done else CourseStatus.NEXT
