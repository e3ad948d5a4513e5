"""Does the long work that pages have begun: imports, exports, prints of certificates."""

from argparse import ArgumentParser
from typing import Any

from django_tasks_db.management.commands import db_worker

from office_culture.actions.long_work import take_up
from office_culture.models.work_files import WORKER, living


class Command(db_worker.Command):
    """The worker of django-tasks-db; it gives signs of life, and begins with what an earlier one left behind.

    Pages leave work to it only while it lives.
    """

    help = "Do long work (imports, exports, prints of certificates) beside the server, until it is ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(reload=False)

    def handle(self, **options: Any) -> None:
        take_up()
        with living(WORKER):
            super().handle(**options)
