"""The differences between two versions of the same thing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import prefetch_related_objects

from office_culture.models.versions import Version
from office_culture.selectors.events import display_value, label_of

V = TypeVar("V", bound=Version)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a version: its name on the screen, and label and text of each thing that is compared."""

    name: str
    texts: Mapping[str, str]


# By a key under which the same row stands in every version.
Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class ChangedText:
    """One text of a row that differs between the versions."""

    name: str
    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences of two versions: added rows, removed rows, and changed texts of the others."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[ChangedText, ...]

    @property
    def same(self) -> bool:
        """Whether there are no differences."""
        return not (self.added or self.removed or self.changed)


def rows_of(version: Version) -> dict[str, Row]:
    """The version with the columns that it carries over, and all rows below it, by the key under which they are known.

    A statement for each kind of row and of link, however many rows there are.
    """
    prefetch_related_objects([version], *_lookups(version))
    head = {label_of(type(version), name): _display(version, name) for name in version.carried}
    return {"": Row(version.family_name(), head), **dict(_below(version))}


def _lookups(above: Any) -> Iterator[str]:
    """The lookups for `prefetch_related` of all that is compared below a version or a row."""
    for name in above.parts:
        below = above._meta.get_field(name).related_model
        yield name
        yield from (f"{name}__{field.name}" for field in _compared(below) if field.is_relation)
        yield from (f"{name}__{lookup}" for lookup in _lookups(below))


def _below(above: Any) -> Iterator[tuple[str, Row]]:
    for name in above.parts:
        for row in getattr(above, name).all():
            texts = {label_of(type(row), field.name): _display(row, field.name) for field in _compared(row)}
            key = " ".join(str(getattr(row, column)) for column in row.known_by)
            yield f"{row._meta.model_name} {key}", Row(str(row), texts)
            yield from _below(row)


def _compared(row: Any) -> list[Any]:
    """The editable columns of a kind of row but its key, the link to the row above and its position."""
    left_out = {row.part_of, "position", row._meta.pk.name}
    return [field for field in row._meta.concrete_fields if field.editable and field.name not in left_out]


def _display(row: Any, name: str) -> str:
    return display_value(row, row._meta.get_field(name))


def compare(older: V, newer: V, rows: Callable[[V], Rows] = rows_of) -> Comparison:
    """The differences of the newer version from the older one, from the `rows` of both."""
    was, became = rows(older), rows(newer)
    return Comparison(
        added=tuple(row.name for key, row in became.items() if key not in was),
        removed=tuple(row.name for key, row in was.items() if key not in became),
        changed=tuple(
            ChangedText(row.name, what, was[key].texts.get(what, ""), text)
            for key, row in became.items()
            if key in was
            for what, text in row.texts.items()
            if was[key].texts.get(what, "") != text
        ),
    )
