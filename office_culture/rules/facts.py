"""Facts: the figures and names that papers may print, each with its meaning and the rows behind it.

A selector makes them, once for each scope: the sections of a paper print them, and narratives name them by their key in
braces, `{case_files.received}`. A module of selectors registers its sources itself; nobody needs to know them all.
"""

import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from office_culture.text.citations import Citation

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class FactScope:
    """What is asked for: one unit with all below it, from `start` to `end`, as known on `as_of`.

    `report_id` is the report that asks, where one does: its frame stands in its first paragraph.
    """

    unit_id: int
    unit_path: str
    start: datetime.date
    end: datetime.date
    as_of: datetime.date
    campaign_id: int | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a figure: a model label and the lookups that select exactly those rows."""

    model: str
    lookups: Mapping[str, Any] = field(default_factory=dict)


class Better(StrEnum):
    """Which way a figure should go."""

    NEITHER = ""
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a paper may say.

    `label` is its meaning in the language of the screen; `text` is how papers print it in a sentence, `cell` how they
    print it in a table where that differs, both always Vietnamese. A fact whose `value` is None is known in kind, but
    no record holds it: papers show a visible gap there. `confirmed` is false while the unit that answers for the figure
    does not stand by it yet: a preview marks it. `better` says whether a higher or a lower value is the better one;
    empty where neither is.
    """

    key: str
    label: str
    value: int | Decimal | str | None
    text: str
    rows: Rows | None = None
    citation: "Citation | None" = None
    confirmed: bool = True
    better: Better = Better.NEITHER
    cell: str = ""

    @property
    def missing(self) -> bool:
        """Whether no record holds the value."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where facts of one kind come from.

    `prefix` is what all its keys begin with, up to the first point; `title` is what a writer finds them under.
    `listed` takes out of what `selector` finds the facts to offer, in the order a writer expects, those whose value is
    missing included. `further` does the same for facts of the lists that the program prints: too many to choose from,
    and asked only where such a key stands. `lookup` knows facts that no list holds.
    """

    prefix: str
    title: Any
    selector: Callable[[FactScope], Any]
    listed: Callable[[Any], Iterable[Fact]]
    further: tuple[Callable[[FactScope], Any], Callable[[Any], Iterable[Fact]]] | None = None
    lookup: Callable[[str, FactScope], Fact | None] | None = None


class UnknownFact(Exception):
    """A key that no source answers; `nearest` are the keys that come closest."""

    def __init__(self, key: str, nearest: list[str]) -> None:
        super().__init__(key)
        self.key = key
        self.nearest = nearest


class FactRegistry:
    """All sources, by the prefix of their keys."""

    def __init__(self) -> None:
        self.sources: dict[str, FactSource] = {}

    def register(self, source: FactSource) -> None:
        """Adds a source. Two of one prefix would answer for each other's keys, so that is an error."""
        if source.prefix in self.sources:
            raise ImproperlyConfigured(f"Two sources of facts are called {source.prefix}.")
        self.sources[source.prefix] = source


registry = FactRegistry()


class FactBook:
    """What selectors find in one scope. Each is asked once, whoever needs it: a section, a narrative or a check."""

    def __init__(self, scope: FactScope) -> None:
        self.scope = scope
        self._asked: dict[Callable[[FactScope], Any], Any] = {}
        self._listed: dict[str, dict[str, Fact]] = {}
        self._further: dict[str, dict[str, Fact]] = {}

    def ask(self, selector: Callable[[FactScope], Found]) -> Found:
        """What the selector finds in the scope of the book."""
        if selector not in self._asked:
            self._asked[selector] = selector(self.scope)
        found: Found = self._asked[selector]
        return found

    def offered(self) -> list[tuple[Any, list[Fact]]]:
        """Titles of the sources with their facts, for a writer to choose from."""
        return [(source.title, self.listed(prefix)) for prefix, source in registry.sources.items()]

    def listed(self, prefix: str) -> list[Fact]:
        """The facts that the source of that prefix offers."""
        return list(self._of(registry.sources[prefix]).values())

    def further(self, prefix: str) -> list[Fact]:
        """The facts that the source of that prefix knows besides, out of lists too long to offer."""
        return list(self._beyond(registry.sources[prefix]).values())

    def find(self, key: str) -> Fact:
        """The fact of that key. Raises `UnknownFact` with the nearest keys."""
        source = registry.sources.get(key.partition(".")[0])
        fact = None
        if source is not None:
            fact = self._of(source).get(key) or self._beyond(source).get(key)
            if fact is None and source.lookup is not None:
                fact = source.lookup(key, self.scope)
        if fact is None:
            raise UnknownFact(key, self.nearest(key))
        return fact

    def nearest(self, key: str) -> list[str]:
        """Up to three known keys that resemble `key`."""
        known = [fact.key for _, facts in self.offered() for fact in facts]
        return difflib.get_close_matches(key, known, n=3, cutoff=0.4)

    def _of(self, source: FactSource) -> dict[str, Fact]:
        if source.prefix not in self._listed:
            listed = source.listed(self.ask(source.selector))
            self._listed[source.prefix] = {fact.key: fact for fact in listed}
        return self._listed[source.prefix]

    def _beyond(self, source: FactSource) -> dict[str, Fact]:
        if source.further is None:
            return {}
        if source.prefix not in self._further:
            selector, listed = source.further
            self._further[source.prefix] = {fact.key: fact for fact in listed(self.ask(selector))}
        return self._further[source.prefix]


def placeholders(text: str) -> list[str]:
    """The keys that a narrative names, in their order, each as often as it stands there."""
    return [match.group(1).strip() for match in PLACEHOLDER.finditer(text)]
