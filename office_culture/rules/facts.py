"""Facts: the figures and names that papers may print, each with its meaning and the rows behind it.

A selector makes them, once for each scope: the sections of a paper print them, and narratives name them by their key in
braces, `{case_files.received}`. A module of selectors registers its sources itself; nobody needs to know them all.
"""

import datetime
import difflib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
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

    `report_id` is the report for which is asked, where there is one: its frame stands in its first paragraph. `shared`
    is what the selectors of one book have read so far; a scope outside of a book shares nothing.
    """

    unit_id: int
    unit_path: str
    start: datetime.date
    end: datetime.date
    as_of: datetime.date
    campaign_id: int | None = None
    report_id: int | None = None
    shared: dict[tuple[Any, ...], Any] | None = field(default=None, compare=False, repr=False)

    def once(self, read: Callable[..., Found], *asked: Any) -> Found:
        """What `read(*asked)` returns, read once for all selectors of a book."""
        if self.shared is None:
            return read(*asked)
        key = (read, *asked)
        if key not in self.shared:
            self.shared[key] = read(*asked)
        found: Found = self.shared[key]
        return found

    def read_so_far(self, read: Callable[..., Found], *asked: Any) -> Found | None:
        """What `once` has returned for the same before; None where nothing in the book has asked yet."""
        found: Found | None = (self.shared or {}).get((read, *asked))
        return found


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
    """One thing that a paper may print.

    `label` is its meaning in the language of the screen; `text` is how papers print it in a sentence, `cell` how they
    print it in a table where that differs, both always Vietnamese. A fact whose `value` is None is known in kind, but
    no record has its value: papers show a visible gap there. `confirmed` is false while the unit that answers for the
    figure has not confirmed it: a preview marks it. `better` says whether a higher or a lower value is the better one;
    empty where neither is. `of` is the name that papers give to what the fact is about, such as a unit or an award,
    where several facts of one kind differ in nothing else.
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
    of: str = ""

    @property
    def missing(self) -> bool:
        """Whether no record has the value."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where facts of one kind come from.

    `prefix` is what all its keys begin with, up to the first point; `title` is what a writer finds them under.
    `listed` takes out of what `selector` finds the facts to offer, in the order a writer expects, those whose value is
    missing included. `further` does the same for facts of the lists that the program prints: too many to choose from,
    and asked only where such a key stands. `lookup` takes keys and finds facts that no list need hold; under a key that
    fits several stands why it is none. `may_lack` says that an agency may
    have nothing of the kind, such as a one-stop desk. `nouns` are those by which texts speak of its figures
    (`rules/nouns.py`), under what follows the prefix in their keys; years are left out there, and `*` stands for a
    number or name of a record.
    """

    prefix: str
    title: Any
    selector: Callable[[FactScope], Any]
    listed: Callable[[Any], Iterable[Fact]]
    further: tuple[Callable[[FactScope], Any], Callable[[Any], Iterable[Fact]]] | None = None
    lookup: "Callable[[Collection[str], FactScope], Mapping[str, Fact | UnknownFact]] | None" = None
    may_lack: bool = False
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class UnknownFact(Exception):
    """Raised for a key that no source answers; `nearest` are the keys that come closest."""

    def __init__(self, key: str, nearest: list[str]) -> None:
        super().__init__(key)
        self.key = key
        self.nearest = nearest


class FactRegistry:
    """All sources, by the prefix of their keys."""

    def __init__(self) -> None:
        self.sources: dict[str, FactSource] = {}

    def register(self, source: FactSource) -> None:
        """Adds a source. Raises ImproperlyConfigured where its prefix is taken: each key has one source."""
        if source.prefix in self.sources:
            raise ImproperlyConfigured(f"Two sources of facts are called {source.prefix}.")
        self.sources[source.prefix] = source

    def lackable(self) -> list[tuple[str, Any]]:
        """Prefix and title of the sources that need not apply to every agency, for a drop-down list."""
        return [(source.prefix, source.title) for source in self.sources.values() if source.may_lack]


registry = FactRegistry()


class FactBook:
    """The results of selectors in one scope.

    Each selector runs once, whoever needs it: a section, a narrative or a check. What several selectors read, such as
    the places of units, they take from their scope (`FactScope.once`).
    """

    def __init__(self, scope: FactScope) -> None:
        self.scope = replace(scope, shared={})
        self._asked: dict[Callable[[FactScope], Any], Any] = {}
        self._listed: dict[str, dict[str, Fact]] = {}
        self._further: dict[str, dict[str, Fact]] = {}
        self._looked_up: dict[str, Fact | UnknownFact | None] = {}

    def ask(self, selector: Callable[[FactScope], Found]) -> Found:
        """The result of the selector in the scope of the book, computed at the first call."""
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
        """The facts of the source of that prefix that are findable by key, but too many to offer."""
        return list(self._beyond(registry.sources[prefix]).values())

    def find(self, key: str) -> Fact:
        """The fact of that key. Raises `UnknownFact` with the nearest keys."""
        fact = self._found(key)
        if fact is None:
            raise UnknownFact(key, self.nearest(key))
        if isinstance(fact, UnknownFact):
            raise fact
        return fact

    def find_known(self, keys: Iterable[str]) -> dict[str, Fact]:
        """The facts of those of the keys that have one; what a source has to look up it looks up at once."""
        wanted = dict.fromkeys(keys)
        self._look_up(wanted)
        found = {key: self._found(key) for key in wanted}
        return {key: fact for key, fact in found.items() if isinstance(fact, Fact)}

    def _found(self, key: str) -> "Fact | UnknownFact | None":
        source = registry.sources.get(key.partition(".")[0])
        if source is None:
            return None
        if source.lookup is not None and source.prefix not in self._listed:
            self._look_up([key])
            if self._looked_up[key] is not None:
                return self._looked_up[key]
        fact = self._of(source).get(key) or self._beyond(source).get(key)
        if fact is None and source.lookup is not None:
            self._look_up([key])
            return self._looked_up[key]
        return fact

    def _look_up(self, keys: Iterable[str]) -> None:
        """Looks up those of the keys that no list answers."""
        by_source: dict[str, list[str]] = {}
        for key in keys:
            prefix = key.partition(".")[0]
            source = registry.sources.get(prefix)
            if source is None or source.lookup is None or key in self._looked_up:
                continue
            if key not in self._listed.get(prefix, ()):
                by_source.setdefault(prefix, []).append(key)
        for prefix, missing in by_source.items():
            lookup = registry.sources[prefix].lookup
            found = lookup(missing, self.scope) if lookup else {}
            self._looked_up.update({key: found.get(key) for key in missing})

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
