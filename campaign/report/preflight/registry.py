"""The registry of checks; each is registered beside its function, in whichever package it is written."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from office_culture.rules.issues import Issue
from office_culture.selectors.reading import Query

if TYPE_CHECKING:
    from campaign.models import Report
    from campaign.report.preflight.material import Material

OfPaper = Callable[["Material"], Iterable[Issue]]
OfFrame = Callable[["Report", datetime.date], Iterable[Issue]]


class About(IntEnum):
    """What a check looks at; issues are shown in this order."""

    FRAME = 1
    PAPER = 2
    FIGURES = 3
    TEXTS = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `code` is stored in acknowledgements and never changes, `title` heads its issues on the page.

    `find` gets the material of a report and makes at most a statement or two of its own; the rows of `queries` are
    read for all checks together (`Material.rows`).
    """

    code: str
    title: Any
    about: About
    find: OfPaper
    queries: tuple[Query, ...] = ()


class Checks:
    """All checks by their codes."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._of_frame: list[OfFrame] = []

    def register(self, code: str, title: Any, about: About, *queries: Query) -> Callable[[OfPaper], OfPaper]:
        """Registers a function from `Material` to issues. Raises `ImproperlyConfigured` where the code is in use."""

        def known(find: OfPaper) -> OfPaper:
            if code in self._checks:
                raise ImproperlyConfigured(f"Two checks are called {code}.")
            self._checks[code] = Check(code, title, about, find, queries)
            return find

        return known

    def of_frame(self, code: str, title: Any) -> Callable[[OfFrame], OfFrame]:
        """Registers a check that needs the report and the day only; its errors keep a report from review, too."""

        def known(find: OfFrame) -> OfFrame:
            self.register(code, title, About.FRAME)(lambda found: find(found.report, found.day))
            self._of_frame.append(find)
            return find

        return known

    def __iter__(self) -> Iterator[Check]:
        """The checks by what they look at, then in the order in which they were registered."""
        return iter(sorted(self._checks.values(), key=lambda check: check.about))

    def queries(self) -> list[Query]:
        """What all checks declare that they read."""
        return [query for check in self._checks.values() for query in check.queries]

    def title(self, code: str) -> Any:
        """The heading of the issues of a check; its code where no such check is registered."""
        return self._checks[code].title if code in self._checks else code

    def frame_errors(self, report: "Report", day: datetime.date) -> list[Issue]:
        """The errors of the frame; a report that has any cannot be sent to review."""
        return [issue for find in self._of_frame for issue in find(report, day) if issue.is_error]


checks = Checks()
