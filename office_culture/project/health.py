"""What those who watch the servers ask: `/healthz` whether all is well, `/readyz` whether this server takes requests.

The answers name what was looked at, and never why it fails: that stands in the log.
"""

import dataclasses
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView

from office_culture import __version__
from office_culture.models import frozen

# Which release answers, for those who upgrade servers in turn.
VERSION_HEADER = "X-Program-Version"


@dataclasses.dataclass(repr=False)
class OfficeCheck(HealthCheck):
    """One thing that must work, under the name of its class."""

    def __repr__(self) -> str:
        return type(self).__name__.lower()

    async def run(self) -> None:
        # In the thread of the request: its connection is closed with it.
        try:
            works = await sync_to_async(self.works, thread_sensitive=True)()
        except Exception as error:
            raise ServiceUnavailable("does not work") from error
        if not works:
            raise ServiceUnavailable("does not work")

    def works(self) -> bool:
        raise NotImplementedError


class Database(OfficeCheck):
    """The database answers."""

    def works(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())


class Files(OfficeCheck):
    """The folder of the files takes what is uploaded."""

    def works(self) -> bool:
        folder = Path(settings.PRIVATE_FILES_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
        return True


class Migrations(OfficeCheck):
    """The database has seen every migration of this program."""

    def works(self) -> bool:
        return _wanted() <= MigrationRecorder(connection).applied_migrations().keys()


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


class Triggers(OfficeCheck):
    """The database refuses to change what is frozen."""

    def works(self) -> bool:
        return not frozen.missing(DEFAULT_DB_ALIAS)


class Health(HealthCheckView):
    """All of it, as text or JSON (`?format=json`); status 500 where something does not work."""

    checks: tuple[type[OfficeCheck], ...] = (Database, Files, Migrations, Triggers)
    http_method_names = ["get", "head"]

    async def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = await super().get(request, *args, **kwargs)
        # The checks have logged what fails: Django would send a mail for each look as well.
        answer._has_been_logged = True  # type: ignore[attr-defined]
        answer[VERSION_HEADER] = __version__
        return answer

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        """Browsers get the text as well."""
        answer: HttpResponse = self.render_to_response_text(options["status"])
        return answer


class ReadinessView(Health):
    """Whether a server behind the proxy may get requests: during an upgrade it may not before `migrate` has ended."""

    checks = (Database, Migrations)
