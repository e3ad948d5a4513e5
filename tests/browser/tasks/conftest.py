"""The sample office at its work: each account at a window of its own, which stays open for all tasks."""

import pytest
from django.conf import settings

from office_culture.models import User
from tests import databases
from tests.browser.conftest import without_notices
from tests.browser.tasks.clicks import Desk, KeyboardDesk
from tests.sessions import session_of


@pytest.fixture(scope="session")
def windows(browser):
    """One context for each account and width; what a page loads once is there for the next task."""
    opened = {}
    yield opened
    for context in opened.values():
        context.close()


@pytest.fixture
def office(live_server, tmp_path, settings):
    """The sample office as it was loaded, to this test alone."""
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    with databases.office("sample_office"):
        yield
    databases.drop_copies()


@pytest.fixture
def desk(browser, windows, live_server, office):
    """`desk("canbo", "390")` gives the window of that account at that width, signed in anew in this test's office.

    "keyboard" gives one that is never touched with a mouse.
    """
    pages = []

    def sit(username: str, way: str = "1440") -> Desk:
        width = 390 if way == "390" else 1440
        key = (username, width, live_server.url)
        if key not in windows:
            windows[key] = browser.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": 900},
                timezone_id=settings.TIME_ZONE,
                accept_downloads=True,
            )
            without_notices(windows[key])
        cookies = {
            settings.LANGUAGE_COOKIE_NAME: "en",
            settings.SESSION_COOKIE_NAME: session_of(User.objects.get(username=username)),
        }
        windows[key].add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = windows[key].new_page()
        pages.append(page)
        return KeyboardDesk(page) if way == "keyboard" else Desk(page)

    yield sit
    for page in pages:
        # What a page still asks in the background would meet the next test's office.
        page.wait_for_load_state("networkidle")
        page.close()
