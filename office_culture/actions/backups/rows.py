"""The rows of all tables as lines of JSON that both databases read: for backups, and for a move to the other one.

A line is the list of one row's values in the order of the columns. Dates, decimals and UUIDs are text, JSON stays JSON,
and whatever is not ASCII, U+0000 included, is escaped. Equal rows give equal lines on SQLite and PostgreSQL.
"""

import datetime
import decimal
import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

# Sign-ins that are under way, locks against guessing, the queue of the worker: worth nothing elsewhere.
LEFT_OUT = ("sessions", "axes", "django_tasks_database")
# What `migrate` itself writes into an empty database, and a restoration replaces.
WRITTEN_BY_MIGRATE = frozenset(
    {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"}
)
_AT_ONCE = 500
# From here on PostgreSQL keeps a number of JSON as a whole one.
_WHOLE_FROM = 1e16

type_of_model = type[models.Model]


class NotRestored(Exception):
    """A restoration or move that cannot be done; nothing was changed. The message says why, for who runs it."""


@dataclass(slots=True)
class Content:
    """What a table holds: the number of its rows and the SHA-256 over their lines."""

    count: int = 0
    _digest: Any = field(default_factory=hashlib.sha256)

    def add(self, line: bytes) -> None:
        self.count += 1
        self._digest.update(line)

    @property
    def sha256(self) -> str:
        return str(self._digest.hexdigest())


def tables() -> list[type_of_model]:
    """The models whose rows make up an office, each after those that its links name, as far as there is no circle."""
    waiting = {
        model: _linked(model)
        for model in sorted(apps.get_models(include_auto_created=True), key=label)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    }
    ordered: list[type_of_model] = []
    while waiting:
        ready = [model for model, linked in waiting.items() if not linked & waiting.keys() - {model}]
        for model in ready or [next(iter(waiting))]:
            ordered.append(model)
            del waiting[model]
    return ordered


def _linked(model: type_of_model) -> set[type_of_model]:
    return {f.related_model for f in model._meta.local_concrete_fields if f.is_relation}  # type: ignore[misc]


def label(model: type_of_model) -> str:
    """The name of a table in a backup, such as "office_culture.unit"."""
    return str(model._meta.label_lower)


def columns(model: type_of_model) -> list[str]:
    """The columns in the order of the lines."""
    return [str(field.column) for field in model._meta.local_concrete_fields]


def lines(model: type_of_model, alias: str = DEFAULT_DB_ALIAS) -> Iterator[bytes]:
    """All rows of a table by their keys, each as one line."""
    names = [field.attname for field in model._meta.local_concrete_fields]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=2_000):
        yield (
            json.dumps([_plain(value) for value in row], sort_keys=True, separators=(",", ":")).encode()
            + b"\n"
        )


def _plain(value: Any) -> Any:
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case dict():
            return {name: _plain(entry) for name, entry in value.items()}
        case list():
            return [_plain(entry) for entry in value]
        case float() if abs(value) >= _WHOLE_FROM:
            return int(value)
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"No value of a backup: {type(value).__name__}")


@contextmanager
def snapshot(alias: str = DEFAULT_DB_ALIAS, *, locked: bool = False) -> Iterator[None]:
    """One state of the whole database for all that is read in the block, whatever others write meanwhile.

    With `locked` nobody else writes until its end. Within a transaction of the caller its own state is read.
    """
    connection: Any = connections[alias]
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        before = connection.transaction_mode
        # A reader in WAL mode keeps its state and lets others write.
        connection.transaction_mode = "IMMEDIATE" if locked else "DEFERRED"
        try:
            with transaction.atomic(using=alias):
                connection.transaction_mode = before
                yield
        finally:
            connection.transaction_mode = before
        return
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        if locked:
            named = ", ".join(f'"{model._meta.db_table}"' for model in tables())
            cursor.execute(f"LOCK TABLE {named} IN SHARE MODE")
        yield


def refuse_unless_empty() -> None:
    """Raises `NotRestored` where the database has no tables yet, or holds rows that `migrate` did not write."""
    there = set(connections[DEFAULT_DB_ALIAS].introspection.table_names())
    if missing := [label(model) for model in tables() if model._meta.db_table not in there]:
        raise NotRestored(f"The database lacks {len(missing)} tables; run `migrate` first.")
    filled = [
        label(model)
        for model in tables()
        if label(model) not in WRITTEN_BY_MIGRATE and model._base_manager.exists()
    ]
    if filled:
        raise NotRestored(f"The installation is not empty: there are rows in {', '.join(filled)}.")


def remove_what_migrate_wrote() -> None:
    """Empties the tables of `WRITTEN_BY_MIGRATE`: the rows of the backup with their keys take their place."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for model in reversed(tables()):
            if label(model) in WRITTEN_BY_MIGRATE:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608 - our own table


def write_rows(model: type_of_model, written: Iterable[bytes]) -> Content:
    """Inserts the rows of these lines as they are; returns what was read. Raises `NotRestored` for a faulty line."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields = model._meta.local_concrete_fields
    named = ", ".join(f'"{name}"' for name in columns(model))
    places = ", ".join(["%s"] * len(fields))
    statement = f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({places})'  # noqa: S608 - our own table
    content = Content()
    left = iter(written)
    with connection.cursor() as cursor:
        while chunk := list(islice(left, _AT_ONCE)):
            rows = []
            for line in chunk:
                content.add(line)
                rows.append(_values(model, fields, json.loads(line), connection))
            cursor.executemany(statement, rows)
    return content


def _values(model: type_of_model, fields: Sequence[Any], row: list[Any], connection: Any) -> list[Any]:
    if len(row) != len(fields):
        raise NotRestored(f"{label(model)}: a row has {len(row)} values instead of {len(fields)}.")
    values = []
    for column, value in zip(fields, row, strict=True):
        if connection.vendor == "postgresql" and _has_null(value):
            raise NotRestored(
                f"{label(model)}, row {row[0]}, column {column.column}: PostgreSQL cannot keep the character U+0000."
            )
        known = value if isinstance(column, models.JSONField) else column.to_python(value)
        values.append(column.get_db_prep_save(known, connection))
    return values


def _has_null(value: Any) -> bool:
    match value:
        case str():
            return "\0" in value
        case dict():
            return any(_has_null(part) for item in value.items() for part in item)
        case list():
            return any(_has_null(entry) for entry in value)
    return False


def content_of(model: type_of_model) -> Content:
    """What the table holds now."""
    content = Content()
    for line in lines(model):
        content.add(line)
    return content


def reset_sequences(models: Iterable[Any] | None = None) -> None:
    """The next keys follow the highest ones: in these tables, or in all."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(
            no_style(), tables() if models is None else list(models)
        ):
            cursor.execute(statement)
