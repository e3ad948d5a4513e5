"""The sample office on a fixed day, in a database in memory that is gone when the process ends."""

import datetime
import itertools
import logging
import os
import uuid
import warnings

import time_machine

# A working day of the year in which the sample office writes its open report.
TODAY = datetime.datetime(2026, 11, 18, 2, 0, tzinfo=datetime.UTC)
_IDS = uuid.UUID("6f1d0f5e-3c0b-4f0e-9f57-1f7a0f2b7c11")


def open_office() -> None:
    """Sets Django up with empty tables. To be called once, before any model is imported."""
    warnings.filterwarnings("ignore", "No directory at")  # static files are nobody's concern here
    os.environ["DJANGO_SETTINGS_MODULE"] = "office_culture.project.settings.scratch"
    time_machine.travel(TODAY, tick=False).start()
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    # Most doors are knocked at in vain: that is no news.
    logging.disable(logging.ERROR)
    call_command("migrate", run_syncdb=True, verbosity=0)
    _number_addresses()


def load_sample() -> None:
    """Fills the tables through the same actions as on the screen."""
    from office_culture.project.sample.loader import load

    load()


def _number_addresses() -> None:
    """Papers print the address of their check: it comes from a row of numbers here, not from chance."""
    from django.apps import apps
    from django.db.models import UUIDField

    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, UUIDField) and field.has_default():
                _number(field, f"{model._meta.label_lower}.{field.name}")


def _number(field, name: str) -> None:
    places = itertools.count(1)
    field.default = lambda: uuid.uuid5(_IDS, f"{name}.{next(places)}")
    # Django remembers the way to the default once it was asked for.
    field.__dict__.pop("_get_default", None)
