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
    """Where a part is printed: `section` is its number and title, for gaps; `citations` is what the paper has cited.

    `agency` is the agency of the paper, as running text names it: every sentence has a subject. `lacking` are the
    sources of facts that do not apply to it: a section neither prints them nor asks for them.
    """

    section: str
    citations: Citations
    agency: str = "cơ quan"
    lacking: frozenset[str] = frozenset()

    @property
    def subject(self) -> str:
        """The name of the agency with a capital first letter, for the beginning of a sentence."""
        return self.agency[:1].upper() + self.agency[1:]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One section or appendix of papers. `records` names the records behind it in the admin, where gaps are mended.

    `may_lack` names the sources of facts that it goes without where they do not apply to the agency.
    """

    name: str
    meaning: Any
    selectors: tuple[Callable[[FactScope], Any], ...]
    build: Callable[..., "Iterable[Content]"]
    records: str
    may_lack: tuple[str, ...] = ()

    def content(self, book: FactBook, at: At) -> "tuple[Content, ...]":
        """The content of the part, built from what its selectors find in the scope of the book."""
        return tuple(self.build(*(book.ask(selector) for selector in self.selectors), at))


class Parts:
    """The parts of one kind, by name, each with its meaning for the screen."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._parts: dict[str, ReportPart] = {}

    def register(
        self,
        name: str,
        meaning: Any,
        *selectors: Callable[[FactScope], Any],
        records: str = "",
        may_lack: tuple[str, ...] = (),
    ) -> Callable[[Build], Build]:
        """Registers the decorated function; it gets what the selectors find, in their order, and its place (`At`)."""

        def known(build: Build) -> Build:
            if name in self._parts:
                raise ImproperlyConfigured(f"Two {self.kind} are called {name}.")
            self._parts[name] = ReportPart(name, meaning, selectors, build, records, may_lack)
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
