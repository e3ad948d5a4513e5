"""A process that ends itself at its n-th step: before each statement, and on each side of each commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

from tests.office_culture.issuing.accidents import die

_WRITING = ("INSERT", "UPDATE", "DELETE")
MOST = 200


@dataclass(slots=True)
class Steps:
    """The steps of one run: how many, which of them stand at a commit, and what was kept from which step on."""

    count: int = 0
    at_commits: list[int] = field(default_factory=list)
    kept: list[tuple[int, str]] = field(default_factory=list)

    def expected(self, step: int) -> str:
        """What is kept by whoever dies at that step."""
        return [content for since, content in self.kept if since <= step][-1]

    def chosen(self, most: int = MOST) -> list[int]:
        """All steps up to `most`, else so many spread evenly and each side of each commit."""
        if self.count <= most:
            return list(range(1, self.count + 1))
        spread = {round(1 + place * (self.count - 1) / (most - 1)) for place in range(most)}
        return sorted(spread | set(self.at_commits))


@contextmanager
def counted(step: Callable[[str], None], written: Callable[[int], None]) -> Iterator[None]:
    """Calls `step` with "statement" or "commit" at each step, and `written` once something is kept.

    `written` gets from how many steps later on it stays: 0 after a commit, 1 after a statement that commits itself.
    """
    from django.db import connection

    real = connection._commit

    def commit() -> None:
        step("commit")
        real()
        step("commit")
        written(0)

    def execute(run, sql, params, many, context):
        step("statement")
        result = run(sql, params, many, context)
        if not connection.in_atomic_block and sql.lstrip().upper().startswith(_WRITING):
            written(1)
        return result

    with mock.patch.object(connection, "_commit", commit), connection.execute_wrapper(execute):
        yield


def recorded(do: Callable[[], object], content: Callable[[], str]) -> dict[str, object]:
    """Runs it to its end and notes its steps, as plain values for the parent."""
    steps, quiet = Steps(), []

    def step(kind: str) -> None:
        if quiet:
            return
        steps.count += 1
        if kind == "commit":
            steps.at_commits.append(steps.count)

    def written(later: int) -> None:
        if quiet:
            return
        quiet.append(1)
        steps.kept.append((steps.count + later, content()))
        quiet.clear()

    steps.kept.append((0, content()))
    with counted(step, written):
        do()
    return {"count": steps.count, "at_commits": steps.at_commits, "kept": steps.kept}


def dying_at(number: int, do: Callable[[], object]) -> str:
    """Does it and dies at that step; says "survived" where there are fewer."""
    seen = [0]

    def step(kind: str) -> None:
        seen[0] += 1
        if seen[0] == number:
            die()

    with counted(step, lambda later: None):
        do()
    return "survived"
