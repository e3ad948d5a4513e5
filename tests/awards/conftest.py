"""The catalogue that comes with the program, and a browser that shows the screen in English."""

import pytest

from tests import databases


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """Each test takes back only its own changes."""
    with django_db_blocker.unblock(), databases.office("catalogue"):
        yield


@pytest.fixture
def english(signed_in):
    """`english(user)` gives that user's browser, in English."""

    def make(user):
        browser = signed_in(user)
        browser.cookies["django_language"] = "en"
        return browser

    return make
