"""A backup holds the whole office and comes back as it was; what is wrong with it is said before anything changes."""

import io
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from unittest import mock
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from office_culture import __version__
from office_culture.actions.backups import archive, encryption, rows
from office_culture.actions.backups.encryption import Decrypting, Encrypting, WrongPassphrase
from office_culture.actions.backups.making import finished, make_backup
from office_culture.actions.backups.restoring import check_archive
from office_culture.actions.backups.rows import NotRestored
from office_culture.actions.sealing import seal_events
from office_culture.models import Event, Unit, Verb
from office_culture.models.frozen import door
from office_culture.project.database import sqlite_url
from office_culture.selectors.seals import newest_seal
from tests import databases
from tests.factories.documents import StoredFileFactory
from tests.factories.office import UnitFactory

SECRET = "Một câu dài mà chỉ văn phòng biết"


@pytest.fixture(autouse=True, scope="module")
def quick_keys():
    """Keys that cost nothing to guess are quick to make."""
    with mock.patch.dict(encryption._SCRYPT, n=2):
        yield


def destroy() -> None:
    """Every row, as after the loss of the database and a new `migrate`."""
    with door("test"), connection.cursor() as cursor:
        for model in reversed(rows.tables()):
            if rows.label(model) not in rows.WRITTEN_BY_MIGRATE:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608 - a table of our own
        connection.check_constraints()


def held() -> dict[str, tuple[int, str]]:
    return {
        rows.label(model): (content.count, content.sha256)
        for model in rows.tables()
        for content in [rows.content_of(model)]
    }


def backup(folder: Path, *, keep: int = 14) -> Path:
    call_command("backup", to=folder, keep=keep, stdout=io.StringIO())
    return finished(folder)[-1]


