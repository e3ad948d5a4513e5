"""One file that holds the rows of an office and names the migrations that its tables have seen.

Lines of JSON, packed with xz: the first one is the head, then the rows of each table in the order of the head, as
backups write them. Neither moments nor names of machines are in it: the same rows give the same bytes. Both databases
read it. Files of the office are not in it.
"""

import json
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from office_culture import __version__
from office_culture.actions.backups import rows
from office_culture.actions.backups.making import applied_migrations
from office_culture.rules.seals import as_shown
from office_culture.selectors.seals import newest_seal

FOLDER = Path(__file__).resolve().parents[1] / "data" / "dumps"
ENDING = ".jsonl.xz"
OURS = ("office_culture", "campaign", "awards")


@dataclass(frozen=True, slots=True)
class DumpHead:
    """What a dump says of itself. `tables` are label, columns and number of rows, parents first."""

    version: str
    migrations: list[list[str]]
    newest_seal: str
    tables: list[tuple[str, list[str], int]]


def write(path: Path) -> DumpHead:
    """Writes the rows of the connected office into `path`."""
    with rows.snapshot():
        listed = [
            (rows.label(model), rows.columns(model), list(rows.lines(model))) for model in rows.tables()
        ]
        head = DumpHead(
            version=__version__,
            migrations=applied_migrations(connection.alias),
            newest_seal=as_shown(*newest_seal()),
            tables=[(label, columns, len(lines)) for label, columns, lines in listed],
        )
    parts = [json.dumps(asdict(head), sort_keys=True).encode() + b"\n"]
    parts += [line for _label, _columns, lines in listed for line in lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(b"".join(parts), preset=9 | lzma.PRESET_EXTREME))
    return head


def load(path: Path) -> DumpHead:
    """Brings an empty database to the migrations of the dump and fills it. It is not migrated any further."""
    first, *lines = lzma.decompress(path.read_bytes()).splitlines(keepends=True)
    head = DumpHead(**json.loads(first))
    executor = MigrationExecutor(connection)
    targets: list[Any] = [tuple(node) for node in head.migrations]
    gone = [node for node in targets if node not in executor.loader.graph.nodes and node[0] in OURS]
    assert not gone, f"Migrations are kept, and these are gone: {gone}"
    # The last of each package bring those before them along; asked for those, Django would go back again.
    targets = list(dict(sorted(node for node in targets if node in executor.loader.graph.nodes)).items())
    state = executor.migrate(targets)
    left = iter(lines)
    with transaction.atomic():
        models = [(state.apps.get_model(label), columns, count) for label, columns, count in head.tables]
        _empty([model for model, _columns, _count in models])
        for model, columns, count in models:
            ordered = rows.columns(model)
            assert sorted(ordered) == sorted(columns), f"{rows.label(model)} has other columns than the dump."
            rows.write_rows(model, _in_order(islice(left, count), columns, ordered))
        assert next(left, None) is None
        # What follows may write rows of its own, as the rights of a new step.
        rows.reset_sequences(model for model, _columns, _count in models)
        connection.check_constraints()
    return head


def _in_order(lines: Iterable[bytes], columns: list[str], ordered: list[str]) -> Iterator[bytes]:
    """The lines with their values in the order of the migrated table; migrations add columns at its end."""
    places = [columns.index(name) for name in ordered]
    for line in lines:
        values = json.loads(line)
        yield json.dumps([values[place] for place in places]).encode() + b"\n"


def _empty(models: list[Any]) -> None:
    """Takes out what migrations themselves have written."""
    with connection.cursor() as cursor:
        for model in reversed(models):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608 - our own table
