"""The catalogue that comes with the program, and a browser that shows the screen in English."""

import pytest
from django.db import transaction

from awards.actions.catalogue import load_catalogue


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """Loaded once for all tests of a module; each test rolls back only its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def english(signed_in):
    """`english(user)` gives that user's browser, in English."""

    def make(user):
        browser = signed_in(user)
        browser.cookies["django_language"] = "en"
        return browser

    return make
