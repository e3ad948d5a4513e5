"""Whole offices for tests that read their papers back; each test takes back only its own changes."""

import pytest
from django.db import connection

from office_culture.actions.backups.rows import reset_sequences
from tests import databases


@pytest.fixture(scope="module")
def sample_office(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.office("sample_office"):
        yield
        # PostgreSQL takes back what a test wrote, but not how far a restoration moved the numbers of rows.
        if connection.vendor == "postgresql":
            reset_sequences()


@pytest.fixture(scope="module")
def second_agency(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.office("second_agency"):
        yield
