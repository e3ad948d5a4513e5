"""What papers can say by name: sections and appendices, each registered where it is written.

An outline names them and gives their order; here is what each of them asks for. A section is a pure function: it gets
what its selectors found, and where it stands.

    @sections.register("tasks", _("tasks of the plan and how far they are"), task_overview)
    def tasks_section(facts: TaskOverview, at: At) -> Iterable[Content]: ...

What can be told in several forms is given as `InForms`: the outline of the paper chooses between them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from office_culture.rules.facts import FactBook, FactScope
from office_culture.text.citations import Citations
from office_culture.text.order import sort_key

if TYPE_CHECKING:
    from office_culture.sections.shown import Content

__all__ = ["At", "Parts", "ReportPart", "_", "appendices", "sections"]

Build = TypeVar("Build", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class At:
    """Where something is said: `section` is its number and title, for gaps; `citations` is what the paper has cited.

    `agency` is who speaks, as running text names it: every sentence has a subject.
    """

    section: str
    citations: Citations
    agency: str = "cơ quan"

    @property
    def subject(self) -> str:
        """The agency at the beginning of a sentence."""
        return self.agency[:1].upper() + self.agency[1:]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One thing that papers can say. `records` names the records behind it in the admin, where gaps are mended."""

    name: str
    meaning: Any
    selectors: tuple[Callable[[FactScope], Any], ...]
    build: Callable[..., "Iterable[Content]"]
    records: str

    def content(self, book: FactBook, at: At) -> "tuple[Content, ...]":
        """What it says of the scope of the book."""
        return tuple(self.build(*(book.ask(selector) for selector in self.selectors), at))


class Parts:
    """The parts of one kind, by name, each with its meaning for the screen."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._parts: dict[str, ReportPart] = {}

    def register(
        self, name: str, meaning: Any, *selectors: Callable[[FactScope], Any], records: str = ""
    ) -> Callable[[Build], Build]:
        """Makes a function known that gets what the selectors find, in their order, and where it stands (`At`)."""

        def known(build: Build) -> Build:
            if name in self._parts:
                raise ImproperlyConfigured(f"Two {self.kind} are called {name}.")
            self._parts[name] = ReportPart(name, meaning, selectors, build, records)
            return build

        return known

    def __getitem__(self, name: str) -> ReportPart:
        return self._parts[name]

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def choices(self) -> list[tuple[str, Any]]:
        """Name and meaning in the order of the meanings, for a drop-down list."""
        named = [(part.name, part.meaning) for part in self._parts.values()]
        return sorted(named, key=lambda pair: sort_key(str(pair[1])))

    def meaning(self, name: str) -> str:
        """What is said under that name; the name itself where this program does not know it."""
        part = self._parts.get(name)
        return str(part.meaning) if part else name


sections = Parts("sections")
appendices = Parts("appendices")
