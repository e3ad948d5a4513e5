"""Start-up checks that Django runs before it serves anything."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections

from office_culture.rules.passwords import is_guessable


@register()
def sample_sign_ins(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Errors for accounts with a published name and password, where no sample office is allowed."""
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
    """Names of active accounts with the sample's name and password; empty before the first `migrate`."""
    from office_culture.models import User
    from office_culture.project.sample.loader import SAMPLE_OFFICE, read

    tables = read(SAMPLE_OFFICE)
    names = [account["username"] for account in tables["accounts"]]
    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return []
        accounts = list(User.objects.filter(username__in=names, is_active=True))
    except OperationalError:
        # Without a database nothing is served, and Django raises an error of its own.
        return []
    return [account.username for account in accounts if account.check_password(tables["password"])]


@register()
def own_secret_and_hosts(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Errors for a weak secret or a host name that lets in every name, where no sample office is allowed."""
    if getattr(settings, "SAMPLE_OFFICE_ALLOWED", False):
        return []
    found: list[CheckMessage] = []
    if _is_weak(settings.SECRET_KEY):
        found.append(
            Error(
                f"SECRET_KEY is weak: {SHORTEST_SECRET} signs, {FEWEST_SIGNS} of them different, and no pattern.",
                hint='Make one: python -c "import secrets; print(secrets.token_urlsafe(50))"',
                id="project.E004",
            )
        )
    if any("*" in host or host.strip(".") == "" for host in settings.ALLOWED_HOSTS or ("",)):
        found.append(
            Error(
                "ALLOWED_HOSTS lets in every name: links in mails and papers could be led to a foreign server.",
                hint="Name the server as its users do, for example records.example.gov.vn.",
                id="project.E003",
            )
        )
    return found


SHORTEST_SECRET, FEWEST_SIGNS = 50, 20


def _is_weak(secret: str) -> bool:
    short = len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_SIGNS
    return short or secret.startswith("django-insecure-") or is_guessable(secret)


def refuse_unsafe_start() -> None:
    """Raises `ImproperlyConfigured` where `sample_sign_ins` or `own_secret_and_hosts` finds an error."""
    errors = [*sample_sign_ins(None), *own_secret_and_hosts(None)]
    if errors:
        raise ImproperlyConfigured("; ".join(f"{error.msg} {error.hint}" for error in errors))


@register(Tags.database)
def search_has_an_index(app_configs: Any, databases: Any = None, **kwargs: Any) -> Sequence[CheckMessage]:
    """Warns of each SQLite database without FTS5, whose searches read whole tables.

    Runs with `migrate` and `check --database`.
    """
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


_migrating: ContextVar[bool] = ContextVar("migrate makes the triggers itself", default=False)


@contextmanager
def while_migrating() -> Iterator[None]:
    """Until the end of the block triggers may be missing."""
    token = _migrating.set(True)
    try:
        yield
    finally:
        _migrating.reset(token)


@register(Tags.database)
def history_is_protected(app_configs: Any, databases: Any = None, **kwargs: Any) -> Sequence[CheckMessage]:
    """The database itself refuses to change events, issued papers, decisions and votes; see `models.frozen`."""
    from office_culture.models import frozen

    if _migrating.get():
        return []
    return [
        Error(
            f"The database “{alias}” would let events or issued papers be changed: "
            f"{len(missing)} of its triggers are missing.",
            hint="Run `migrate`, which makes them, and find out who removed them.",
            id="project.E002",
        )
        for alias in databases or ()
        if (missing := frozen.missing(alias))
    ]


def refuse_without_history() -> None:
    """Raises `ImproperlyConfigured` where `history_is_protected` finds an error."""
    try:
        errors = history_is_protected(None, databases=(DEFAULT_DB_ALIAS,))
    except OperationalError:
        # Without its database nothing is served anyway, and that error speaks for itself.
        return
    if errors:
        raise ImproperlyConfigured("; ".join(f"{error.msg} {error.hint}" for error in errors))


@register()
def guides_are_installed(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    """Errors for guides that the program links to and that were not installed with it."""
    from office_culture.project.guides import LANGUAGES, SLUGS, file_of

    expected = [file_of(slug, language) for language in LANGUAGES for slug in SLUGS]
    return [
        Error(
            f"The guide {path} is missing: the pages link to it.",
            hint="Install the directories docs/vi and docs/en with the program.",
            id="project.E005",
        )
        for path in expected
        if not path.is_file()
    ]
