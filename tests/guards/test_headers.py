"""Every answer carries the headers that protect browsers, whatever it is and whoever made it."""

import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import get_commands, load_command_class
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.converters import IntConverter, StringConverter, UUIDConverter

from office_culture.project import urls
from tests.browsers import Browser

pytestmark = pytest.mark.django_db

WANTED = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=",
}


@pytest.fixture(autouse=True)
def production(settings):
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True


def assert_protected(answer) -> None:
    missing = {name for name, words in WANTED.items() if words not in answer.headers.get(name, "")}
    assert not missing, (answer.status_code, answer.request["PATH_INFO"], missing)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def addresses(patterns, before: str = ""):
    """An address for each pattern of the project, filled with values that lead to no record."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "^" not in route:
            for name, converter in pattern.pattern.converters.items():
                kind = "1" if isinstance(converter, IntConverter | StringConverter) else "x"
                value = (
                    "00000000-0000-0000-0000-000000000000" if isinstance(converter, UUIDConverter) else kind
                )
                for written in (f"<{converter_name(converter)}:{name}>", f"<{name}>"):
                    route = route.replace(written, value)
            yield f"/{route}"


def converter_name(converter) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def visited(browser, address: str, **kwargs):
    return read(browser.get(address, secure=True, **kwargs))


def read(answer):
    """The answer with its file closed: reading to the end does that, and leaves the connection of the test alone."""
    if answer.streaming:
        b"".join(answer)
    return answer


@pytest.mark.long
@pytest.mark.parametrize("signed", [False, True], ids=["stranger", "signed-in"])
def test_every_address_of_the_project(signed, superuser, signed_in):
    browser = signed_in(superuser) if signed else Client()
    browser.raise_request_exception = False
    # All kinds of record have the same pages.
    kinds = {
        re.sub("^/admin/[a-z_]+/[a-z]+/", "", address): address
        for address in addresses(get_resolver().url_patterns)
    }
    statuses = set()
    for address in kinds.values():
        answer = visited(browser, address)
        assert_protected(answer)
        statuses.add(answer.status_code)
    assert statuses >= ({200, 302, 404, 405} if signed else {200, 302, 404})


def broken(request):
    raise RuntimeError("told to nobody")


@pytest.fixture
def with_a_fault(settings):
    settings.ROOT_URLCONF = type(
        "Faulty",
        (),
        {
            "urlpatterns": [path("broken/", broken), *urls.urlpatterns],
            "handler403": urls.handler403,
            "handler404": urls.handler404,
        },
    )


def test_errors_and_redirects_that_the_middleware_makes(settings, with_a_fault, superuser):
    settings.AXES_ENABLED = True
    stranger = Client(raise_request_exception=False)
    assert_protected(answer := visited(stranger, "/broken/"))
    assert answer.status_code == 500
    assert_protected(answer := visited(stranger, "/%00"))
    assert answer.status_code == 404
    assert_protected(answer := visited(stranger, "/admin"))
    assert answer.status_code == 301
    assert_protected(answer := visited(stranger, "/admin/", headers={"Host": "la.example"}))
    assert answer.status_code == 400
    guessed = {"username": "x", "password": "y"}
    locked = [stranger.post("/admin/login/", guessed, secure=True) for _try in range(6)][-1]
    assert locked.status_code == 429
    assert_protected(locked)
    forged = Client(enforce_csrf_checks=True).post("/admin/login/", guessed, secure=True)
    assert_protected(forged)
    foreign = Client(enforce_csrf_checks=True, headers={"Origin": "https://la.example"})
    assert_protected(answer := foreign.post("/admin/login/", guessed, secure=True))
    assert answer.status_code == 403
    settings.SECURE_SSL_REDIRECT = True
    plain = Client(raise_request_exception=False)
    for host, status in (("testserver", 301), ("la.example", 400)):
        answer = plain.get("/admin/", headers={"Host": host})
        assert answer.status_code == status
        # Browsers heed this one over HTTPS only.
        answer.headers["Strict-Transport-Security"] = "max-age="
        assert_protected(answer)


@pytest.mark.parametrize("method", ["get", "head", "options", "delete"])
def test_static_files_with_every_method(client, method):
    answer = read(getattr(client, method)("/static/office_culture/screen.css", secure=True))
    assert_protected(answer)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_development_server_answers_no_static_file_by_itself(client):
    command = load_command_class(get_commands()["runserver"], "runserver")
    options = command.create_parser("manage.py", "runserver").parse_args([])
    assert not isinstance(command.get_handler(**vars(options)), StaticFilesHandler)
    outside = visited(Client(raise_request_exception=False), "/static/..%2f..%2fetc/passwd")
    assert outside.status_code in {400, 404}
    assert_protected(outside)


def test_a_file_that_did_not_change(client):
    first = visited(client, "/static/office_culture/screen.css")
    again = visited(
        client, "/static/office_culture/screen.css", headers={"If-Modified-Since": first["Last-Modified"]}
    )
    assert again.status_code == 304
    assert_protected(again)


def test_downloads(superuser, signed_in, office):
    browser: Browser = signed_in(superuser)
    address = "/admin/office_culture/unit/export/"
    answer = browser.post(address, {"format": "xlsx", "resource": 0}, secure=True)
    assert answer.headers.get("Content-Disposition", "").startswith("attachment"), answer.status_code
    assert_protected(answer)


def test_the_headers_stand_outside_of_all_else():
    assert settings.MIDDLEWARE[0] == "office_culture.project.middleware.SecurityHeaders"
