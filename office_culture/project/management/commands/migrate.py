"""Django's own `migrate`, which may begin on a database without the triggers that it makes at its end."""

from typing import Any

from django.core.management.commands import migrate

from office_culture.project.checks import while_migrating


class Command(migrate.Command):
    """The only command that runs while the database would let history be changed."""

    def check(self, *args: Any, **kwargs: Any) -> Any:
        with while_migrating():
            return super().check(*args, **kwargs)
