"""A browser that shows the screen in English, so that tests can read its messages."""

import pytest


@pytest.fixture
def screen(officer, signed_in):
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    return client
