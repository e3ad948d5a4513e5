"""Whole offices for tests that read their papers back."""

from pathlib import Path

import pytest
from django.db import transaction

from office_culture.project.sample.loader import SAMPLE_OFFICE, load

SECOND_AGENCY = Path(__file__).parents[1] / "data" / "second_agency"


def _loaded(directory: Path, blocker):
    """Loads once for all tests of a module; each test rolls back only its own changes."""
    with blocker.unblock(), transaction.atomic():
        load(directory)
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sample_office(django_db_setup, django_db_blocker):
    yield from _loaded(SAMPLE_OFFICE, django_db_blocker)


@pytest.fixture(scope="module")
def second_agency(django_db_setup, django_db_blocker):
    yield from _loaded(SECOND_AGENCY, django_db_blocker)
