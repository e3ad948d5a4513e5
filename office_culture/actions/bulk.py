"""Writing many rows of one kind: one statement for the rows and one for their events, whatever their number."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models, router, transaction
from django.utils import timezone

from office_culture.actions import events
from office_culture.models import context
from office_culture.models.base import Record
from office_culture.models.constraints import refuse_same_keys
from office_culture.models.events import Event, Verb
from office_culture.models.memory import (
    Changes,
    Remembered,
    deleted_with,
    last_words,
)
from office_culture.models.neighbours import neighbours_of

if TYPE_CHECKING:
    from office_culture.models.accounts import User

R = TypeVar("R", bound=Record)


def create_checked(
    rows: Sequence[R],
    *,
    by: "User | None",
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
    check: Callable[[R], None] = lambda row: row.full_clean(),
) -> list[R]:
    """Validates rows of one kind, each as if those before it were stored already, and inserts them as `create` does.

    `detail` stands in the event of each row; `check` validates one of them. A row alone makes no batch, and a kind with
    a `save` of its own, or whose rows name each other, is saved row by row. Raises `ValidationError`.
    """
    made = list(rows)
    if not made:
        return []
    if len(made) == 1 or _saves_by_itself(made[0]) or any(_names_unsaved(row) for row in made):
        for row in made:
            _take_keys_of_links(row)
            check(row)
            row.save(by=by, reason=reason, detail=detail)
        return made
    model = type(made[0])
    tables = [(near, near.fill(made)) for near in neighbours_of(model)]
    for row in made:
        check(row)
        row.prepare_fields()
        for near, table in tables:
            if near.model(model) is model:
                near.note(table, row)
    refuse_same_keys(made)
    return create(made, by=by, reason=reason, details=[detail or {}] * len(made), prepared=True)


def create(
    rows: Iterable[R],
    *,
    by: "User | None",
    reason: str = "",
    details: Sequence[Mapping[str, Any]] = (),
    prepared: bool = False,
    events_ahead: Mapping[int, Event] = MappingProxyType({}),
) -> list[R]:
    """Inserts rows that were validated, with one event for each row and one for the batch; returns them as a list.

    Within `context.in_batch()` the caller writes the event of the batch, and none is added here. `details` of the
    events have an entry for each row. Rows that are `prepared` have their normal form and derived columns
    already.
    """
    made = list(rows)
    if not made:
        return []
    with _batch(Verb.CREATE, made, by, reason):
        for row in () if prepared else made:
            row.prepare_fields()
        type(made[0])._default_manager.bulk_create(made)
        if not made[0].made_with_another:
            values = [(row, row.changes()) for row in made]
            _remember(Verb.CREATE, values, by, reason, details, ahead=events_ahead)
        for row in made:
            row.mark_as_stored()
    return made


def update(
    rows: Sequence[Record],
    fields: Iterable[str],
    *,
    by: "User | None",
    reason: str = "",
    events_ahead: Mapping[int, Event] = MappingProxyType({}),
) -> None:
    """Writes `fields` of rows that were read, locked and validated; events as in `create`.

    Saving each row would cost two statements a row; Django's own bulk update splits into one statement for each few
    dozen rows on SQLite. Derived columns, version and time of change are written as `save` would.
    """
    if not rows:
        return
    model = type(rows[0])
    with _batch(Verb.CHANGE, rows, by, reason):
        names = _update_columns(rows, (*fields, *model.derived))
        with_changes = [(row, changes) for row in rows if (changes := row.changes(names))]
        _remember(Verb.CHANGE, with_changes, by, reason, ahead=events_ahead)
        for row in rows:
            row.mark_as_stored(names)


def write(
    new: Sequence[Record],
    changed: Sequence[Record],
    fields: Iterable[str],
    *,
    by: "User | None",
    reason: str = "",
    events_ahead: Mapping[int, Event] = MappingProxyType({}),
) -> None:
    """Inserts `new` rows, which are prepared, and writes `fields` of `changed` ones, in a batch of the caller.

    A kind of record with a `save` of its own, or whose new rows name each other, is saved row by row. `events_ahead`
    are those of `build_ahead`.
    """
    rows = (*new, *changed)
    if not rows:
        return
    if _saves_by_itself(rows[0]) or any(_names_unsaved(row) for row in new):
        for row in rows:
            _take_keys_of_links(row)
            row.save(by=by, reason=reason)
        return
    create(new, by=by, reason=reason, prepared=True, events_ahead=events_ahead)
    update(changed, fields, by=by, reason=reason, events_ahead=events_ahead)


def build_ahead(
    new: Sequence[Record], changed: Sequence[Record], *, by: "User | None", reason: str = ""
) -> dict[int, Event]:
    """The events of rows that `write` will write, by the identity of the row; what is known only then is added there.

    Building them takes longer than writing them, and in the transaction everybody else would wait for it.
    """
    rows = (*new, *changed)
    if not rows or _saves_by_itself(rows[0]):
        return {}
    verbs = {Verb.CREATE: new, Verb.CHANGE: changed}
    return {
        id(row): Event.build(verb=verb, by=by, obj=row, reason=reason)
        for verb, of_verb in verbs.items()
        for row in of_verb
    }


def delete(rows: Sequence[Record], *, by: "User | None", reason: str = "") -> None:
    """Deletes rows of one kind, with one event for each row that goes; the batch as in `create`.

    Raises `ProtectedError`, and deletes nothing, where others rest on them, be it a row among them.
    """
    if not rows:
        return
    model = type(rows[0])
    doomed: list[Any] = deleted_with(rows, router.db_for_write(model))
    with _batch(Verb.DELETE, rows, by, reason):
        if model.delete is not Record.delete:
            for row in rows:
                row.delete(by=by, reason=reason)
            return
        _remember(Verb.DELETE, [(row, last_words(row)) for row in doomed], by, reason)
        model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()


def touch(
    rows: Sequence[Record], details: Sequence[Mapping[str, Any]], *, by: "User | None", reason: str = ""
) -> None:
    """Gives each row its next version and a `CHANGE` event with its entry of `details`: rows below it have changed."""
    if not rows:
        return
    with _batch(Verb.CHANGE, rows, by, reason):
        if _saves_by_itself(rows[0]):
            for row, detail in zip(rows, details, strict=True):
                row.save(by=by, reason=reason, verb=Verb.CHANGE, detail=detail)
            return
        _update_columns(rows, type(rows[0]).derived)
        _remember(Verb.CHANGE, [(row, {}) for row in rows], by, reason, details)


def _saves_by_itself(row: Record) -> bool:
    """Whether saving this kind of record does more than writing its row."""
    return type(row).save is not Record.save


def _names_unsaved(row: Record) -> bool:
    return any(other is not None and other.pk is None for other in row._state.fields_cache.values())


def _take_keys_of_links(row: Record) -> None:
    """Takes the keys of linked rows that were saved after they were assigned."""
    for field in row._meta.concrete_fields:
        target = row._state.fields_cache.get(field.name) if field.is_relation else None
        if target is not None and row.__dict__.get(field.attname) is None:
            setattr(row, field.attname, target.pk)


def _update_columns(rows: Sequence[Record], fields: Iterable[str]) -> list[str]:
    """Writes `fields`, the next version and the time of change; returns the names of what was written."""
    model, now = type(rows[0]), timezone.now()
    for row in rows:
        row.derive()
        row.version += 1
        row.updated_at = now
    names = list(dict.fromkeys((*fields, "version", "updated_at")))
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    _update(model, columns, rows)
    return names


@contextmanager
def _batch(verb: Verb, rows: Sequence[Record], by: "User | None", reason: str) -> Iterator[None]:
    own = context.current().batch is None
    with transaction.atomic(savepoint=False), context.in_batch():
        yield
        if own:
            kind = type(rows[0])._meta.label_lower
            events.record(verb=verb, by=by, reason=reason, kind=kind, rows=len(rows))


def _update(model: type[Record], columns: "list[models.Field[Any, Any]]", rows: Sequence[Record]) -> None:
    quoted = connection.ops.quote_name
    key = model._meta.pk
    assignments = ", ".join(f"{quoted(str(column.column))} = %s" for column in columns)
    statement = (
        f"UPDATE {quoted(model._meta.db_table)} SET {assignments} WHERE {quoted(str(key.column))} = %s"  # noqa: S608 - only names of our own columns
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[*_values(columns, row), row.pk] for row in rows])


def _remember(
    verb: Verb,
    changed: Sequence[tuple[Remembered, Changes]],
    by: "User | None",
    reason: str,
    details: Sequence[Mapping[str, Any]] = (),
    ahead: Mapping[int, Event] = MappingProxyType({}),
) -> None:
    if not changed:
        return
    quoted = connection.ops.quote_name
    columns: list[Any] = [column for column in Event._meta.concrete_fields if not column.primary_key]
    names = ", ".join(quoted(column.column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quoted(Event._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - only names of our own columns
    made = [
        _completed(ahead[id(row)], row, changes)
        if id(row) in ahead
        else Event.build(
            verb=verb,
            by=by,
            obj=row,
            reason=reason,
            changes=changes,
            detail=details[place] if details else None,
        )
        for place, (row, changes) in enumerate(changed)
    ]
    now = timezone.now()
    for event in made:
        event.at = now
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_values(columns, event) for event in made])


def _completed(event: Event, row: Remembered, changes: Changes) -> Event:
    """The event that was built before its row was written, with what came since; a name may hold the key."""
    event.object_id, event.version = row.pk, getattr(row, "version", None)
    event.batch, event.changes = context.current().batch, changes
    if event.object_name != (name := str(row)[:300]):
        event.object_name = name
        event.derive_search()
    return event


def _values(columns: "list[models.Field[Any, Any]]", row: models.Model) -> list[Any]:
    return [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]
