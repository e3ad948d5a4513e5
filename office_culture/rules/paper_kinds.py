"""The kinds of papers that an office drafts from its records, each registered where it is written.

A kind says about which record it is, when it can be drafted, what its draft says at first, and how it reads on a day.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def ready(record: Any) -> str:
    """A kind that can be drafted whatever the state of its record."""
    return ""


def nothing(record: Any) -> Mapping[str, Any]:
    """A draft without first words."""
    return {}


def no_problem(paper: Any, on: datetime.date) -> Iterable[Any]:
    """A kind against whose issue nothing stands but gaps."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePaperKind:
    """One kind. `about` is the class of record, which may be abstract; `type_code` is "" for a công văn.

    `subject` words what is printed below the title or after "V/v". `first` gives the first values of columns of the
    draft. `build` makes the paper of a day, marked as a draft or not. `rests_on` names the rows that it reads besides
    the record. `against` gives what stands against its issue on a day (`actions.outgoing.Against`).
    `follows` is called in the transaction of its issue. `doubts` gives what the record leaves in doubt on a day
    (`selectors.paper_facts.Doubt`).
    """

    name: str
    title: Any
    button: Any
    about: type[Any]
    type_code: str
    type_name: str
    subject: Callable[[Any], str]
    build: Callable[..., Any]
    can_draft: Callable[[Any], str] = ready
    first: Callable[[Any], Mapping[str, Any]] = nothing
    rests_on: Callable[[Any], Iterable[Any]] = lambda record: ()
    against: Callable[[Any, datetime.date], Iterable[Any]] = no_problem
    follows: Callable[..., None] | None = None
    doubts: Callable[[Any, datetime.date], tuple[Any, ...]] = lambda record, on: ()

    @property
    def is_decision(self) -> bool:
        """Whether somebody decides: with legal bases, who decides and on whose proposal."""
        return self.type_code == "QĐ"

    @property
    def is_letter(self) -> bool:
        """Whether it is a công văn, which has no type: its symbol names the unit that drafts it."""
        return not self.type_code


KINDS: dict[str, OfficePaperKind] = {}


def register(kind: OfficePaperKind) -> None:
    """Makes a kind known under its name."""
    KINDS[kind.name] = kind


def choices() -> list[tuple[str, Any]]:
    """Names and titles, for a drop-down list."""
    return [(kind.name, kind.title) for kind in KINDS.values()]


def kinds_about(record: Any) -> list[OfficePaperKind]:
    """The kinds that can be drafted about such a record, in the order of registration."""
    return [kind for kind in KINDS.values() if isinstance(record, kind.about)]
