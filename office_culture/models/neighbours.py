"""Rows that the rules of a record look at: one query for a record in a form, one for a batch of rows of a sheet."""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

Table = dict[Any, list[Any]]


class Neighbours:
    """The stored rows that share a value with a record, itself left out; in a batch also those of earlier rows.

    `by` is the column of the neighbour, `key` computes its value from the record (None: no
    neighbours, a frozenset: all who have one of its values). `of` is the
    label of the neighbours' model, by default the record's own; `related` are links of the neighbours to read along.
    """

    def __init__(
        self, by: str, *, key: Callable[[Any], Any], of: str = "", related: Sequence[str] = ()
    ) -> None:
        self.by, self.key, self.of, self.related = by, key, of, related

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type) -> Any:
        if row is None:
            return self
        key = self.key(row)
        if key is None:
            return []
        keys = _as_set(key)
        table: Table | None = row.__dict__.get(self._slot)
        if table is None:
            found = self.stored(type(row), keys)
        else:
            found = [other for part in sorted(keys) for other in table.get(part, ())]
        if self.model(type(row)) is not type(row):
            return found
        column, pk = row._meta.pk.attname, row.pk
        return [other for other in found if other is not row and (pk is None or other.__dict__[column] != pk)]

    @property
    def _slot(self) -> str:
        return f"_neighbours_{self.name}"

    def model(self, owner: type[models.Model]) -> type[models.Model]:
        """The model of the neighbours of rows of `owner`."""
        return apps.get_model(self.of) if self.of else owner

    def stored(self, owner: type[models.Model], keys: Iterable[Any]) -> list[Any]:
        """The stored neighbours of rows with these keys, ordered by primary key."""
        rows = self.model(owner)._base_manager.filter(**{f"{self.by}__in": list(keys)})
        return list(rows.select_related(*self.related).order_by("pk"))

    def fill(self, rows: Sequence[Any], written: Sequence[Any] = ()) -> Table:
        """Reads the neighbours of all rows at once and gives each row the same table of them.

        `written` are rows of the same batch that count as stored already.
        """
        owner = type(rows[0])
        column = self.model(owner)._meta.get_field(self.by).attname  # type: ignore[union-attr]
        table: Table = {}
        keys = {part for row in rows if (key := self.key(row)) is not None for part in _as_set(key)}
        for other in self.stored(owner, keys) if keys else ():
            table.setdefault(getattr(other, column), []).append(other)
        for row in rows:
            row.__dict__[self._slot] = table
        if self.model(owner) is owner:
            for row in written:
                self.note(table, row)
        return table

    def note(self, table: Table, row: Any) -> None:
        """Adds a row that a batch will write, in place of its stored values."""
        if row.pk is not None:
            for others in table.values():
                others[:] = [other for other in others if other.pk != row.pk]
        table.setdefault(getattr(row, row._meta.get_field(self.by).attname), []).append(row)


def _as_set(key: Any) -> Set[Any]:
    return key if isinstance(key, frozenset) else {key}


@cache
def neighbours_of(model: type[models.Model]) -> tuple[Neighbours, ...]:
    """What rows of that model look at."""
    found: dict[str, Neighbours] = {}
    for kind in reversed(model.__mro__):
        found |= {name: thing for name, thing in vars(kind).items() if isinstance(thing, Neighbours)}
    return tuple(found.values())
