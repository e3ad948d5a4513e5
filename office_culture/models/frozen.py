"""What the database itself refuses to change or delete: one registry, and the triggers made from it on both engines.

`install` makes the triggers after every `migrate`, for Django drops those of an SQLite table whenever it makes it anew;
`missing` says which are not there. A row in the table `open_door` lets changes of its own transaction pass, and no
others: nobody else sees a row that is not committed. `door` is the only way to write it.
"""

import hashlib
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

DOOR = "office_culture_open_door"
PREFIX = "frozen_"


@dataclass(frozen=True, slots=True)
class RowCondition:
    """The value of a field, or of one behind a link (`decision__state`), is among `values`, or is not."""

    path: str
    values: tuple[str, ...]
    among: bool = True

    def sql(self, model: type[models.Model], row: str) -> str:
        """The condition on the row that a trigger calls `row`."""
        first, _dot, second = self.path.partition("__")
        field: Any = model._meta.get_field(first)
        known = ", ".join(_text(value) for value in self.values)
        test = f"{'IN' if self.among else 'NOT IN'} ({known})"
        if not second:
            return f'{row}."{field.column}" {test}'
        above = field.related_model._meta
        return (
            f'EXISTS (SELECT 1 FROM "{above.db_table}" AS above WHERE above."{above.pk.column}" = '  # noqa: S608 - names of our own tables
            f'{row}."{field.column}" AND above."{above.get_field(second).column}" {test})'
        )


@dataclass(frozen=True, slots=True)
class FrozenRows:
    """Rows of `model` that fulfil `when`, or all of them, keep these fields.

    `steps` are the values that its one field may take all the same: a state moves on, and never back.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    when: RowCondition | None = None
    steps: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)

    @property
    def columns(self) -> list[str]:
        """The columns of the fields; whatever else a row keeps, it keeps its key."""
        named = [str(self.model._meta.get_field(name).column) for name in self.fields]  # type: ignore[union-attr]
        return named if self.steps else list(dict.fromkeys((str(self.model._meta.pk.column), *named)))


_REGISTRY: list[FrozenRows] = []


def freeze(
    model: type[models.Model], *fields: str, when: RowCondition | None = None, steps: tuple[str, ...] = ()
) -> None:
    """Makes known what is frozen, in `frozen_records` of each app. The first one of a model says which rows stay."""
    _REGISTRY.append(FrozenRows(model, fields, when, steps))


def all_but(model: type[models.Model], *left_out: str) -> tuple[str, ...]:
    """The names of all columns of the model but these."""
    return tuple(field.name for field in model._meta.concrete_fields if field.name not in left_out)


def registry() -> tuple[FrozenRows, ...]:
    """All that is frozen."""
    return tuple(_REGISTRY)


@contextmanager
def door(purpose: str, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Lets this transaction change what is frozen until the end of the block; `purpose` is a word such as "merge".

    For what changes where a row belongs and not what it says (mergers), for a step that takes a conclusion back in the
    open, and for whole databases that are emptied, restored or moved.
    """
    # A name of its own: a door within a door closes nobody else's.
    name = f"{purpose} {uuid.uuid4().hex}"
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(f'INSERT INTO "{DOOR}" (purpose) VALUES (%s)', (name,))  # noqa: S608 - our own table
        yield
        cursor.execute(f'DELETE FROM "{DOOR}" WHERE purpose = %s', (name,))  # noqa: S608 - our own table


def install(alias: str, app_label: str = "") -> None:
    """Makes the triggers of an app, or of all, as the registry says, and removes those that it does not know."""
    wanted = _wanted(alias, app_label)
    if not wanted:
        return
    statements = [f'CREATE TABLE IF NOT EXISTS "{DOOR}" (purpose varchar(100) NOT NULL)']
    there = _there(alias, {trigger.table for trigger in wanted.values()})
    for name in sorted(there.keys() - wanted.keys()):
        statements += _dropped(alias, name, there[name])
    for name in sorted(wanted.keys() - there.keys()):
        statements += wanted[name].made
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(alias: str) -> list[str]:
    """The triggers that should be there, and are not or do nothing; none for tables that do not stand yet."""
    wanted = _wanted(alias)
    there = _there(alias, {trigger.table for trigger in wanted.values()})
    return sorted(wanted.keys() - there.keys())


def remove(alias: str) -> None:
    """Drops all triggers: SQLite renames no table while a trigger names one that is being made anew."""
    there = _there(alias, {frozen.table for frozen in registry()})
    with connections[alias].cursor() as cursor:
        for name, table in there.items():
            for statement in _dropped(alias, name, table):
                cursor.execute(statement)


# The triggers themselves


