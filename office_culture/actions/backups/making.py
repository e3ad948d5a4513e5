"""Making a backup while the office works: rows and files of one moment, settings, one archive, old ones removed."""

import datetime
import hashlib
import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.files import locks
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from office_culture import __version__
from office_culture.actions import events
from office_culture.actions.backups import archive, rows
from office_culture.models import StoredFile, Verb
from office_culture.models.storage import PrivateStorage
from office_culture.rules.seals import as_shown
from office_culture.selectors.seals import newest_seal

# What somebody who sets up the office again has to know. Secrets only where a passphrase protects them.
SETTINGS_THAT_MATTER = (
    "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "BEHIND_PROXY", "PLAIN_HTTP", "EMAIL_HOST", "EMAIL_PORT",
    "EMAIL_HOST_USER", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL", "ADMINS", "PRIVATE_FILES_DIR", "PAPER_FONTS_DIR",
    "CHECK_ADDRESS", "SEAL_EVENTS_EVERY", "SIGNING_ROOTS_DIR", "BACKUP_DIR", "BACKUP_KEEP", "BACKUP_OLD_AFTER",
)  # fmt: skip
SECRETS = ("SECRET_KEY", "DATABASE_URL", "EMAIL_HOST_PASSWORD")
# Folders without which papers are set or signatures judged otherwise.
FOLDERS = {"signing-roots": "SIGNING_ROOTS_DIR", "fonts": "PAPER_FONTS_DIR"}
BEGINNING, UNFINISHED = "office-", ".partial"
_TRIES = 3


class NotBackedUp(Exception):
    """A backup that was not made. The message says why, for who runs it."""


class _FilesMoved(Exception):
    """A file went with its row before it was copied: the rows in the archive no longer fit."""


@dataclass(slots=True)
class WrittenBackup:
    """A finished archive. `faults` names stored files that are missing or changed: they are not in it as they were."""

    path: Path
    manifest: archive.Manifest
    size: int = 0
    sha256: str = ""
    faults: list[str] = field(default_factory=list)


def passphrase() -> str:
    """The passphrase of BACKUP_PASSPHRASE, or the first line of BACKUP_PASSPHRASE_FILE; "" where neither is set.

    Raises `NotRestored` for a file that cannot be read or says nothing: then nothing is written in clear.
    """
    if spoken := os.environ.get("BACKUP_PASSPHRASE", ""):
        return spoken
    place = os.environ.get("BACKUP_PASSPHRASE_FILE", "")
    if not place:
        return ""
    try:
        written = Path(place).read_text("utf-8").partition("\n")[0].strip()
    except OSError as error:
        raise rows.NotRestored(f"BACKUP_PASSPHRASE_FILE cannot be read: {error}") from error
    if not written:
        raise rows.NotRestored("BACKUP_PASSPHRASE_FILE says nothing in its first line.")
    return written


