"""Restoring a backup into an empty installation, moving an office to another database, and the proof of both."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from office_culture.actions import events
from office_culture.actions.backups import archive, rows
from office_culture.actions.backups.making import applied_migrations
from office_culture.actions.backups.rows import NotRestored
from office_culture.actions.files import inspect_files
from office_culture.models import Verb
from office_culture.models.frozen import door
from office_culture.rules.seals import as_shown
from office_culture.selectors.seals import newest_seal

Write = Callable[[str], Any]


# What is told where a disk or the database fails on the way.
BROKEN_OFF = (
    "Broken off: %s\nRows come all or not at all. Begin again; where that says the installation is not empty, they are "
    "all there, and rebuild_search, verify_events, rerender_papers and clean_files say whether the rest holds."
)


def check_archive(path: Path, passphrase: str) -> archive.Manifest:
    """Reads the whole archive and compares it with its manifest and with the tables of this program.

    Raises `NotRestored` where anything differs.
    """
    manifest = archive.check(path, passphrase)
    _refuse_other_tables({table.label: table.columns for table in manifest.tables}, manifest.program)
    return manifest


def _refuse_other_tables(found: dict[str, list[str]], program: str) -> None:
    known = {rows.label(model): rows.columns(model) for model in rows.tables()}
    differing = [name for name in sorted(found.keys() | known.keys()) if found.get(name) != known.get(name)]
    if differing:
        raise NotRestored(
            f"The backup comes from another state of the program ({program or 'unknown'}): {', '.join(differing)} "
            "differ. Install that one, restore, then upgrade."
        )


def restore(path: Path, *, passphrase: str, settings_to: Path | None, write: Write) -> list[str]:
    """Restores an archive into an empty installation; returns what does not hold afterwards, nothing where all does.

    Rows come in one transaction, and stay only if they are the same as in the backup. Files are written first, each
    under a name of its own and then renamed: whoever begins anew after an accident finds nothing in the way.
    """
    rows.refuse_unless_empty()
    manifest = check_archive(path, passphrase)
    write(f"The archive of {manifest.made_at} is whole: {len(manifest.parts)} parts.")
    tables = {table.part: table for table in manifest.tables}
    models = {rows.label(model): model for model in rows.tables()}
    hashes = {part.name: part.sha256 for part in manifest.parts}
    with _replacing("restore"):
        for member in archive.members(path, passphrase):
            if member.name in tables:
                rows.write_rows(models[tables[member.name].label], member.lines())
            elif member.name.startswith(archive.FILES):
                _put(settings.PRIVATE_FILES_DIR, member, archive.FILES, hashes)
            elif member.name.startswith(archive.SETTINGS) and settings_to is not None:
                _put(settings_to, member, archive.SETTINGS, hashes)
        _prove({table.label: (table.count, table.sha256) for table in manifest.tables})
    write(f"Restored: {sum(table.count for table in manifest.tables)} rows in {len(manifest.tables)} tables.")
    faults = examine(manifest.newest_seal, write)
    events.record(
        verb=Verb.RESTORE, by=None, archive=path.name, made_at=manifest.made_at, seal=manifest.newest_seal
    )
    return faults


def move(source: str, *, write: Write) -> list[str]:
    """Copies all rows of the connection `source` into the empty default one; returns what does not hold afterwards.

    Nobody else writes into the old database meanwhile. Raises `NotRestored` where the two have seen other migrations.
    """
    rows.refuse_unless_empty()
    if applied_migrations(source) != applied_migrations(DEFAULT_DB_ALIAS):
        raise NotRestored(
            "The two databases have seen other migrations; run `migrate` on both with this program."
        )
    with rows.snapshot(source, locked=True), _replacing("move"):
        seal = newest_seal(source)
        read = {}
        for model in rows.tables():
            content = rows.write_rows(model, rows.lines(model, source))
            read[rows.label(model)] = (content.count, content.sha256)
        _prove(read)
    write(f"Moved: {sum(count for count, _digest in read.values())} rows in {len(read)} tables.")
    noted = as_shown(*seal) if seal[0] else ""
    faults = examine(noted, write)
    events.record(verb=Verb.MOVE, by=None, source=connections[source].vendor, seal=noted)
    return faults


@contextmanager
def _replacing(purpose: str) -> Iterator[None]:
    """One transaction in which rows take the place of what `migrate` wrote; sequences follow them."""
    with transaction.atomic(), door(purpose):
        rows.remove_what_migrate_wrote()
        yield
        connections[DEFAULT_DB_ALIAS].check_constraints()
        rows.reset_sequences()
    ContentType.objects.clear_cache()


def _prove(expected: dict[str, tuple[int, str]]) -> None:
    """Reads all rows back; raises `NotRestored`, which takes all of it back, where a table holds anything else."""
    for model in rows.tables():
        content = rows.content_of(model)
        if (content.count, content.sha256) != expected[rows.label(model)]:
            count = expected[rows.label(model)][0]
            raise NotRestored(
                f"{rows.label(model)}: {content.count} rows or their content differ from the {count}."
            )


def _put(folder: Path, member: archive.ArchiveMember, prefix: str, hashes: dict[str, str]) -> None:
    """Writes one file under a name of its own and then gives it its name. Raises `NotRestored` for other bytes."""
    place = Path(folder) / member.name.removeprefix(prefix)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    digest = hashlib.sha256()
    try:
        with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
            while data := member.content.read(archive.CHUNK):
                digest.update(data)
                out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != hashes.get(member.name):
            raise NotRestored(f"{member.name} is not as it was.")
        os.replace(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)


def examine(seal: str, write: Write) -> list[str]:
    """Rebuilds the search, computes all seals anew, draws all papers anew, looks at all files; returns what differs."""
    faults = []
    for name, options in (
        ("rebuild_search", {}),
        ("verify_events", {"expect": seal}),
        ("rerender_papers", {}),
    ):
        output = StringIO()
        try:
            call_command(name, stdout=output, stderr=output, **options)
        except CommandError as error:
            faults.append(f"{name}: {error}\n{output.getvalue()}")
        else:
            write(f"{name}: {output.getvalue().strip().splitlines()[-1]}")
    sweep = inspect_files(before=timezone.now())
    faults += [f"missing file: {stored.uuid}" for stored in sweep.missing]
    faults += [f"changed file: {stored.uuid}" for stored in sweep.changed]
    write(f"Files: {len(sweep.missing)} missing, {len(sweep.changed)} changed.")
    return faults
