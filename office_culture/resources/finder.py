"""Finds the record that each row of a sheet means: by natural key, with a query for each key and batch of rows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from office_culture.models.constraints import Duplicate
from office_culture.resources.columns import LinkColumn
from office_culture.resources.lookups import same_text
from office_culture.resources.rows import ImportRow, Key
from office_culture.selectors.merging import answering, as_it_was, current_mergers


@dataclass(frozen=True, slots=True)
class Stored:
    """What is read of a record that a row may mean: its version, its natural keys, and values to compare."""

    version: int
    keys: list[Key]
    values: Sequence[Any]


class Finder:
    """Finds the records of rows among those that the account sees.

    The resource's `keys` are tried in their order; a later key does not match if an earlier one is filled on both sides
    and differs, so that two people of the same name stay two people.
    """

    def __init__(self, resource: Any) -> None:
        self.resource = resource
        self.keys: Sequence[tuple[str, ...]] = resource.keys
        # The place of the row that means each record already.
        self._taken: dict[Any, ImportRow] = {}
        self._ambiguous: set[ImportRow] = set()
        self._linked: dict[str, dict[str, Any]] = {}

    def find(self, rows: Sequence[ImportRow], compared: Sequence[tuple[str, str]] = ()) -> None:
        """Sets the record of each row that means an existing one.

        A row is refused if several records match, if its record was merged or changed since the preview, or if an
        earlier row means the same record. Of a row that differs from its record in none of the `compared` columns, as
        name and database field, only the key is noted.
        """
        for row in rows:
            row.keys = [self._key_of(row, names) for names in self.keys]
        stored = self.stored(rows, [column for _name, column in compared])
        by_key = self._index(stored)
        matches = [self._matches(row, stored, by_key) for row in rows]
        unsure = [row for row, keys in zip(rows, matches, strict=True) if len(keys) != 1]
        known_keys = self.resource.remembered(unsure) | {
            row: pk for row in rows if (pk := self.resource.same.get(str(row.origin))) is not None
        }
        meant: list[Any] = []
        for row, keys in zip(rows, matches, strict=True):
            row.recognised = row in known_keys
            if len(keys) > 1 and not row.recognised:
                self._refuse_ambiguous(row)
            meant.append(known_keys.get(row) or (keys[0] if len(keys) == 1 else None))
        times = Counter(meant)
        for row, pk in zip(rows, meant, strict=True):
            if pk in stored and times[pk] == 1 and not row.recognised:
                self._leave(row, pk, stored[pk], compared)
        pks = sorted(
            {pk for row, pk in zip(rows, meant, strict=True) if pk is not None and row.leaves is None}
        )
        found = self.resource.get_queryset().in_bulk(pks) if pks else {}
        for row, pk in zip(rows, meant, strict=True):
            if row not in self._ambiguous and row.leaves is None:
                self._assign(row, found.get(pk))

    def _leave(self, row: ImportRow, pk: Any, stored: Stored, compared: Sequence[tuple[str, str]]) -> None:
        """Notes that the row changes nothing of the record with that key, where nothing speaks against it."""
        if not compared or row.errors or pk in self._taken or pk in self.resource.taken:
            return
        if not self._is_as_seen(pk, stored.version):
            return
        for (name, _column), existing in zip(compared, stored.values, strict=True):
            value = row.values[name]
            if (value.pk if isinstance(value, Model) else value) != existing:
                return
        row.leaves = pk
        self._taken[pk] = row
        self.resource.versions[str(pk)] = stored.version

    def any_stored(self, rows: Sequence[ImportRow]) -> bool:
        """Whether a record that one of these rows means is stored by now."""
        stored = self.stored(rows)
        by_key = self._index(stored)
        return any(self._matches(row, stored, by_key) for row in rows)

    def _index(self, stored: dict[Any, Stored]) -> list[dict[Key, list[Any]]]:
        by_key: list[dict[Key, list[Any]]] = [defaultdict(list) for _key in self.keys]
        for pk, row in stored.items():
            for index, key in zip(by_key, row.keys, strict=True):
                index[key].append(pk)
        return by_key

    def stored(self, rows: Sequence[ImportRow], columns: Sequence[str] = ()) -> dict[Any, Stored]:
        """The visible records that may be meant by these rows, with their values of `columns`, by primary key."""
        names = list(dict.fromkeys(name for key in self.keys for name in key))
        stored: dict[Any, Stored] = {}
        # Values of the first key that a record has: these rows need no weaker one.
        found: set[Key] = set()
        for place, key in enumerate(self.keys):
            wanted = [
                row.keys[place]
                for row in rows
                if self._may_match(row.keys[place], place) and not (place and row.keys[0] in found)
            ]
            if not wanted:
                continue
            condition = Q()
            for name, parts in zip(key, zip(*wanted, strict=True), strict=True):
                condition &= _any_of(name, set(parts))
            matching = self.resource.get_queryset().filter(condition).order_by()
            for pk, version, *values in matching.values_list("pk", "version", *names, *columns):
                of = dict(zip(names, values, strict=False))
                keys = [tuple(of[name] for name in key) for key in self.keys]
                stored[pk] = Stored(version, keys, values[len(names) :])
            if not place:
                found = {row.keys[0] for row in stored.values()}
        return stored

    def _may_match(self, key: Key | None, place: int) -> bool:
        if key is None or any(isinstance(part, ImportRow) for part in key):
            return False
        return place == len(self.keys) - 1 or not any(part in (None, "") for part in key)

    @property
    def _shown_at(self) -> str:
        return str(self.keys[-1][0])

    def _assign(self, row: ImportRow, found: Any) -> None:
        last = row.keys[-1]
        if found is None and last in self._merged:
            sentence = _("This record was merged into “%(other)s”. Remove the row, or change that record.")
            row.refuse({self._shown_at: ValidationError(sentence % {"other": self._merged[last]})})
            return
        if found is not None or last is not None:
            self._take(row, found.pk if found is not None else last)
        if found is not None:
            row.record = found
            self.resource.versions[str(found.pk)] = found.version
            self._refuse_unseen(row)

    def _is_as_seen(self, pk: Any, version: int) -> bool:
        seen = self.resource.seen
        return seen is None or seen.get(str(pk)) == version

    def _refuse_unseen(self, row: ImportRow) -> None:
        """Refuses a record that was changed or created after the preview."""
        if not self._is_as_seen(row.record.pk, row.record.version):
            sentence = _(
                "This record was changed after the preview. Choose the file again and look at the differences."
            )
            row.refuse({self._shown_at: ValidationError(sentence)})

    def _take(self, row: ImportRow, identity: Any) -> None:
        first = self._taken.setdefault(identity, row)
        earlier = self.resource.taken.get(identity) if first is row else first.origin.row
        if earlier is not None:
            sentence = _("The same record stands in row %(row)s already. Remove one of the two.")
            row.refuse({self._shown_at: Duplicate(sentence % {"row": earlier}, None)})

    def _matches(
        self, row: ImportRow, stored: dict[Any, Stored], by_key: list[dict[Key, list[Any]]]
    ) -> list[Any]:
        """The keys of the records that answer to the first natural key to which any do."""
        for place, key in enumerate(row.keys):
            if key is None or not self._may_match(key, place):
                continue
            found = [
                pk for pk in by_key[place].get(key, ()) if not _ruled_out(stored[pk].keys, row.keys[:place])
            ]
            if found:
                return found
        return []

    def _refuse_ambiguous(self, row: ImportRow) -> None:
        sentence = _("Several records answer to this row; change them one by one on their pages.")
        row.refuse({self._shown_at: ValidationError(sentence)})
        self._ambiguous.add(row)

    def _key_of(self, row: ImportRow, names: tuple[str, ...]) -> Key | None:
        """The key that the row gives; None if a cell cannot be read, which is reported at its column."""
        parts = []
        for name in names:
            if name in row.values:
                value = row.values[name]
            else:
                value = self.beyond(name, row)
                if value is None:
                    return None
            parts.append(value.pk if isinstance(value, Model) else value)
        return tuple(parts)

    def beyond(self, name: str, row: ImportRow) -> Any:
        """The key of a record outside the account's scope, if records of the account link to it; otherwise None."""
        column = self.resource.fields[name]
        typed = row.typed.get(column.column_name)
        if not isinstance(column, LinkColumn) or typed is None:
            return None
        if name not in self._linked:
            pks = self.resource.get_queryset().order_by().values_list(name, flat=True).distinct()
            lookup = column.widget.lookup
            self._linked[name] = {same_text(lookup.name(pk)): pk for pk in pks if pk is not None}
        return self._linked[name].get(same_text(str(typed)))

    @cached_property
    def _merged(self) -> dict[Key | None, Model]:
        """The visible record into which each merged record went, by the last natural key of the merged one."""
        model: Any = self.resource._meta.model
        if not model.merges:
            return {}
        merged_rows = [as_it_was(event) for event in current_mergers(model).values()]
        columns = [model._meta.get_field(name).attname for name in self.keys[-1]]
        visible = self.resource.get_queryset()
        found: dict[Key | None, Model] = {}
        for row in merged_rows:
            now = answering(model, row.pk)
            if now is not None and visible.filter(pk=now.pk).exists():
                found[tuple(getattr(row, column) for column in columns)] = now
        return found


def _any_of(name: str, values: set[Any]) -> Q:
    condition = Q(**{f"{name}__in": [value for value in values if value is not None]})
    return condition | Q(**{f"{name}__isnull": True}) if None in values else condition


def _ruled_out(stored: Sequence[Key], stronger: Sequence[Key | None]) -> bool:
    return any(
        typed != known and all(part not in (None, "") for part in (*typed, *known))
        for typed, known in zip(stronger, stored, strict=False)
        if typed is not None
    )
