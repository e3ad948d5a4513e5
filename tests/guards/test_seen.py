"""No post of any page writes anything unless it says which version of the record it saw."""

from collections import defaultdict

import pytest
from django.db import transaction
from django.test import Client

from office_culture.models import Event
from office_culture.models.events import READING, Verb
from tests.guards.foreign import PLANTED_KEY
from tests.matrix import shares
from tests.matrix.pages import SEEN, typed_on
from tests.matrix.questions import ARGUMENT, asked_names, filled, routes
from tests.matrix.secrets import plant_all
from tests.sessions import session_of

pytestmark = pytest.mark.django_db

# Why a post of these needs none, by the end of their address.
NOTHING_SEEN = {
    "add/": "a new record: nobody has seen a version of it",
    "begin/": "a new print",
    "drafts/deleted/<int:event>/": "a deleted draft has one state only, that of the event of its deletion",
    "import/": "the preview, which writes nothing",
    "export/": "only reads",
    "certificatebatch/<path:object_id>/step/": "goes on with what waits, and never twice with the same certificate",
}
_WRITES = set(Verb) - READING - {Verb.UPLOAD}


# Pages that one brick serves for many kinds have addresses of one end: the suite asks a few of each, `make matrix` all.
OF_ONE_END = 3


def posts() -> list[str]:
    """The addresses about a record of ours; nobody loses anything by a post to another one."""
    found = [
        route
        for route in sorted(set(routes()))
        if ARGUMENT.search(route)
        and not any(
            route.endswith(end) for end in (*NOTHING_SEEN, "/history/", "template/<int:place>/", ".pdf")
        )
        and "history/<int:version>/" not in route
    ]
    by_end: dict[str, list[str]] = defaultdict(list)
    for route in found:
        by_end[ARGUMENT.split(route)[-1] or route].append(route)
    return [
        route
        for routes_of_end in by_end.values()
        for route in routes_of_end[:: 1 if shares.WHOLE else max(1, len(routes_of_end) // OF_ONE_END)]
    ]


def written_by(browser, address: str, data: dict[str, str]) -> list[tuple]:
    """The verbs and kinds of the changes that a post writes; they are taken back."""
    before = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        browser.post(address, data)
        written = Event.objects.filter(pk__gt=before, verb__in=_WRITES)
        found = list(written.values_list("verb", "content_type__model"))
        transaction.set_rollback(True)
    return found


@pytest.mark.long
def test_no_post_writes_unseen(superuser, capsys, settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    plant_all()
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(superuser)
    unseen, asked, seen = [], 0, 0
    routes_of_run = shares.of_this_run(posts())
    with shares.Told(capsys, f"unseen posts, of {len(posts())} addresses", len(routes_of_run)) as told:
        for route in routes_of_run:
            address = filled(route, PLANTED_KEY)
            answer = browser.get(address)
            page = answer.content.decode(errors="replace")
            sent = typed_on(page)
            everything = dict.fromkeys((name for name in asked_names() if not SEEN.search(name)), "x")
            everything |= {
                "remark": str(PLANTED_KEY),
                "into": str(PLANTED_KEY + 1),
                "post": "yes",
                "section": "",
            }
            found = []
            for data in (sent, {**everything, **sent}, {**sent, "opened_version": "99999", "post": "yes"}):
                asked += 1
                if written := written_by(browser, address, data):
                    found.append(f"{address}: {written[:3]}")
            if route.endswith(("/change/", "/next/", "/default/")):
                seen += bool(written_by(browser, address, typed_on(page, with_versions=True)))
            told.asked("page", answer.status_code, found)
            unseen += found
    assert asked > 120 or shares.WHOLE
    assert unseen == []
    assert seen > 0, "the same posts write where they say what they saw"


@pytest.mark.parametrize("end", NOTHING_SEEN)
def test_each_exception_is_an_address(end):
    assert any(route.endswith(end) for route in routes())