@dataclass(frozen=True, slots=True)
class _Trigger:
    table: str
    made: tuple[str, ...]


def _wanted(alias: str, app_label: str = "") -> dict[str, _Trigger]:
    """By name, the triggers of all tables that are there. A name tells what its trigger does."""
    found = [item for item in registry() if app_label in ("", item.model._meta.app_label)]
    tables = set(connections[alias].introspection.table_names()) if found else set()
    write = _postgresql if connections[alias].vendor == "postgresql" else _sqlite
    wanted = {}
    stored: set[type[models.Model]] = set()
    for frozen in found:
        if frozen.table not in tables:
            continue
        changing, *deleting = write(frozen)
        # What a model says first of its rows holds for deletion, too.
        for made in (changing, *(() if frozen.model in stored else deleting)):
            digest = hashlib.sha256("\n".join((frozen.table, *made)).encode()).hexdigest()[:16]
            name = f"{PREFIX}{digest}"
            wanted[name] = _Trigger(
                frozen.table, tuple(statement.replace("{name}", name) for statement in made)
            )
        stored.add(frozen.model)
    return wanted


def _there(alias: str, tables: Collection[str]) -> dict[str, str]:
    """Our triggers on these tables, with the table of each; one that is switched off is not there."""
    if connections[alias].vendor == "postgresql":
        statement = (
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE t.tgname LIKE %s AND t.tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
        )
    else:
        statement = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, (f"{PREFIX}%",))
        return {name: table for name, table in cursor.fetchall() if table in tables}


def _dropped(alias: str, name: str, table: str) -> list[str]:
    if connections[alias].vendor == "postgresql":
        return [f'DROP TRIGGER "{name}" ON "{table}"', f'DROP FUNCTION IF EXISTS "{name}"()']
    return [f'DROP TRIGGER IF EXISTS "{name}"']


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _differs(frozen: FrozenRows, how: str) -> str:
    differs = " OR ".join(f'OLD."{column}" {how} NEW."{column}"' for column in frozen.columns)
    if not frozen.steps:
        return f"({differs})"
    allowed = ", ".join(_text(value) for value in frozen.steps)
    return f'({differs}) AND NEW."{frozen.columns[0]}" NOT IN ({allowed})'


_CLOSED = f'NOT EXISTS (SELECT 1 FROM "{DOOR}")'  # noqa: S608 - our own table


def _sqlite(frozen: FrozenRows) -> Iterator[tuple[str, ...]]:
    """Statements for each trigger. `INSERT OR REPLACE` deletes without a trigger: its key is looked for, too."""
    table = frozen.table
    applies = f"{frozen.when.sql(frozen.model, 'OLD')} AND {_CLOSED}" if frozen.when else _CLOSED
    listed = ", ".join(f'"{column}"' for column in frozen.columns)
    refuse = f"BEGIN SELECT RAISE(ABORT, {_text(_words(table))}); END"
    yield (
        f'CREATE TRIGGER "{{name}}" BEFORE UPDATE OF {listed} ON "{table}" '
        f"WHEN {_differs(frozen, 'IS NOT')} AND {applies} {refuse}",
    )
    yield (f'CREATE TRIGGER "{{name}}" BEFORE DELETE ON "{table}" WHEN {applies} {refuse}',)
    key = str(frozen.model._meta.pk.column)
    yield (
        f'CREATE TRIGGER "{{name}}" BEFORE INSERT ON "{table}" WHEN {_CLOSED} '  # noqa: S608 - names of our own tables
        f'AND EXISTS (SELECT 1 FROM "{table}" WHERE "{key}" = NEW."{key}") {refuse}',
    )


def _postgresql(frozen: FrozenRows) -> Iterator[tuple[str, ...]]:
    table = frozen.table
    applies = f"{frozen.when.sql(frozen.model, 'OLD')} AND {_CLOSED}" if frozen.when else _CLOSED
    differs = _differs(frozen, "IS DISTINCT FROM")
    yield (
        _function(table, applies, "NEW"),
        f'CREATE TRIGGER "{{name}}" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({differs}) '
        'EXECUTE FUNCTION "{name}"()',
    )
    yield (
        _function(table, applies, "OLD"),
        f'CREATE TRIGGER "{{name}}" BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{{name}}"()',
    )
    yield (
        _function(table, _CLOSED, "NULL"),
        f'CREATE TRIGGER "{{name}}" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION "{{name}}"()',
    )


def _function(table: str, applies: str, result: str) -> str:
    return (
        'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF {applies} THEN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', "
        f"MESSAGE = {_text(_words(table))}; END IF; RETURN {result}; END $$"
    )


def _words(table: str) -> str:
    return f"{table}: what is frozen is neither changed nor deleted"
