"""Writing many rows of one kind: a statement for the rows and one for their events, however many there are."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

from office_culture.actions import events
from office_culture.models import context
from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.models.memory import Changes

if TYPE_CHECKING:
    from office_culture.models.accounts import User

R = TypeVar("R", bound=Record)


def create(rows: Iterable[R], *, by: "User | None", reason: str = "") -> list[R]:
    """Writes rows that were validated; each gets its event, and the batch gets one.

    Within `context.in_batch()` the caller's own event tells of the batch, and none is added here.
    """
    made = list(rows)
    if not made:
        return []
    for row in made:
        row.make_ready()
    with _batch(Verb.CREATE, made, by, reason):
        type(made[0])._default_manager.bulk_create(made)
        _remember(Verb.CREATE, [(row, row.changes()) for row in made], by, reason)
        for row in made:
            row.take_as_read()
    return made


def update(rows: Sequence[Record], fields: Iterable[str], *, by: "User | None", reason: str = "") -> None:
    """Writes `fields` of rows that were read, locked and validated in this transaction; events as in `create`.

    Saving each row would cost two statements a row; Django's own bulk update splits into one statement for each few
    dozen rows on SQLite. Derived columns, version and time of change are written as `save` would.
    """
    if not rows:
        return
    model = type(rows[0])
    now = timezone.now()
    for row in rows:
        row.derive()
        row.version += 1
        row.updated_at = now
    names = list(dict.fromkeys((*fields, *model.derived, "version", "updated_at")))
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    with _batch(Verb.CHANGE, rows, by, reason):
        _update(model, columns, rows)
        changed = [(row, row.changes(names)) for row in rows]
        _remember(Verb.CHANGE, [(row, changes) for row, changes in changed if changes], by, reason)
        for row in rows:
            row.take_as_read(names)


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


def _remember(verb: Verb, changed: Sequence[tuple[Record, Changes]], by: "User | None", reason: str) -> None:
    if not changed:
        return
    quoted = connection.ops.quote_name
    columns: list[Any] = [column for column in Event._meta.concrete_fields if not column.primary_key]
    names = ", ".join(quoted(column.column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quoted(Event._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - only names of our own columns
    made = [Event.made(verb=verb, by=by, obj=row, reason=reason, changes=changes) for row, changes in changed]
    now = timezone.now()
    for event in made:
        event.at = now
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_values(columns, event) for event in made])


def _values(columns: "list[models.Field[Any, Any]]", row: models.Model) -> list[Any]:
    return [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]
