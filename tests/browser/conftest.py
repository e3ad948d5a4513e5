"""A real Chromium against a real server, with everything that must never happen on a page collected."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from tests import databases
from tests.factories import FACTORIES
from tests.factories.office import UserFactory
from tests.sessions import session_of

# Playwright's own event loop runs in this thread; the tests still ask the database from it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
Look = tuple[int, str]  # width and scheme
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()

# The menu is the same on all pages that one person sees in one window, and half of what there is to look at.
MENU = "#nav-sidebar"
RUN_AXE = """left_out => axe.run({include: [['html']], exclude: left_out.map(one => [one])}, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'], preload: false
})"""

ANSWER = """{
    const asked = window.fetch;
    window.fetch = (address, options) => %(addresses)s.includes(new URL(address, location.href).pathname)
        ? Promise.resolve(Response.json(%(answer)s)) : asked(address, options);
}"""


# Pages have sizes of their own, so that the window around them may be small; and what axe leaves behind is cleared away
# less often.
LESS_WORK = ("--window-size=400,300", "--js-flags=--min-semi-space-size=64 --max-semi-space-size=64")

# Colours change gently, from the next picture on, those of a closed part only once it is opened; what is looked at is
# where they arrive.
ARRIVE = """scheme => new Promise(arrived => {
    const arrive = () => {
        document.getAnimations().forEach(change => change.finish());
        arrived();
    };
    const wait = () => requestAnimationFrame(matchMedia(scheme).matches ? arrive : wait);
    requestAnimationFrame(wait);
})"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-gpu", *LESS_WORK],
    }


def without_notices(context):
    """Nothing is new: what a page asks after it stands would meet the end of the test on the one connection.

    How the head counts is a test of its own. The page's own script is answered in the page: a browser whose requests
    are looked through keeps no file, and every page would ask for its thirty scripts and styles again.
    """
    nothing = {"count": 0, "shown": "", "said": "0", "seen": 0}
    addresses = [reverse(name) for name in ("count_notices", "opened_notices")]
    context.add_init_script(ANSWER % {"addresses": json.dumps(addresses), "answer": json.dumps(nothing)})
    return context


@pytest.fixture
def open_pages(browser, live_server):
    """`open_pages(width=…, scheme=…, language=…, user=…)` gives a watched page, signed in if a user is named.

    Pages open in that width and scheme; each is looked at in those of `also`, too, before anything else happens.
    """
    opened: list[Watched] = []

    def make(
        *, width=1440, scheme="light", also=(), language="vi", user=None, tabs=False, notices=False
    ) -> Watched:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            timezone_id=settings.TIME_ZONE,
        )
        if not notices:
            without_notices(context)
        if not tabs:
            # As somebody who has all parts of a long form at once; what tabs do has a test of its own.
            context.add_init_script("try { localStorage.setItem('form-parts', 'all') } catch { }")
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if user is not None:
            cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        opened.append(Watched(context.new_page(), live_server.url, ((width, scheme), *also)))
        return opened[-1]

    yield make
    for watched in opened:
        # What is still answered would meet the tables while they are emptied.
        watched.wait_for_answers()
        watched.page.context.close()


@pytest.fixture
def sample_office(live_server):
    """The server shows the sample office, whole and as it was loaded, to this test alone."""
    with databases.office("sample_office"):
        yield
    databases.drop_copies()


@pytest.fixture
def one_of_each(live_server):
    """A row of every kind of record; `live_server` empties the tables afterwards."""
    return {model: factory() for model, factory in FACTORIES.items()}


@pytest.fixture
def root(live_server):
    return UserFactory(username="root", full_name="Cầm Thị Én", is_superuser=True)


class Watched:
    """A page whose console, requests, size and names are looked at wherever it goes."""

    def __init__(self, page, home: str, looks: tuple[Look, ...]) -> None:
        self.page = page
        self.home = home
        self.looks = looks
        self.look_now = looks[0]
        self.problems: list[str] = []
        self.expected_status = 200
        self.listening = True
        self.judging = True
        self.menu_judged: set[Look] = set()
        self.unanswered: set[Any] = set()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._tell(f"script error: {error}"))
        page.on("request", self._request)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)

    def _tell(self, problem: str) -> None:
        width, scheme = self.look_now
        self.problems.append(f"{self.page.url.removeprefix(self.home)} ({width}, {scheme}): {problem}")

    def _console(self, message) -> None:
        # Chromium prints the status of a page that is meant to be a refusal.
        meant = f"status of {self.expected_status}" in message.text
        if self.listening and message.type in {"error", "warning"} and not meant:
            self._tell(f"console: {message.text}")

    def _request(self, request) -> None:
        self.unanswered.add(request)
        if not request.url.startswith((self.home, "data:")):
            self._tell(f"request to another host: {request.url}")

    def _answered(self, request) -> None:
        self.unanswered.discard(request)

    def visit(self, address: str, *, status: int = 200, allowed: frozenset[str] = frozenset()) -> None:
        """Opens a page and looks at it; what is wrong is added to `problems`."""
        self.expected_status = status
        answer = self.page.goto(address)
        if answer.status != status:
            self._tell(f"status {answer.status} instead of {status}")
        self.look(allowed=allowed)

    def wait_for_answers(self) -> None:
        """Waits, up to ten seconds, until nothing that the page asked for is still being answered."""
        for _turn in range(500):
            if not self.unanswered or self.page.is_closed():
                return
            self.page.wait_for_timeout(20)

    def look(self, *, allowed: frozenset[str] = frozenset()) -> None:
        self.page.wait_for_load_state("load")
        # A print of certificates goes on by itself, and shows its page anew at its end.
        printing = self.page.locator("[data-batch][data-step]")
        if printing.count():
            printing.wait_for(state="detached")
            self.page.locator("main").first.wait_for(state="attached")
            self.page.wait_for_load_state("load")
        for look in self.looks:
            self._turn(look)
            self._arrive()
            self._width()
            if self.judging:
                self._accessibility(allowed)
        self._turn(self.looks[0])

    def _turn(self, look: Look) -> None:
        if look == self.look_now:
            return
        self.look_now = look
        width, scheme = look
        self.page.set_viewport_size({"width": width, "height": self.page.viewport_size["height"]})
        self.page.emulate_media(color_scheme=scheme)

    def _arrive(self) -> None:
        self.page.evaluate(ARRIVE, f"(prefers-color-scheme: {self.look_now[1]})")

    def _width(self) -> None:
        wider = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wider > 0 and self.page.viewport_size["width"] < 800:
            self._tell(f"wider than the screen by {wider} px")

    def _accessibility(self, allowed: frozenset[str]) -> None:
        # While it looks, axe tries out styles that the page's policy forbids: that is its noise, not the page's.
        self.listening = False
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE)
        judged = self.look_now in self.menu_judged
        found = self.page.evaluate(RUN_AXE, [MENU] if judged else [])
        if not judged and self.page.locator(MENU).count():
            self.menu_judged.add(self.look_now)
        self.listening = True
        for violation in found["violations"]:
            if violation["id"] not in allowed:
                places = "; ".join(str(node["target"][0]) for node in violation["nodes"][:4])
                self._tell(f"axe {violation['id']} ({len(violation['nodes'])}): {places}")
