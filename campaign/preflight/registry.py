"""The checks by their codes, and the examination of a report; the composition root registers both."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from campaign.preflight.issues import Issue

if TYPE_CHECKING:
    from campaign.models import Report
    from office_culture.models import User

Examine = Callable[["Report", datetime.date, "User | None"], Iterable[Issue]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check: `code` stands in acknowledgements for ever, `title` heads its issues on the page.

    `find` gets what was gathered of a report and asks the database no more than that and a statement or two.
    """

    code: str
    title: Any
    find: Callable[[Any], Iterable[Issue]]


class Preflight:
    """How a report is examined."""

    def __init__(self) -> None:
        self._examine: Examine | None = None

    def register(self, examine: Examine) -> None:
        """Sets the examination; a second one replaces the first."""
        self._examine = examine

    def issues(self, report: "Report", day: datetime.date, user: "User | None" = None) -> list[Issue]:
        """What stands against issuing `report` on `day`; addresses lead only where `user` may go."""
        return list(self._examine(report, day, user)) if self._examine else []


preflight = Preflight()
