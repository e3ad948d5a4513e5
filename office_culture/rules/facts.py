"""Facts: the figures and names that papers may print, each with its meaning and the rows behind it.

Narratives name a fact by its key in braces, `{case_files.received}`. Each package registers its sources when Django
starts; nobody needs to know them all.
"""

import datetime
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from office_culture.text.citations import Citation

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class FactScope:
    """What is asked for: one unit with all below it, from `start` to `end`, as known on `as_of`."""

    unit_id: int
    unit_path: str
    start: datetime.date
    end: datetime.date
    as_of: datetime.date
    campaign_id: int | None = None


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

    `label` is its meaning in the language of the screen; `text` is how papers print it, always Vietnamese. A fact
    whose `value` is None is known in kind, but no record holds it: papers show a visible gap there. `confirmed` is
    false while the unit that answers for the figure does not stand by it yet: a preview marks it. `better` says whether
    a higher or a lower value is the better one; empty where neither is.
    """

    key: str
    label: str
    value: int | Decimal | str | None
    text: str
    rows: Rows | None = None
    citation: "Citation | None" = None
    confirmed: bool = True
    better: Better = Better.NEITHER

    @property
    def missing(self) -> bool:
        """Whether no record holds the value."""
        return self.value is None


class FactSource(Protocol):
    """Where facts of one kind come from."""

    @property
    def prefix(self) -> str:
        """What all its keys begin with, up to the first point."""

    @property
    def title(self) -> Any:
        """The heading under which a writer finds these facts."""

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        """The facts to offer, in the order a writer expects; also those whose value is missing."""

    def unlisted(self, scope: FactScope) -> Iterable[Fact]:
        """Facts of the lists that the program prints, too many to choose from; asked only where such a key stands."""

    def find(self, key: str, scope: FactScope) -> Fact | None:
        """The fact of that key, offered or not, or None if there is none of that name."""


class ListedFacts:
    """A source whose facts are those that it offers, and those of lists that it names."""

    def unlisted(self, scope: FactScope) -> Iterable[Fact]:
        return ()

    def find(self, key: str, scope: FactScope) -> Fact | None:
        return next((fact for fact in self.facts(scope) if fact.key == key), None)

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        raise NotImplementedError


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
        """Adds a source; a second one with the same prefix replaces the first."""
        self.sources[source.prefix] = source


registry = FactRegistry()


class FactBook:
    """The facts of one scope. Each source is asked once, however many keys are looked up."""

    def __init__(self, scope: FactScope) -> None:
        self.scope = scope
        self._listed: dict[str, dict[str, Fact]] = {}
        self._unlisted: dict[str, dict[str, Fact]] = {}

    def offered(self) -> list[tuple[Any, list[Fact]]]:
        """Titles of the sources with their facts, for a writer to choose from."""
        return [(source.title, list(self._of(source).values())) for source in registry.sources.values()]

    def find(self, key: str) -> Fact:
        """The fact of that key. Raises `UnknownFact` with the nearest keys."""
        source = registry.sources.get(key.partition(".")[0])
        fact = None
        if source is not None:
            fact = (
                self._of(source).get(key)
                or self._unlisted_of(source).get(key)
                or source.find(key, self.scope)
            )
        if fact is None:
            raise UnknownFact(key, self.nearest(key))
        return fact

    def nearest(self, key: str) -> list[str]:
        """Up to three known keys that resemble `key`."""
        known = [fact.key for _, facts in self.offered() for fact in facts]
        return difflib.get_close_matches(key, known, n=3, cutoff=0.4)

    def _of(self, source: FactSource) -> dict[str, Fact]:
        if source.prefix not in self._listed:
            self._listed[source.prefix] = {fact.key: fact for fact in source.facts(self.scope)}
        return self._listed[source.prefix]

    def _unlisted_of(self, source: FactSource) -> dict[str, Fact]:
        if source.prefix not in self._unlisted:
            self._unlisted[source.prefix] = {fact.key: fact for fact in source.unlisted(self.scope)}
        return self._unlisted[source.prefix]


def placeholders(text: str) -> list[str]:
    """The keys that a narrative names, in their order, each as often as it stands there."""
    return [match.group(1).strip() for match in PLACEHOLDER.finditer(text)]
