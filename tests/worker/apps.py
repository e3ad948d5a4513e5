"""Imports that stop once their rows are written and before anybody has said so, as long as a file says so."""

import time
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class HeldWork(AppConfig):
    """Holds each import of a worker at its worst moment while `hold` lies in the folder, and makes `held` there."""

    name = "tests.worker"

    def ready(self) -> None:
        from office_culture.actions.long_work import _KINDS

        take_in = _KINDS["import"]

        def then_hold(work):
            result = take_in(work)
            folder = Path(settings.WAITING_IMPORTS_DIR)
            while (folder / "hold").exists():
                (folder / "held").touch()
                time.sleep(0.05)
            return result

        _KINDS["import"] = then_hold
