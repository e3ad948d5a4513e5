"""Uploads between preview and confirmation: private, bound to one account and one sheet, for an hour.

The browser gets only a random token. Everything else, the file name included, is stored on the server.
"""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.models.work_files import folder

if TYPE_CHECKING:
    from office_culture.models.accounts import User

LIFETIME_SECONDS = 60 * 60
# Of one account, and of all together.
MOST_FILES = 10
MOST_BYTES = 50 * 1024 * 1024
MOST_BYTES_OF_ALL = 1024 * 1024 * 1024
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_SUFFIX = ".import"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An upload whose preview was shown; `expires` in seconds since the epoch, `rows` as the preview counted them.

    `sha256` and `expires` are set where it is stored.
    """

    user: int
    sheet: str
    file_name: str
    sha256: str = ""
    expires: float = 0
    resource: int = 0
    rows: int = 0
    # By key, the version of each record that the preview compared the file with.
    versions: dict[str, int] = field(default_factory=dict)
    # How the file is read: `Answers.as_json`.
    answers: dict[str, Any] = field(default_factory=dict)
    # What somebody answered: keys of questions with “right as typed”, and the records that rows mean.
    confirmed: list[str] = field(default_factory=list)
    same: dict[str, int] = field(default_factory=dict)
    # What the page of the preview shows, where the worker made it.
    shown: dict[str, Any] = field(default_factory=dict)
    data: bytes = b""


class TooManyWaiting(ValueError):
    """The account has as many files waiting as it may; the text says what to do."""


def store(upload: Waiting) -> str:
    """Stores the file; returns the token with which the same account finds it again for an hour.

    Older files of the account are deleted beyond `MOST_FILES` or `MOST_BYTES`. Raises `TooManyWaiting` where all files
    together fill the folder.
    """
    _make_room(upload.user, len(upload.data))
    token = secrets.token_urlsafe(32)
    path = folder() / f"{token}{_SUFFIX}"
    path.touch(mode=0o600)
    path.write_bytes(packed(replace(upload, expires=timezone.now().timestamp() + LIFETIME_SECONDS)))
    return token


def packed(upload: Waiting) -> bytes:
    """The upload with all that is known about it."""
    head = {name: value for name, value in asdict(upload).items() if name != "data"}
    return (
        json.dumps(head | {"sha256": hashlib.sha256(upload.data).hexdigest()}).encode() + b"\n" + upload.data
    )


def unpacked(content: bytes) -> Waiting | None:
    """The upload from `packed`; None from anything else, or where a byte was changed."""
    try:
        head, _newline, data = content.partition(b"\n")
        waiting = Waiting(**json.loads(head), data=data)
    except (ValueError, TypeError):
        return None
    return waiting if _is_intact(waiting) else None


def _make_room(user: int, size: int) -> None:
    purge()
    files = sorted(folder().glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    # As many bytes and files as the account may still have, the newest first.
    own = [path for path in files if (head := _head(path)) is not None and head.user == user]
    used_bytes = size
    for place, path in enumerate(own, start=1):
        used_bytes += path.stat().st_size
        if place >= MOST_FILES or used_bytes > MOST_BYTES:
            path.unlink(missing_ok=True)
    total = sum(path.stat().st_size for path in files if path.exists())
    if total + size > MOST_BYTES_OF_ALL:
        raise TooManyWaiting(_("Too many files wait for their confirmation. Try again in an hour."))


def peek(token: str, *, user: "User", sheet: str) -> Waiting | None:
    """The file as `pop` gives it; it stays."""
    waiting = _read(folder() / f"{token}{_SUFFIX}") if _TOKEN.fullmatch(token) else None
    if waiting is None or waiting.user != user.pk or waiting.sheet != sheet or _is_old(waiting):
        return None
    return waiting


def pop(token: str, *, user: "User", sheet: str) -> Waiting | None:
    """The file, once; None for a token that is unknown, used, too old, altered, or another account's.

    The token of another account or sheet changes nothing: its file stays.
    """
    if not _TOKEN.fullmatch(token):
        return None
    path = folder() / f"{token}{_SUFFIX}"
    waiting = _read(path)
    if waiting is None or waiting.user != user.pk or waiting.sheet != sheet or _is_old(waiting):
        return None
    # Only one request can rename it: a second click on the button finds no file.
    spent = path.with_suffix(".taken")
    try:
        path.rename(spent)
    except FileNotFoundError:
        return None
    spent.unlink()
    return waiting


def purge() -> int:
    """Deletes uploads older than an hour that were not confirmed; returns how many files."""
    oldest = timezone.now().timestamp() - LIFETIME_SECONDS
    removed = 0
    for path in (*folder().glob(f"*{_SUFFIX}"), *folder().glob("*.taken")):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _is_intact(waiting: Waiting) -> bool:
    return hmac.compare_digest(waiting.sha256, hashlib.sha256(waiting.data).hexdigest())


def _is_old(waiting: Waiting) -> bool:
    return waiting.expires < timezone.now().timestamp()


def _head(path: Path) -> Waiting | None:
    try:
        with path.open("rb") as file:
            return Waiting(**json.loads(file.readline()))
    except (OSError, ValueError, TypeError):
        return None


def _read(path: Path) -> Waiting | None:
    try:
        return unpacked(path.read_bytes())
    except OSError:
        return None
