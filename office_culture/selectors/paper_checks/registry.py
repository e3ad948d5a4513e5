"""The checks of papers, each registered beside its function."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from office_culture.rules.issues import Issue
from office_culture.selectors.paper_checks.examined import ExaminedPaper

Find = Callable[[ExaminedPaper], Iterable[Issue]]


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """One check: `code` stands in acknowledgements for ever, `title` heads its issues on a page.

    `find` asks the database a statement or two, however long the paper is.
    """

    code: str
    title: Any
    find: Find


class PaperChecks:
    """All checks in the order in which they were registered."""

    def __init__(self) -> None:
        self._checks: dict[str, PaperCheck] = {}

    def register(self, code: str, title: Any) -> Callable[[Find], Find]:
        """Registers a function from a paper to issues as a check."""

        def known(find: Find) -> Find:
            if code in self._checks:
                raise ImproperlyConfigured(f"Two checks are called {code}.")
            self._checks[code] = PaperCheck(code, title, find)
            return find

        return known

    def __iter__(self) -> Iterator[PaperCheck]:
        return iter(self._checks.values())

    def issues_of(self, examined: ExaminedPaper) -> list[Issue]:
        """The issues of all checks on the words of the paper."""
        return [issue for check in self for issue in check.find(examined)]


paper_checks = PaperChecks()