def make_backup(*, folder: Path, keep: int) -> WrittenBackup:
    """Makes an archive in `folder`, reads it back, gives it its name, and leaves the `keep` newest ones there.

    Raises `NotBackedUp`, `NotRestored` where the archive cannot be read back, and `OSError` where the disk is full or
    cannot be written; then the older ones all stay.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        for left in folder.glob(f"{BEGINNING}*{UNFINISHED}"):
            left.unlink()
        for _try in range(_TRIES):
            with suppress(_FilesMoved):
                made = _write(folder)
                break
        else:
            raise NotBackedUp("Files were removed while they were copied, each time; try again later.")
        # Archives in which files are missing push out none in which they are there.
        if not made.faults:
            _rotate(folder, keep)
    events.record(
        verb=Verb.BACKUP,
        by=None,
        archive=made.path.name,
        size=made.size,
        sha256=made.sha256,
        seal=made.manifest.newest_seal,
        program=made.manifest.program,
        encrypted=made.path.suffix == ".enc",
        rows=sum(table.count for table in made.manifest.tables),
        files=sum(part.name.startswith(archive.FILES) for part in made.manifest.parts),
        faults=len(made.faults),
    )
    return made


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        if not locks.lock(lock, locks.LOCK_EX | locks.LOCK_NB):
            raise NotBackedUp("Another backup is being written into this folder.")
        yield


def _write(folder: Path) -> WrittenBackup:
    secret = passphrase()
    unfinished = folder / f"{BEGINNING}{os.getpid()}{UNFINISHED}"
    try:
        with open(unfinished, "xb", opener=_private) as stream:
            with rows.snapshot():
                made = WrittenBackup(unfinished, _manifest(secrets=bool(secret)))
                with archive.writing(stream, made.manifest, secret) as writing:
                    _add_rows(writing, folder)
                    missing = _add_files(writing, made)
                    _add_settings(writing)
            _refuse_if_removed(missing)
            made.faults += [f"missing: {name}" for name in missing.values()]
            stream.flush()
            os.fsync(stream.fileno())
        archive.check(unfinished, secret)
        made.size, made.sha256 = unfinished.stat().st_size, _digest(unfinished)
        made.path = _named(folder, made.manifest, encrypted=bool(secret))
        os.replace(unfinished, made.path)
        _sync(folder)
    finally:
        unfinished.unlink(missing_ok=True)
    return made


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _manifest(*, secrets: bool) -> archive.Manifest:
    """The head of the manifest; to be asked within the snapshot."""
    number, seal = newest_seal()
    return archive.Manifest(
        made_at=timezone.now().astimezone(datetime.UTC).isoformat(timespec="seconds"),
        program=__version__,
        database=connection.vendor,
        newest_seal=as_shown(number, seal) if number else "",
        secrets=secrets,
        migrations=applied_migrations(connection.alias),
    )


def applied_migrations(alias: str) -> list[list[str]]:
    """The migrations of all apps that the database has seen, by name."""
    return sorted([app, name] for app, name in MigrationRecorder(connections[alias]).applied_migrations())


def _add_rows(writing: archive.Writing, folder: Path) -> None:
    for model in rows.tables():
        writing.add_rows(rows.label(model), rows.columns(model), rows.lines(model), folder)


def _add_files(writing: archive.Writing, made: WrittenBackup) -> dict[int, str]:
    """The files that the rows name; returns those that are not there, by the key of their row.

    Bytes are written before their row and never change, so they fit the snapshot.
    """
    storage = PrivateStorage()
    missing: dict[int, str] = {}
    for pk, name, sha256 in (
        StoredFile.objects.order_by("pk").values_list("pk", "content", "sha256").iterator()
    ):
        place = Path(storage.path(name))
        try:
            with place.open("rb") as content:
                written = writing.add(f"{archive.FILES}{name}", content, place.stat().st_size)
        except FileNotFoundError:
            missing[pk] = name
            continue
        if written != sha256:
            made.faults.append(f"changed: {name}")
    return missing


def _refuse_if_removed(missing: dict[int, str]) -> None:
    """Raises `_FilesMoved` where a row of these went after the snapshot, and its file with it."""
    if StoredFile.objects.filter(pk__in=missing).count() != len(missing):
        raise _FilesMoved


def _add_settings(writing: archive.Writing) -> None:
    names = (*SETTINGS_THAT_MATTER, *(SECRETS if writing.manifest.secrets else ()))
    known = {name: os.environ[name] for name in names if name in os.environ}
    _add_text(writing, f"{archive.SETTINGS}settings.json", json.dumps(known, indent=1, sort_keys=True))
    for name, setting in FOLDERS.items():
        place = Path(getattr(settings, setting) or "/nonexistent")
        for file in sorted(place.rglob("*")) if place.is_dir() else ():
            if file.is_file():
                inside = file.relative_to(place).as_posix()
                with file.open("rb") as content:
                    writing.add(f"{archive.SETTINGS}{name}/{inside}", content, file.stat().st_size)


def _add_text(writing: archive.Writing, name: str, text: str) -> None:
    encoded = text.encode()
    writing.add(name, io.BytesIO(encoded), len(encoded))


def _named(folder: Path, manifest: archive.Manifest, *, encrypted: bool) -> Path:
    """The name says the moment in UTC: in the order of the names the newest comes last."""
    moment = datetime.datetime.fromisoformat(manifest.made_at)
    ending = ".tar.enc" if encrypted else ".tar"
    return folder / f"{BEGINNING}{moment:%Y%m%d-%H%M%S}Z{ending}"


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Has the disk keep the new name, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def finished(folder: Path) -> list[Path]:
    """The archives of the folder, the oldest first."""
    return sorted(path for path in folder.glob(f"{BEGINNING}*Z.tar*") if path.suffix in {".tar", ".enc"})


def _rotate(folder: Path, keep: int) -> None:
    for old in finished(folder)[: -max(keep, 1)]:
        old.unlink()
