"""The profile of a real office. Refuses to start without its own secret, hosts and database, or with sample sign-ins.

`PLAIN_HTTP=1` is for an intranet without certificates: it is allowed, and the server logs it at each start.
"""

import os

from django.core.exceptions import ImproperlyConfigured

from office_culture.project.logs import logging_settings
from office_culture.project.settings.base import *  # noqa: F403 - a profile is the base with a few answers
from office_culture.project.settings.base import OFFICE_ADDRESS

DEBUG = False
SAMPLE_OFFICE_ALLOWED = False


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name} before starting in production.")
    return value


SECRET_KEY = _required("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in _required("ALLOWED_HOSTS").split(",")]
_required("DATABASE_URL")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

_SCHEME = "http" if os.environ.get("PLAIN_HTTP") == "1" else "https"
OFFICE_ADDRESS = OFFICE_ADDRESS or f"{_SCHEME}://{ALLOWED_HOSTS[0].lstrip('.')}"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logging_settings()

if os.environ.get("BEHIND_PROXY") == "1":
    MIDDLEWARE.insert(1, "office_culture.project.middleware.BehindProxy")  # noqa: F405 - within the headers

if os.environ.get("PLAIN_HTTP") == "1":
    SILENCED_SYSTEM_CHECKS += [  # noqa: F405 - those of the base stay
        *("security.W004", "security.W008", "security.W012", "security.W016"),
    ]
else:
    SECURE_SSL_REDIRECT = True
    # Whoever watches the server asks it directly.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = (
        ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY") == "1" else None
    )
