"""Files between preview and confirmation: private, bound to one account and one sheet, for an hour.

The browser only ever holds a random token. Everything else, the file name included, is what the server wrote down.
"""

import hashlib
import hmac
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from office_culture.models.accounts import User

LIFETIME_SECONDS = 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_SUFFIX = ".import"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An upload whose preview was shown."""

    user: int
    sheet: str
    file_name: str
    sha256: str
    expires: float
    resource: int = 0
    data: bytes = b""


def keep(*, data: bytes, user: "User", sheet: str, resource: int, file_name: str) -> str:
    """Keeps the file and gives the token under which the same account finds it again."""
    token = secrets.token_urlsafe(32)
    waiting = Waiting(
        user=user.pk,
        sheet=sheet,
        resource=resource,
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        expires=timezone.now().timestamp() + LIFETIME_SECONDS,
    )
    head = {name: value for name, value in asdict(waiting).items() if name != "data"}
    path = _folder() / f"{token}{_SUFFIX}"
    path.touch(mode=0o600)
    path.write_bytes(json.dumps(head).encode() + b"\n" + data)
    return token


def take(token: str, *, user: "User", sheet: str) -> Waiting | None:
    """The file, once; None for a token that is unknown, spent, too old, altered, or another account's.

    A foreign token touches nothing: the file of the other account stays.
    """
    if not _TOKEN.fullmatch(token):
        return None
    path = _folder() / f"{token}{_SUFFIX}"
    waiting = _read(path)
    if waiting is None or waiting.user != user.pk or waiting.sheet != sheet or _is_old(waiting):
        return None
    # Whoever renames it first has it: a second click on the button finds nothing.
    spent = path.with_suffix(".taken")
    try:
        path.rename(spent)
    except FileNotFoundError:
        return None
    spent.unlink()
    intact = hmac.compare_digest(waiting.sha256, hashlib.sha256(waiting.data).hexdigest())
    return waiting if intact else None


def purge() -> int:
    """Removes what was never confirmed; answers how many files."""
    oldest = timezone.now().timestamp() - LIFETIME_SECONDS
    gone = 0
    for path in _folder().iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _is_old(waiting: Waiting) -> bool:
    return waiting.expires < timezone.now().timestamp()


def _read(path: Path) -> Waiting | None:
    try:
        head, _line, data = path.read_bytes().partition(b"\n")
        return Waiting(**json.loads(head), data=data)
    except (OSError, ValueError, TypeError):
        return None


def _folder() -> Path:
    folder = Path(settings.WAITING_IMPORTS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
