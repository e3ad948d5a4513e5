"""Start-up checks that Django runs before it serves anything."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, connections


@register()
def sample_sign_ins(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Where no sample office is allowed, no account may open with a published name and password."""
    if getattr(settings, "SAMPLE_OFFICE_ALLOWED", False):
        return []
    return [
        Error(
            f"The account “{name}” opens with the password that is published with the sample office.",
            hint="Change its password or switch the account off, then start again.",
            id="project.E001",
        )
        for name in published_accounts()
    ]


def published_accounts() -> list[str]:
    """Active accounts that open with the sample's name and password; none before the first `migrate`."""
    from office_culture.models import User
    from office_culture.project.sample.loader import SAMPLE_OFFICE, read

    tables = read(SAMPLE_OFFICE)
    names = [account["username"] for account in tables["accounts"]]
    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return []
        accounts = list(User.objects.filter(username__in=names, is_active=True))
    except OperationalError:
        # Without its database nothing is served anyway, and that error speaks for itself.
        return []
    return [account.username for account in accounts if account.check_password(tables["password"])]


def refuse_sample_sign_ins() -> None:
    """Raises `ImproperlyConfigured` where `sample_sign_ins` finds an error."""
    errors = sample_sign_ins(None)
    if errors:
        raise ImproperlyConfigured("; ".join(f"{error.msg} {error.hint}" for error in errors))


@register(Tags.database)
def search_has_an_index(app_configs: Any, databases: Any = None, **kwargs: Any) -> Sequence[CheckMessage]:
    """Says which database finds records only by reading whole tables; runs with `migrate` and `check --database`."""
    from office_culture.models.search_index import has_fts5

    return [
        Warning(
            "This SQLite was built without FTS5: a search reads whole tables, and takes longer with each record.",
            hint="Use a Python whose SQLite has FTS5, or PostgreSQL.",
            id="project.W001",
        )
        for alias in databases or ()
        if connections[alias].vendor == "sqlite" and not has_fts5(alias)
    ]
