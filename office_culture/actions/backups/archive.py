"""One archive: parts in a tar, and at its end a manifest that names each part with its SHA-256."""

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from office_culture.actions.backups.encryption import Decrypting, Encrypting, is_encrypted
from office_culture.actions.backups.rows import Content, NotRestored

MANIFEST, ROWS, FILES, SETTINGS = "manifest.json", "rows/", "files/", "settings/"
FORMAT = 1
CHUNK = 1024 * 1024
_IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """One member of the archive; `size` in bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """The rows of one kind: how many, and the SHA-256 over their lines, which is the same on both databases."""

    label: str
    columns: list[str]
    count: int
    sha256: str
    part: str


@dataclass(slots=True)
class Manifest:
    """What an archive holds. `newest_seal` is such as "1234:9f86…", or ""; `secrets` says whether it has any."""

    made_at: str
    program: str
    database: str
    newest_seal: str
    secrets: bool
    migrations: list[list[str]] = field(default_factory=list)
    parts: list[ArchivePart] = field(default_factory=list)
    tables: list[ArchiveTable] = field(default_factory=list)
    format: int = FORMAT

    def written(self) -> bytes:
        """The manifest as a part of the archive, with the SHA-256 of all that it says."""
        says = asdict(self)
        return _as_json({**says, "sha256": hashlib.sha256(_as_json(says)).hexdigest()})

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        """Raises `NotRestored` where it is none, is damaged, or comes from a later program.

        Archives of the first days of 0.2.0 have no hash of the manifest itself.
        """
        try:
            found = json.loads(text)
            own = found.pop("sha256", None)
            if own is not None and own != hashlib.sha256(_as_json(found)).hexdigest():
                raise NotRestored("The manifest of the archive is damaged.")
            if found["format"] != FORMAT:
                raise NotRestored(
                    f"The archive has the format {found['format']}; this program reads {FORMAT}."
                )
            parts = [ArchivePart(**part) for part in found.pop("parts")]
            listed = [ArchiveTable(**table) for table in found.pop("tables")]
            return cls(**found, parts=parts, tables=listed)
        except (KeyError, TypeError, ValueError) as error:
            raise NotRestored("The manifest of the archive cannot be read.") from error


def _as_json(says: dict[str, Any]) -> bytes:
    return json.dumps(says, indent=1, sort_keys=True).encode()


class _Hashing:
    """Passes bytes on and remembers their SHA-256 and number."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.size, self._digest = source, 0, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.size += len(data)
        self._digest.update(data)
        return data

    def read_to_end(self) -> None:
        while self.read(CHUNK):
            pass

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class _Reading(_Hashing):
    """What is read back from an archive."""

    def read(self, size: int = -1) -> bytes:
        with _damage_named():
            return super().read(size)


@contextmanager
def _damage_named() -> Iterator[None]:
    """Has damage of any kind end as `NotRestored`."""
    try:
        yield
    except (tarfile.TarError, zlib.error, EOFError, OSError) as error:
        raise NotRestored(f"The archive cannot be read to its end: {error}") from error


class Writing:
    """An archive that is being written."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar, self.manifest = tar, manifest

    def add(self, name: str, source: IO[bytes], size: int) -> str:
        """Adds a part of `size` bytes; returns its SHA-256."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = _Hashing(source)
        self._tar.addfile(member, hashing)
        self.manifest.parts.append(ArchivePart(name, size, hashing.sha256))
        return hashing.sha256

    def add_rows(self, label: str, columns: list[str], lines: Iterable[bytes], folder: Path) -> None:
        """Adds the rows of one kind. They wait in a file below `folder`, as a tar says the size of a part before it."""
        content = Content()
        name = f"{ROWS}{len(self.manifest.tables) + 1:03}-{label}.jsonl.gz"
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder)) as packed:
            with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as unpacked:
                for line in lines:
                    content.add(line)
                    unpacked.write(line)
            size = packed.tell()
            packed.seek(0)
            self.add(name, packed, size)
        self.manifest.tables.append(ArchiveTable(label, columns, content.count, content.sha256, name))

    def finish(self) -> None:
        text = self.manifest.written()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        self._tar.addfile(member, io.BytesIO(text))


@contextmanager
def writing(stream: BinaryIO, manifest: Manifest, passphrase: str) -> Iterator[Writing]:
    """Writes an archive to `stream`, encrypted where there is a passphrase; whole only after the block."""
    out: Any = Encrypting(stream, passphrase) if passphrase else stream
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        archive = Writing(tar, manifest)
        yield archive
        archive.finish()
    if passphrase:
        out.close()


@dataclass(slots=True)
class ArchiveMember:
    """A part that is being read, in the order of the archive; `content` is good until the next one is asked for."""

    name: str
    content: _Reading

    def lines(self) -> Iterator[bytes]:
        """The rows of a part with rows."""
        with gzip.GzipFile(fileobj=self.content) as unpacked:  # type: ignore[call-overload]
            lines = iter(unpacked)
            while True:
                with _damage_named():
                    line = next(lines, b"")
                if not line:
                    return
                yield line


def members(path: Path, passphrase: str) -> Iterator[ArchiveMember]:
    """All parts of an archive and its manifest at the end. Raises `NotRestored` where it is damaged or locked."""
    with ExitStack() as until_read:
        with _damage_named():
            stream = until_read.enter_context(path.open("rb"))
            source: Any = stream
            if is_encrypted(stream):
                if not passphrase:
                    raise NotRestored(
                        "The archive is encrypted; set BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE."
                    )
                source = Decrypting(stream, passphrase)
            tar = until_read.enter_context(tarfile.open(fileobj=source, mode="r|"))
        while True:
            with _damage_named():
                found = tar.next()
            if found is None:
                return
            inner = tar.extractfile(found)
            if inner is None or not _is_plain(found.name):
                raise NotRestored(f"The archive holds something that is no part of a backup: {found.name}")
            yield ArchiveMember(found.name, _Reading(inner))


def _is_plain(name: str) -> bool:
    """Whether the name stays below the folder in which it is written."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def check(path: Path, passphrase: str) -> Manifest:
    """Reads the archive from end to end and returns its manifest.

    Raises `NotRestored` where a part is missing, not named or other than it was, or rows are not as many as they were.
    """
    found: dict[str, ArchivePart] = {}
    contents: dict[str, Content] = {}
    manifest = None
    for member in members(path, passphrase):
        if member.name == MANIFEST:
            manifest = Manifest.read(member.content.read())
            continue
        if member.name.startswith(ROWS):
            contents[member.name] = Content()
            for line in member.lines():
                contents[member.name].add(line)
        member.content.read_to_end()
        found[member.name] = ArchivePart(member.name, member.content.size, member.content.sha256)
    if manifest is None:
        raise NotRestored("The archive has no manifest: it was not finished.")
    faults = [part.name for part in manifest.parts if found.get(part.name) != part]
    faults += [name for name in found if name not in {part.name for part in manifest.parts}]
    for table in manifest.tables:
        content = contents.get(table.part, Content())
        if (content.count, content.sha256) != (table.count, table.sha256):
            faults.append(f"{table.part}: {content.count} rows instead of {table.count}")
    if faults:
        raise NotRestored(f"Parts are missing, foreign or changed: {', '.join(sorted(set(faults)))}")
    return manifest
