"""The storage of uploaded bytes: a private folder without a URL, readable by the server's account alone."""

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

if TYPE_CHECKING:
    from django.db.models import Model


@deconstructible
class PrivateStorage(FileSystemStorage):
    """The folder `PRIVATE_FILES_DIR`. It has no address: a view sends its files after asking for permission."""

    base_url = None  # type: ignore[assignment]
    file_permissions_mode = 0o600
    directory_permissions_mode = 0o700

    @property
    def base_location(self) -> Path:
        """The folder of the settings, read at each access, so that no process keeps one that they no longer name."""
        return Path(settings.PRIVATE_FILES_DIR)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)


def random_path(instance: "Model", filename: str) -> str:
    """A path of random hexadecimal digits, which contains nothing of the file's name and cannot be guessed."""
    name = secrets.token_hex(20)
    return f"{name[:2]}/{name}"
