"""What is remembered of each change: the old values are those that were read, the new ones those that are saved."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
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

# Columns of ours that tell of the row itself, not of what it says.
_OF_THE_ROW = frozenset({"version", "created_at", "updated_at", "search_text", "kept_as_typed"})
_LONGEST_NAME = 200


class Remembered(models.Model):
    """A row whose creation, changes and deletion are each kept as one event, in the same transaction.

    Old values are those that the instance was read with, so that remembering costs no question to the database.
    """

    # Fields that no event keeps: secrets, and columns that are computed from others.
    unremembered: ClassVar[tuple[str, ...]] = ()
    # Whether the event of another record tells that the row is made, so that it leaves none of its own then.
    made_with_another: ClassVar[bool] = False

    # Names and values as the database has them; replaced as a whole, since copies of a row share it.
    _read: tuple[Sequence[str], Sequence[Any]] = ((), ())

    class Meta:
        abstract = True

    @classmethod
    def remembered_fields(cls) -> list["models.Field[Any, Any]"]:
        """The columns that events keep."""
        left_out = _OF_THE_ROW | set(cls.unremembered)
        return [f for f in cls._meta.concrete_fields if f.name not in left_out and not f.primary_key]

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> Self:
        made = super().from_db(db, field_names, values, **kwargs)
        names, kept = tuple(field_names), tuple(values)
        if _lists_of(cls):
            kept = tuple(deepcopy(v) if isinstance(v, list | dict) else v for v in kept)
        made._read = (names, kept)
        return made

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        names = None if fields is None else list(fields)
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
        self.take_as_read(names)

    def save(
        self,
        *,
        by: "User | None" = None,
        reason: str = "",
        verb: Verb | None = None,
        detail: Mapping[str, Any] | None = None,
        links: Mapping[str, Iterable[models.Model]] | None = None,
        told: Changes | None = None,
        **kwargs: Any,
    ) -> None:
        """Saves the row and one event: `by` says who acts, `reason` why.

        An action that means more than a change names its `verb` and the plain JSON values of its `detail`: the one
        event then carries both and is written even where no column changes. Otherwise a save that changes nothing
        leaves no event. `links` are the rows that a many-to-many field will hold when the caller has set it; `told`
        are changes of rows that count as part of this one, in words.
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
            self.take_as_read(written)
            changes |= told or {}
            quiet = created and self.made_with_another
            if verb or ((created or changes) and not quiet):
                Event.made(
                    verb=verb or (Verb.CREATE if created else Verb.CHANGE),
                    by=by,
                    obj=self,
                    reason=reason,
                    changes=changes,
                    detail=detail,
                ).save()

    def delete(self, *args: Any, by: "User | None" = None, reason: str = "", **kwargs: Any) -> Any:
        """Deletes the row and what hangs on it; one event for each row says what it held."""
        using = router.db_for_write(type(self), instance=self)
        # Asked outside the transaction, which a refusal would spoil.
        doomed = _deleted_with(self, using)
        with transaction.atomic(using=using, savepoint=False):
            for row in doomed:
                Event.made(verb=Verb.DELETE, by=by, obj=row, reason=reason, changes=last_words(row)).save()
            return super().delete(*args, **kwargs)

    def _read_what_was_skipped(self) -> None:
        """A deferred column that was assigned without being read is the one case in which the row must be asked."""
        known = set(self._read[0])
        skipped = [f.attname for f in self.remembered_fields() if f.attname in self.__dict__.keys() - known]
        if skipped and self.pk is not None:
            kept = type(self)._base_manager.filter(pk=self.pk).values(*skipped).first() or {}
            self._read = ((*self._read[0], *kept), (*self._read[1], *kept.values()))

    def changes(self, written: Iterable[str] | None = None) -> Changes:
        """Field → [old, new] of what differs from what was read, among the `written` fields or all."""
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

    def take_as_read(self, names: Iterable[str] | None = None) -> None:
        """What the instance holds now, or the fields of these names, is what the database holds."""
        old = dict(zip(*self._read, strict=True))
        only = None if names is None else set(names)
        for field in self._meta.concrete_fields:
            if field.attname in self.__dict__ and (only is None or only & {field.name, field.attname}):
                value = _typed(field, self.__dict__[field.attname])
                old[field.attname] = deepcopy(value) if isinstance(value, list | dict) else value
        self._read = (tuple(old), tuple(old.values()))


def links_of(row: models.Model, names: Iterable[str]) -> dict[str, list[Link]]:
    """What many-to-many fields hold: key and name of each row, in the order of the keys."""
    return {name: _as_links(getattr(row, name).all()) for name in names}


def changes_of_links(
    before: Mapping[str, list[Link]], links: Mapping[str, Iterable[models.Model]]
) -> Changes:
    """Field → [old, new] of the many-to-many fields that will hold other rows than before."""
    after = {name: _as_links(rows) for name, rows in links.items()}
    return {
        name: [before.get(name, []), now]
        for name, now in after.items()
        if [one["key"] for one in before.get(name, [])] != [one["key"] for one in now]
    }


def _as_links(rows: Iterable[models.Model]) -> list[Link]:
    return [link(row.pk, row) for row in sorted(rows, key=lambda row: row.pk)]


def link(key: Any, target: models.Model | None) -> Link:
    """A linked row as an event keeps it; its name is "" where nobody had it at hand."""
    return {"key": key, "name": str(target)[:_LONGEST_NAME] if target is not None else ""}


def last_words(row: Remembered) -> Changes:
    """Field → [old, nothing] of all that a row holds."""
    held: Changes = {}
    for field in row.remembered_fields():
        value = _typed(field, row.__dict__.get(field.attname))
        if value is not None:
            held[field.name] = [plain(field, value, row), None]
    held |= {name: [rows, None] for name, rows in links_of(row, _lists_on(row)).items() if rows}
    return held


def _lists_on(row: models.Model) -> list[str]:
    """The many-to-many fields of a row that is kept already."""
    return [
        field.name for field in row._meta.many_to_many if field.name not in getattr(row, "unremembered", ())
    ]


def _deleted_with(row: models.Model, using: str) -> list[Remembered]:
    """The row and those that the database keeps only as long as this one stands."""
    everything = _Reading(using=using, origin=row)
    everything.collect([row])
    return [one for rows in everything.data.values() for one in rows if isinstance(one, Remembered)]


class _Reading(Collector):
    """Finds what a deletion takes along and reads all of it, where Django would delete some rows unseen."""

    def can_fast_delete(self, objs: Any, from_field: Any = None) -> bool:
        return False


def _lists_of(model: type[models.Model]) -> bool:
    """Whether the model has columns whose values may change in place."""
    return any(isinstance(field, models.JSONField) for field in model._meta.concrete_fields)


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
    """A value as JSON keeps it; `valued` turns it back. A link is its key and, where `row` has it at hand, its name."""
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


def valued(field: "models.Field[Any, Any]", kept: Any) -> Any:
    """The value behind what an event keeps: what the column of the instance would hold."""
    if kept is None or isinstance(field, models.JSONField):
        return kept
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(kept["key"])
    return field.to_python(kept)
