"""What the pages of a real office weigh: minified libraries, compressed pages, a light start page."""

import gzip
import re
from pathlib import PurePosixPath

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from office_culture.admin.bricks import RecordAdmin
from tests.guards.registry import name_of, own_admins
from tests.sessions import session_of

pytestmark = pytest.mark.django_db

LIGHTEST = 60 * 1024  # bytes of the start page at the first visit, with all that it loads
# About what a server adds to each answer.
HEAD = 600
_LOADED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"[^>]*?href|script[^>]*?src|img src)="/static/([^"?]+)'
)


def loaded(html: str) -> set[str]:
    return set(_LOADED.findall(html))


@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_libraries_are_served_minified(model_admin, settings):
    """Django chooses by DEBUG, which is off in an office: what a page names by itself has to be the small one, too."""
    assert not settings.DEBUG
    media = model_admin.media
    for inline in model_admin.inlines:
        media = media + inline(model_admin.model, model_admin.admin_site).media
    assert_minified(re.findall(r'(?:src|href)="/static/([^"]+)', str(media)))
    assert not isinstance(model_admin, RecordAdmin) or "xregexp" not in str(media)


def assert_minified(names) -> None:
    for name in names:
        path = PurePosixPath(name)
        # Words of a language are short, and have no other form.
        if "vendor" in path.parts and "i18n" not in path.parts:
            assert ".min." in path.name, name


def test_the_start_page_is_light_at_the_first_visit(superuser):
    client = Client()
    client.cookies["sessionid"] = session_of(superuser)
    client.cookies["django_language"] = "vi"
    answer = client.get("/admin/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    html = gzip.decompress(answer.content).decode()
    names = loaded(html)
    assert {"office_culture/screen.css", "office_culture/screen.js", "office_culture/print.css"} <= names
    assert_minified(names)
    weight = len(answer.content) + HEAD
    for name in names:
        with open(finders.find(name), "rb") as file:
            weight += len(gzip.compress(file.read(), 9)) + HEAD
    assert weight <= LIGHTEST, weight


def test_a_page_without_rights_and_a_file_are_not_made_larger(client):
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
    plain = client.get("/admin/login/")
    assert "Content-Encoding" not in plain.headers
    packed = client.get("/admin/login/", headers={"Accept-Encoding": "gzip"})
    assert packed["Vary"].count("Accept-Encoding") == 1
    assert len(packed.content) < len(plain.content) / 2
