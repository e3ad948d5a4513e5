"""The profile of one computer with the sample office and without web server: what `make run` starts."""

import secrets

from office_culture.project.settings.base import *  # noqa: F403 - a profile is the base with a few answers
from office_culture.project.settings.base import BASE_DIR

DEBUG = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# The sample office, with its published sign-ins, may be loaded here and nowhere else.
SAMPLE_OFFICE_ALLOWED = True
CHECK_ADDRESS = "http://127.0.0.1:8000"
OFFICE_ADDRESS = "http://127.0.0.1:8000"
# The directory for the root of the sample office's invented authority.
SIGNING_ROOTS_DIR = str(BASE_DIR / "var" / "sample-roots")


def _own_secret() -> str:
    """The secret of this computer, made at the first start and stored outside the repository."""
    path = BASE_DIR / "var" / "secret-key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _own_secret()
