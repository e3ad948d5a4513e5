"""The index of words that each kind of record has over its `search_text`, on both databases.

The database keeps it itself, in the transaction of each change and whoever makes it: an FTS5 table with triggers on
SQLite, a generated `tsvector` with a GIN index on PostgreSQL. `install` makes it after every `migrate`, for Django
drops the triggers whenever it makes an SQLite table anew. An SQLite without FTS5 has no index: the column is read
from end to end and finds the same rows.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

# Beginnings that PostgreSQL keeps as tokens of their own, for a range of tokens makes GIN read all their rows: up to
# five letters of a word, and of one with diacritics the letters up to the first diacritic and up to three more.
_BEGINNING = "~"
_KEPT_BEGINNING = re.compile("[^ =^|]{1,5}|=[a-z0-9]*[^a-z0-9 ][^ ]{0,3}")
# Keys are handed out in ascending order; the token of its block lets GIN find the newest rows of a common word alone.
_BLOCK = "#"
_BLOCK_ROWS = 10_000
_NEWEST_BLOCKS = (2, 6, 20)  # that are asked before all rows are; the newest one may be nearly empty


@dataclass(frozen=True, slots=True)
class WholeWord:
    """The token itself."""

    token: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """A word that begins so."""

    letters: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of the parts."""

    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the parts."""

    parts: "tuple[Part, ...]"


Part = WholeWord | Beginning | AllOf | AnyOf


def scanned(part: Part) -> Q:
    """The condition `part` on the column itself, without an index."""
    match part:
        case WholeWord(token):
            return _contains(f" {token} ")
        case Beginning(letters):
            return _contains(f" {letters}")
        case AllOf(parts):
            condition = Q()
            for item in parts:
                condition &= scanned(item)
            return condition
        case AnyOf(parts):
            condition = Q()
            for entry in parts:
                condition |= scanned(entry)
            return condition


def _contains(piece: str) -> Q:
    # Concat would ask of each row several times whether the text is NULL.
    text = Func(F("search_text"), template="(' ' || %(expressions)s || ' ')", output_field=TextField())
    return Q(GreaterThan(StrIndex(text, Value(piece)), 0))


class Scan:
    """No index: every row is read."""

    def __init__(self, model: Any, alias: str) -> None:
        self.model = model
        self.alias = alias

    def condition(self, part: Part) -> Q:
        """Rows whose words fulfil `part`."""
        return scanned(part)

    def newest_keys(self, part: Part, count: int) -> list[Any] | None:
        """Keys of the newest rows of the whole table that fulfil `part`, at most `count`; None without an index."""
        return None

    def install(self) -> None:
        """Makes the index where it is missing, filled with the rows that are there."""

    def rebuild(self) -> None:
        """Fills the index anew from the column."""


class Nothing(Scan):
    """The index of records without words of their own: no row matches, and they are found through others."""

    def condition(self, part: Part) -> Q:
        return Q(pk__in=())

    def newest_keys(self, part: Part, count: int) -> list[Any] | None:
        return []


class _Indexed(Scan):
    """An index whose keys one statement finds."""

    def condition(self, part: Part) -> Q:
        return Q(pk__in=RawSQL(*self._found(part)))  # noqa: S611 - what was asked for is a parameter

    def _asked(self, statement: str, parameters: tuple[Any, ...]) -> list[Any]:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(statement, parameters)
            return [key for (key,) in cursor.fetchall()]

    def _found(self, part: Part) -> tuple[str, tuple[Any, ...]]:
        raise NotImplementedError

    def _run(self, *statements: str) -> None:
        with connections[self.alias].cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    @property
    def table(self) -> str:
        return str(self.model._meta.db_table)


class Fts5(_Indexed):
    """SQLite: one FTS5 table for each kind of record, without a copy of the text, kept by triggers.

    Its tokens are what blanks separate, as `text.words.index_text` made them; the tokenizer adds nothing of its own.
    """

    @property
    def name(self) -> str:
        return f"{self.table}_words"

    def _found(self, part: Part) -> tuple[str, tuple[Any, ...]]:
        return f'SELECT rowid FROM "{self.name}" WHERE "{self.name}" MATCH %s', (self._written(part),)  # noqa: S608 - names of our own tables

    def newest_keys(self, part: Part, count: int) -> list[Any]:
        statement, parameters = self._found(part)
        return self._asked(f"{statement} ORDER BY rowid DESC LIMIT {int(count)}", parameters)

    def _written(self, part: Part) -> str:
        match part:
            case WholeWord(token):
                return f'"{token}"'
            case Beginning(letters):
                return f'"{letters}" *'
            case AllOf(parts):
                return "(" + " AND ".join(self._written(item) for item in parts) + ")"
            case AnyOf(parts):
                return "(" + " OR ".join(self._written(entry) for entry in parts) + ")"

    def install(self) -> None:
        triggers = {f"{self.table}_words_{what}" for what in ("added", "changed", "deleted")}
        with connections[self.alias].cursor() as cursor:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE name = %s OR tbl_name = %s", (self.name, self.table)
            )
            there = {name for (name,) in cursor.fetchall()}
        if there >= {self.name, *triggers}:
            return
        if self.name not in there:
            self._run(
                f"""CREATE VIRTUAL TABLE "{self.name}" USING fts5(search_text, content='{self.table}',
                content_rowid='id', detail=none, columnsize=0, prefix='1 2 3 4',
                tokenize="unicode61 remove_diacritics 0 tokenchars '=^|'")"""
            )
        add = f'INSERT INTO "{self.name}"(rowid, search_text) VALUES (new.id, new.search_text);'  # noqa: S608 - names of our own tables
        remove = (
            f'INSERT INTO "{self.name}"("{self.name}", rowid, search_text) '  # noqa: S608 - names of our own tables
            "VALUES ('delete', old.id, old.search_text);"
        )
        self._run(
            *(f'DROP TRIGGER IF EXISTS "{trigger}"' for trigger in sorted(triggers)),
            f'CREATE TRIGGER "{self.name}_added" AFTER INSERT ON "{self.table}" BEGIN {add} END',
            f'CREATE TRIGGER "{self.name}_deleted" AFTER DELETE ON "{self.table}" BEGIN {remove} END',
            f'CREATE TRIGGER "{self.name}_changed" AFTER UPDATE OF search_text ON "{self.table}" '
            f"WHEN old.search_text <> new.search_text BEGIN {remove} {add} END",
        )
        self.rebuild()

    def rebuild(self) -> None:
        self._run(f'INSERT INTO "{self.name}"("{self.name}") VALUES (\'rebuild\')')  # noqa: S608 - names of our own tables


def _with_beginnings(text: str, first: str, further: int) -> str:
    """SQL for `text` with, behind each token that begins with `first`, this beginning and those of more letters."""
    pattern = f"(?<![^ ])({first})" + "([^ ]?)" * further + "([^ ]*)"
    groups = [rf"\{number}" for number in range(1, further + 3)]
    beginnings = (f" {_BEGINNING}" + "".join(groups[:end]) for end in range(1, further + 2))
    return f"regexp_replace({text}, '{pattern}', '{''.join(groups)}{''.join(beginnings)}', 'g')"


class Tokens(_Indexed):
    """PostgreSQL: a generated column of tokens with a GIN index; no extension, and no parser of any language."""

    # Every word and its beginnings (see `_KEPT_BEGINNING`), and the block of the row.
    _expression = (
        "array_to_tsvector(array_append(string_to_array("
        + _with_beginnings(_with_beginnings("search_text", "[^ =^|]", 4), "=[a-z0-9]*[^a-z0-9 ]", 3)
        + f", ' '), '{_BLOCK}' || (id / {_BLOCK_ROWS})::text))"
    )

    def _found(self, part: Part) -> tuple[str, tuple[Any, ...]]:
        return (
            f'SELECT id FROM "{self.table}" WHERE search_tokens @@ %s::tsquery',  # noqa: S608 - names of our own tables
            (self._written(part),),
        )

    def newest_keys(self, part: Part, count: int) -> list[Any]:
        (newest,) = self._asked(f'SELECT coalesce(max(id), 0) / {_BLOCK_ROWS} FROM "{self.table}"', ())  # noqa: S608 - names of our own tables
        for blocks in _NEWEST_BLOCKS:
            if blocks > newest:
                break
            among = AnyOf(tuple(WholeWord(f"{_BLOCK}{newest - back}") for back in range(blocks)))
            keys = self._newest(AllOf((part, among)), count)
            if len(keys) == count:
                return keys
        return self._newest(part, count)

    def _newest(self, part: Part, count: int) -> list[Any]:
        statement, parameters = self._found(part)
        # Without OFFSET the planner may walk through the table by key, where it takes rare words for common ones.
        return self._asked(
            f"SELECT id FROM ({statement} OFFSET 0) AS found ORDER BY id DESC LIMIT {int(count)}",  # noqa: S608 - names of our own tables
            parameters,
        )

    def _written(self, part: Part) -> str:
        match part:
            case WholeWord(token):
                return f"'{token}'"
            case Beginning(letters) if _KEPT_BEGINNING.fullmatch(letters):
                return f"'{_BEGINNING}{letters}'"
            case Beginning(letters):
                return f"'{letters}':*"
            case AllOf(parts):
                return "(" + " & ".join(self._written(item) for item in parts) + ")"
            case AnyOf(parts):
                return "(" + " | ".join(self._written(entry) for entry in parts) + ")"

    def install(self) -> None:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(
                "SELECT col_description(attrelid, attnum) FROM pg_attribute "
                "WHERE attrelid = %s::regclass AND attname = 'search_tokens'",
                (f'"{self.table}"',),
            )
            there = cursor.fetchone()
        # Its comment says how the column is computed, for PostgreSQL shows the expression in words of its own.
        computed = hashlib.sha256(self._expression.encode()).hexdigest()
        if there == (computed,):
            return
        self._run(
            f'ALTER TABLE "{self.table}" DROP COLUMN IF EXISTS search_tokens, ADD COLUMN search_tokens tsvector '
            f"GENERATED ALWAYS AS ({self._expression}) STORED",
            f"COMMENT ON COLUMN \"{self.table}\".search_tokens IS '{computed}'",
            # With statistics on more of the common words the planner estimates rare ones as rare.
            f'ALTER TABLE "{self.table}" ALTER COLUMN search_tokens SET STATISTICS 1000',
            f'CREATE INDEX "{self.table[:50]}_words" ON "{self.table}" USING gin (search_tokens)',
            f'ANALYZE "{self.table}" (search_tokens)',
        )

    def rebuild(self) -> None:
        """PostgreSQL computes the column itself; its index is made anew."""
        self._run(f'REINDEX INDEX "{self.table[:50]}_words"')


def index_of(rows: Any) -> Scan:
    """The index for the rows of a queryset."""
    return _index(rows.model._meta.concrete_model, rows.db)


def _index(model: Any, alias: str) -> Scan:
    if not model.searched:
        return Nothing(model, alias)
    if connections[alias].vendor == "postgresql":
        return Tokens(model, alias)
    return Fts5(model, alias) if has_fts5(alias) else Scan(model, alias)


@cache
def has_fts5(alias: str) -> bool:
    """Whether this SQLite was built with FTS5, as all of Python's own installers are."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        return bool(cursor.fetchone()[0])


def searched_models() -> Iterator[Any]:
    """The kinds of records that have words to be found by."""
    for model in apps.get_models():
        if getattr(model, "searched", ()):
            yield model


def install(alias: str, app_label: str = "") -> None:
    """Gives each kind of record of an app, or of all, its index; one that is there stays."""
    found = [model for model in searched_models() if app_label in ("", model._meta.app_label)]
    tables = set(connections[alias].introspection.table_names()) if found else set()
    for model in found:
        if model._meta.db_table in tables:
            _index(model, alias).install()


def rebuild(model: Any, alias: str) -> None:
    """Makes the index of one kind of record anew from its `search_text`."""
    _index(model, alias).install()
    _index(model, alias).rebuild()
