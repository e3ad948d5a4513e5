"""Where uploaded bytes lie: in a private folder, below no address, readable by the server's account alone."""

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
        """Asked anew each time, so that no process keeps a folder that the settings no longer name."""
        return Path(settings.PRIVATE_FILES_DIR)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)


def random_path(instance: "Model", filename: str) -> str:
    """A path that tells nothing about the file and cannot be guessed from its address."""
    name = secrets.token_hex(20)
    return f"{name[:2]}/{name}"