@pytest.mark.django_db
class TestTheArchive:
    def test_it_names_its_parts_counts_and_the_newest_seal_and_equal_rows_alike(self, tmp_path, office):
        seal_events()
        made = make_backup(folder=tmp_path, keep=1)
        manifest = check_archive(made.path, "")
        counts = {table.label: table.count for table in manifest.tables}
        assert counts["office_culture.unit"] == Unit.objects.count()
        assert manifest.newest_seal.endswith(newest_seal()[1])
        assert manifest.program == Event.objects.latest("pk").detail["program"] == __version__
        assert not {name for name in counts if name.startswith(("sessions", "axes"))}
        assert made.path.stat().st_mode & 0o077 == 0
        assert Event.objects.latest("pk").detail["sha256"] == made.sha256
        again = make_backup(folder=tmp_path / "again", keep=1).manifest
        differing = [table.label for table in again.tables if table not in manifest.tables]
        assert differing == ["office_culture.event"]

    def test_a_missing_file_is_named_and_the_rest_is_kept(self, tmp_path, office):
        whole = tmp_path / "office-20260101-010000Z.tar"
        whole.write_bytes(b"a good one")
        file = StoredFileFactory()
        place = Path(settings.PRIVATE_FILES_DIR) / file.content.name
        content = place.read_bytes()
        place.unlink()
        with pytest.raises(CommandError, match=f"missing: {file.content.name}"):
            backup(tmp_path)
        place.write_bytes(content + b"x")
        with pytest.raises(CommandError, match=f"changed: {file.content.name}"):
            backup(tmp_path, keep=1)
        assert Event.objects.filter(verb=Verb.BACKUP).latest("pk").detail["faults"] == 1
        assert check_archive(finished(tmp_path)[-1], "").tables
        assert whole.exists(), "an archive with faults pushes out no good one"

    def test_secrets_are_in_it_only_behind_a_passphrase(self, tmp_path, office, monkeypatch):
        monkeypatch.setenv("SECRET_KEY", "bí-mật-của-văn-phòng")
        monkeypatch.setenv("CHECK_ADDRESS", "https://vanban.example.gov.vn")
        plain = make_backup(folder=tmp_path / "plain", keep=1).path
        assert settings_in(plain, "")["CHECK_ADDRESS"] == "https://vanban.example.gov.vn"
        assert "SECRET_KEY" not in settings_in(plain, "")
        monkeypatch.setenv("BACKUP_PASSPHRASE", SECRET)
        locked = make_backup(folder=tmp_path / "locked", keep=1).path
        assert settings_in(locked, SECRET)["SECRET_KEY"] == "bí-mật-của-văn-phòng"
        assert b"manifest.json" not in locked.read_bytes()
        for wrong in ("", "khác"):
            with pytest.raises(NotRestored, match=r"passphrase|encrypted"):
                check_archive(locked, wrong)

    @pytest.mark.parametrize("secret", ["", SECRET], ids=["plain", "encrypted"])
    def test_any_damage_is_found_before_anything_changes(self, tmp_path, office, monkeypatch, secret):
        monkeypatch.setenv("BACKUP_PASSPHRASE", secret)
        made = backup(tmp_path)
        whole = made.read_bytes()
        destroy()
        told = check_archive(made, secret)
        for at in range(300, len(whole), len(whole) // 8):
            made.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            # What fills up a block of the tar says nothing: there alone the archive is as it was.
            assert refused_or_manifest(made, secret) in (None, told)
        # The manifest of a plain archive is hashed like its parts.
        if (named := whole.find(b'"made_at": "20')) > 0:
            made.write_bytes(whole[: named + 14] + b"9" + whole[named + 15 :])
            assert refused_or_manifest(made, secret) is None
        for length in (0, 100, len(whole) // 2, len(whole) - 20_000):
            made.write_bytes(whole[:length])
            assert refused_or_manifest(made, secret) is None
        with pytest.raises(CommandError):
            call_command("restore", str(made))
        assert not Unit.objects.exists()

    def test_a_part_that_leaves_the_folder_is_refused(self, tmp_path):
        evil = tmp_path / "evil.tar"
        with tarfile.open(evil, "w") as tar:
            member = tarfile.TarInfo("files/../../outside")
            tar.addfile(member, io.BytesIO(b""))
        with pytest.raises(NotRestored, match="no part of a backup"):
            check_archive(evil, "")

    def test_the_newest_stay_and_what_was_left_unfinished_goes(self, tmp_path, office):
        for day in range(1, 5):
            (tmp_path / f"office-2026010{day}-010000Z.tar").write_bytes(b"")
        (tmp_path / "office-7.partial").write_bytes(b"half")
        (tmp_path / "office.tar").write_bytes(b"somebody else's")
        made = backup(tmp_path, keep=2)
        assert finished(tmp_path) == [tmp_path / "office-20260104-010000Z.tar", made]
        assert {path.name for path in tmp_path.iterdir()} == {
            ".lock", "office.tar", made.name, "office-20260104-010000Z.tar"
        }  # fmt: skip

    def test_a_passphrase_that_cannot_be_read_leaves_nothing_in_clear(self, tmp_path, office, monkeypatch):
        place = tmp_path / "passphrase"
        monkeypatch.setenv("BACKUP_PASSPHRASE_FILE", str(place))
        for text in (None, "", "\nin the second line"):
            if text is not None:
                place.write_text(text)
            with pytest.raises(CommandError, match="BACKUP_PASSPHRASE_FILE"):
                backup(tmp_path / "backups")
            assert finished(tmp_path / "backups") == []
        place.write_text(f"{SECRET}\nnote\n")
        assert backup(tmp_path / "backups").name.endswith(".tar.enc")

    def test_a_full_disk_leaves_the_older_ones(self, tmp_path, office, monkeypatch):
        old = backup(tmp_path)

        def full(*args, **kwargs):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(archive.Writing, "add", full)
        with pytest.raises(CommandError, match="No space left"):
            backup(tmp_path, keep=1)
        assert [path for path in tmp_path.iterdir() if path.name != ".lock"] == [old]

    def test_what_cannot_be_restored_as_a_whole_is_told_and_changes_nothing(
        self, tmp_path, office, monkeypatch
    ):
        made = backup(tmp_path)
        before = held()
        with pytest.raises(CommandError, match=r"not empty.*office_culture\.unit"):
            call_command("restore", str(made))
        assert held() == before
        with monkeypatch.context() as otherwise:
            otherwise.setattr(rows, "columns", lambda model: ["id", "other"])
            with pytest.raises(NotRestored, match="another state of the program"):
                check_archive(made, "")
        destroy()

        def locked(*args, **kwargs):
            raise OperationalError("canceling statement due to lock timeout")

        with monkeypatch.context() as otherwise:
            otherwise.setattr(rows, "write_rows", locked)
            with pytest.raises(CommandError, match=r"(?s)Broken off: canceling.*all or not at all"):
                call_command("restore", str(made))
        assert not Unit.objects.exists()
        known = rows.content_of
        with monkeypatch.context() as otherwise:
            otherwise.setattr(
                rows, "content_of", lambda model: known(model) if model is not Unit else rows.Content()
            )
            with pytest.raises(CommandError, match=r"office_culture\.unit"):
                call_command("restore", str(made))
        assert not Unit.objects.exists()


def refused_or_manifest(path: Path, secret: str) -> archive.Manifest | None:
    try:
        return check_archive(path, secret)
    except NotRestored:
        return None


def settings_in(path: Path, secret: str) -> dict[str, str]:
    for member in archive.members(path, secret):
        if member.name == "settings/settings.json":
            return json.loads(member.content.read())
    raise AssertionError(path)


@pytest.mark.django_db
def test_every_table_is_in_it_after_those_that_it_names():
    ordered = rows.tables()
    for place, model in enumerate(ordered):
        later = {other for other in ordered[place + 1 :] if other in rows._linked(model)}
        # A circle cannot be in order; there, the database looks at the end.
        assert not later or model in CIRCLES, (model, later)


CIRCLES: set = set()


@pytest.mark.django_db
def test_the_character_null_is_kept_or_named(tmp_path):
    unit = UnitFactory(name="Phòng")
    line = next(iter(rows.lines(Unit)))
    values = json.loads(line)
    at = rows.columns(Unit).index("name")
    values[at], values[0] = "Phòng\0A", 10**6
    changed = json.dumps(values).encode() + b"\n"
    if connection.vendor == "postgresql":
        with pytest.raises(NotRestored, match=r"office_culture\.unit, row 1000000, column name"):
            rows.write_rows(Unit, [changed])
    else:
        with door("test"), connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys=ON")
            cursor.execute(f'DELETE FROM "{Unit._meta.db_table}" WHERE id = %s', (unit.pk,))  # noqa: S608 - a table of our own
        rows.write_rows(Unit, [changed])
        assert Unit.objects.get(pk=10**6).name == "Phòng\0A"


@how(max_examples=15, deadline=None)
@given(st.binary(max_size=200_000), st.integers(1, 90_000))
def test_what_was_encrypted_is_read_in_pieces_of_any_size(data, size):
    stream = io.BytesIO()
    out = Encrypting(stream, SECRET)
    for at in range(0, len(data), size):
        out.write(data[at : at + size])
    out.close()
    stream.seek(0)
    source, read = Decrypting(stream, SECRET), b""
    while piece := source.read(size):
        read += piece
    assert read == data
    cut = io.BytesIO(stream.getvalue()[:-1])
    with pytest.raises(WrongPassphrase):
        Decrypting(cut, SECRET).read(len(data) + 1)


@pytest.fixture
def sample_url(sample_office, tmp_path) -> str:
    """The address of the sample office, for another process."""
    known = connection.settings_dict
    if connection.vendor == "postgresql":
        host, port = quote(known["HOST"], safe=""), f":{known['PORT']}" if known["PORT"] else ""
        password = f":{quote(known['PASSWORD'], safe='')}" if known["PASSWORD"] else ""
        return f"postgres://{known['USER']}{password}@{host}{port}/{known['NAME']}"
    # A folder that an operator might have made.
    copy = tmp_path / "old office #1" / "office.sqlite3"
    copy.parent.mkdir()
    shutil.copy(databases._prepared("sample_office") / "database.sqlite3", copy)
    return sqlite_url(copy)


@pytest.mark.long
def test_moved_and_in_use_it_is_backed_up_destroyed_and_restored(sample_url):
    """One process saves without a pause meanwhile: it never waits in vain, and nothing of it is half in the archive."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.in_use", sample_url, str(settings.PRIVATE_FILES_DIR)],
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    found = json.loads(run.stdout)
    assert (found["writer"], found["torn"], found["differing"]) == (0, 0, [])
    assert found["during"] > 0
    assert found["units"] > 1
    assert found["looked"].startswith("Whole: ")
    assert all(found[name] for name in ("kept", "seal", "settings", "next key", "found")), found
    assert "not empty" in found["moved again"]
    proofs = ("Every sealed event says what it said.", f"compared: {found['papers']}", "0 missing, 0 changed")
    moves = [found["moved"]] + ([found["moved on"]] if connection.vendor == "postgresql" else [])
    for told in (found["told"], *moves):
        assert not [proof for proof in proofs if proof not in told], told
    assert all("Moved: " in told for told in moves)
