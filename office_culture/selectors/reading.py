"""What selectors read: each declares its rows, so that a paper reads those of all its selectors in one statement.

    @reads(task_rows, plan_rows)
    def task_overview(scope: FactScope, tasks: list[Task], plans: list[Plan]) -> TaskOverview: ...

`task_overview(scope)` reads both together; where `gather` has read them before for the same book, it asks nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from django.db.models import QuerySet

from office_culture.models.together import read_together
from office_culture.rules.facts import FactScope

Found = TypeVar("Found")
Selector = Callable[[FactScope], Any]
# The rows that a selector needs in a scope.
Query = Callable[[FactScope], QuerySet[Any]]


def reads(*queries: Query) -> Callable[[Callable[..., Found]], Callable[[FactScope], Found]]:
    """Makes a selector of the decorated function; it gets the scope and a list of rows for each query."""

    def declared(select: Callable[..., Found]) -> Callable[[FactScope], Found]:
        @wraps(select)
        def selector(scope: FactScope) -> Found:
            # Outside of a book a selector shares what it reads with itself only.
            own = replace(scope, shared={}) if scope.shared is None else scope
            return select(own, *rows_for(own, queries))

        selector.queries = queries  # type: ignore[attr-defined]
        return selector

    return declared


def gather(scope: FactScope, selectors: Iterable[Selector]) -> None:
    """Reads what these selectors declare, in one statement, as far as the book of the scope has not read it yet."""
    rows_for(scope, [query for selector in selectors for query in getattr(selector, "queries", ())])


def rows_for(scope: FactScope, queries: Iterable[Query]) -> list[list[Any]]:
    """The rows of each query, read once for all selectors of a book."""
    wanted = list(queries)
    shared = {} if scope.shared is None else scope.shared
    unread = [query for query in dict.fromkeys(wanted) if (query,) not in shared]
    for query, rows in zip(unread, read_together([query(scope) for query in unread]), strict=True):
        shared[query,] = rows
    return [shared[query,] for query in wanted]
