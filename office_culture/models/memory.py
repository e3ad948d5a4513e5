"""Events of changes: the old values are those that were read from the database, the new ones those that are saved."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, router, transaction
from django.db.backends.utils import format_number
from django.db.models.deletion import Collector
from django.utils.duration import duration_iso_string

from office_culture.models.events import Event, Verb

if TYPE_CHECKING:
    from office_culture.models.accounts import User

Changes = dict[str, list[Any]]
Link = dict[str, Any]

# Columns about the row itself, not about its content.
_OF_THE_ROW = frozenset({"version", "created_at", "updated_at", "search_text", "kept_as_typed"})
_LONGEST_NAME = 200


class Remembered(models.Model):
    """A row whose creation, changes and deletion are each recorded as one event, in the same transaction.

    Old values are those that the instance was read with, so that recording costs no query.
    """

    # Fields that no event records: secrets, and columns that are computed from others.
    unremembered: ClassVar[tuple[str, ...]] = ()
    # Whether the event of another record already records the creation, so that this row writes none of its own.
    made_with_another: ClassVar[bool] = False

    # Names and values as the database has them; replaced as a whole, since copies of a row share it.
    _read: tuple[Sequence[str], Sequence[Any]] = ((), ())

    class Meta:
        abstract = True

    @classmethod
    def remembered_fields(cls) -> list["models.Field[Any, Any]"]:
        """The columns that events record: without the key, columns about the row itself, and `unremembered`."""
        left_out = _OF_THE_ROW | set(cls.unremembered)
        return [f for f in cls._meta.concrete_fields if f.name not in left_out and not f.primary_key]

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        made = super().from_db(db, field_names, values, **kwargs)
        names, stored = tuple(field_names), list(values)
        for place in _places_of_lists(cls, names):
            stored[place] = deepcopy(stored[place])
        made._read = (names, stored)
        return made

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        names = None if fields is None else list(fields)
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
        self.mark_as_stored(names)

    def save(
        self,
        *,
        by: "User | None" = None,
        reason: str = "",
        verb: Verb | None = None,
        detail: Mapping[str, Any] | None = None,
        links: Mapping[str, Iterable[models.Model]] | None = None,
        more_changes: Changes | None = None,
        **kwargs: Any,
    ) -> None:
        """Saves the row and one event: `by` is the account that acts, `reason` its reason.

        An action that means more than a change passes its `verb` and the plain JSON values of its `detail`: the event
        then has both and is written even where no column changes. Otherwise a save that changes nothing writes no
        event. `links` are the rows that a many-to-many field will have when the caller has set it; `more_changes` are
        changes of other rows that count as part of this one, as field → [old, new] in words.
        """
        created = self._state.adding
        written = kwargs.get("update_fields")
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using, savepoint=False):
            before = {} if created else links_of(self, links or ())
            if created:
                self._read = ((), ())
            else:
                self._read_what_was_skipped()
            super().save(**kwargs)
            changes = self.changes(written)
            if links:
                changes |= changes_of_links(before, links)
            self.mark_as_stored(written)
            changes |= more_changes or {}
            quiet = created and self.made_with_another
            if verb or ((created or changes) and not quiet):
                Event.build(
                    verb=verb or (Verb.CREATE if created else Verb.CHANGE),
                    by=by,
                    obj=self,
                    reason=reason,
                    changes=changes,
                    detail=detail,
                ).save()

    def delete(self, *args: Any, by: "User | None" = None, reason: str = "", **kwargs: Any) -> Any:
        """Deletes the row and the rows that the database deletes with it.

        One event for each records its last values.
        """
        using = router.db_for_write(type(self), instance=self)
        # Asked outside the transaction, which a refusal would spoil.
        doomed = deleted_with([self], using)
        with transaction.atomic(using=using, savepoint=False):
            for row in doomed:
                Event.build(verb=Verb.DELETE, by=by, obj=row, reason=reason, changes=last_words(row)).save()
            return super().delete(*args, **kwargs)

    def _read_what_was_skipped(self) -> None:
        """Reads the stored values of deferred columns that were assigned without being read; otherwise asks nothing."""
        known = set(self._read[0])
        skipped = [f.attname for f in self.remembered_fields() if f.attname in self.__dict__.keys() - known]
        if skipped and self.pk is not None:
            stored = type(self)._base_manager.filter(pk=self.pk).values(*skipped).first() or {}
            self._read = ((*self._read[0], *stored), (*self._read[1], *stored.values()))

    def changes(self, written: Iterable[str] | None = None) -> Changes:
        """Field → [old, new] of each column that differs from what was read; `written` limits the fields."""
        old = dict(zip(*self._read, strict=True))
        only = None if written is None else set(written)
        changed: Changes = {}
        for field in self.remembered_fields():
            name = field.attname
            if name not in self.__dict__ or (only is not None and not only & {field.name, name}):
                continue
            now = _typed(field, self.__dict__[name])
            then = old.get(name)
            if then != now:
                changed[field.name] = [plain(field, then), plain(field, now, self)]
        return changed

    def stored_value(self, field: "models.Field[Any, Any]") -> Any:
        """The value of a column that the row was read or last saved with; asks the database where it was not read."""
        if field.attname not in self._read[0]:
            return type(self)._base_manager.filter(pk=self.pk).values_list(field.attname, flat=True).first()
        return self._read[1][self._read[0].index(field.attname)]

    def has_new(self, *names: str) -> bool:
        """Whether the row is not stored yet, or holds another value than is stored in a field of `names`."""
        if self._state.adding:
            return True
        fields: list[Any] = [self._meta.get_field(name) for name in names]
        return any(self.stored_value(field) != getattr(self, field.attname) for field in fields)

    def mark_as_stored(self, names: Iterable[str] | None = None) -> None:
        """Takes what the instance holds now, in all fields or those named, for what the database holds."""
        old = dict(zip(*self._read, strict=True))
        only = None if names is None else set(names)
        for field in self._meta.concrete_fields:
            if field.attname in self.__dict__ and (only is None or only & {field.name, field.attname}):
                value = _typed(field, self.__dict__[field.attname])
                old[field.attname] = deepcopy(value) if isinstance(value, list | dict) else value
        self._read = (tuple(old), tuple(old.values()))


def links_of(row: models.Model, names: Iterable[str]) -> dict[str, list[Link]]:
    """Key and name of each linked row by many-to-many field, in the order of the keys."""
    return {name: _as_links(getattr(row, name).all()) for name in names}


def changes_of_links(
    before: Mapping[str, list[Link]], links: Mapping[str, Iterable[models.Model]]
) -> Changes:
    """Field → [old, new] of each many-to-many field whose rows in `links` are others than in `before`."""
    after = {name: _as_links(rows) for name, rows in links.items()}
    return {
        name: [before.get(name, []), now]
        for name, now in after.items()
        if [item["key"] for item in before.get(name, [])] != [entry["key"] for entry in now]
    }


def _as_links(rows: Iterable[models.Model]) -> list[Link]:
    return [link(row.pk, row) for row in sorted(rows, key=lambda row: row.pk)]


def link(key: Any, target: models.Model | None) -> Link:
    """Key and name of a linked row as an event stores them; the name is "" where the row was not loaded."""
    return {"key": key, "name": str(target)[:_LONGEST_NAME] if target is not None else ""}


def last_words(row: Remembered) -> Changes:
    """Field → [value, None] of each field of the row that has a value, for the event of a deletion."""
    values: Changes = {}
    for field in row.remembered_fields():
        value = _typed(field, row.__dict__.get(field.attname))
        if value is not None:
            values[field.name] = [plain(field, value, row), None]
    values |= {name: [rows, None] for name, rows in links_of(row, _lists_on(row)).items() if rows}
    return values


def _lists_on(row: models.Model) -> list[str]:
    """The names of the many-to-many fields of a saved row, but those of `unremembered`."""
    return [
        field.name for field in row._meta.many_to_many if field.name not in getattr(row, "unremembered", ())
    ]


def deleted_with(rows: Sequence[models.Model], using: str) -> list[Remembered]:
    """Rows of one kind and those that the database deletes with them, as far as events are recorded of them.

    Raises `ProtectedError` where other rows rest on them.
    """
    everything = _Reading(using=using, origin=rows[0])
    everything.collect(rows)
    return [item for rows in everything.data.values() for item in rows if isinstance(item, Remembered)]


class _Reading(Collector):
    """Collects what a deletion takes along and reads all of it; Django deletes some rows without reading them."""

    def can_fast_delete(self, objs: Any, from_field: Any = None) -> bool:
        return False


@lru_cache(maxsize=4096)
def _places_of_lists(model: type[models.Model], names: tuple[str, ...]) -> tuple[int, ...]:
    """Which of the columns hold JSON, whose values may change in place."""
    lists = {field.attname for field in model._meta.concrete_fields if isinstance(field, models.JSONField)}
    return tuple(place for place, name in enumerate(names) if name in lists)


def _typed(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A value as the database would give it back: an action may have assigned a text for a day or a number."""
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.FileField):
        return getattr(value, "name", value)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    if isinstance(field, models.DecimalField):
        return Decimal(format_number(field.to_python(value), field.max_digits, field.decimal_places) or 0)
    return field.to_python(value)


def plain(field: "models.Field[Any, Any]", value: Any, row: models.Model | None = None) -> Any:
    """A value as events store it in JSON; `valued` turns it back.

    A link is stored as its key and, where `row` has loaded it, its name.
    """
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        target = row._state.fields_cache.get(field.name) if row is not None else None
        return link(plain(field.target_field, value), target)
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return duration_iso_string(value)
    if isinstance(value, str | uuid.UUID):
        return str(value)
    if isinstance(field, models.JSONField):
        return value
    raise TypeError(f"{field} holds {value!r}, which no event can keep")


def valued(field: "models.Field[Any, Any]", stored: Any) -> Any:
    """The value of a column from what an event stored of it, the reverse of `plain`; for a link the key."""
    if stored is None or isinstance(field, models.JSONField):
        return stored
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(stored["key"])
    return field.to_python(stored)
