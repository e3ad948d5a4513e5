"""What a reader sees, and what the log and the mail say, when something breaks; and what watchers are told."""

import io
import json
import logging
import re
import runpy
from logging.config import dictConfig
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.log import configure_logging

from office_culture import __version__
from office_culture.models import Event, frozen
from office_culture.project import health
from office_culture.project.logs import JsonFormatter, logging_settings
from tests.factories.office import UnitFactory

NUMBER = re.compile(r"<strong>([0-9A-F]{4}-[0-9A-F]{4})</strong>")
ROOT = Path(__file__).resolve().parents[2]
PERSONAL = "Nguyễn Thị Riêng Tư"


@pytest.fixture
def written(settings):
    """`written()` gives the lines of the log as a real office writes them; mails go to its administrators."""
    settings.ADMINS = [("ops@example.vn", "ops@example.vn")]
    stream = io.StringIO()
    real = logging_settings()
    real["handlers"]["console"]["stream"] = stream
    dictConfig(real)
    yield lambda: stream.getvalue().splitlines()
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("vi", "500"), ("en", "Something went wrong")])
def test_page_log_and_mail_of_an_error_have_one_number_and_no_name(
    superuser, signed_in, monkeypatch, written, language, words
):
    unit = UnitFactory(name=PERSONAL)

    def fails(*args, **kwargs):
        raise ValueError(f"Key (name)=({PERSONAL}) already exists")

    monkeypatch.setattr("office_culture.project.glance.cards", fails)
    browser = signed_in(superuser)
    browser.raise_request_exception = False
    browser.cookies["django_language"] = language
    page = browser.post(reverse("admin:index"), {"q": PERSONAL, "unit": unit.pk})
    assert page.status_code == 500
    assert words in page.content.decode()
    assert f'lang="{language}"' in page.content.decode()
    [number] = NUMBER.findall(page.content.decode())
    [line] = [json.loads(text) for text in written()]
    assert (line["number"], line["level"], line["status"]) == (number, "ERROR", 500)
    assert line["error"][0] == "builtins.ValueError"
    assert any("dashboard" in place or "admin_site" in place for place in line["where"])
    [sent] = mail.outbox
    assert number in sent.subject
    for text in (*written(), sent.body):
        assert PERSONAL not in text
        assert superuser.username not in text


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404])
def test_every_refusal_has_its_number_on_the_page_and_in_the_log(status, plain_staff, signed_in, written):
    browser = signed_in(plain_staff)
    address, more = {
        400: (reverse("admin:login"), {"headers": {"host": "evil.example"}}),
        403: (reverse("admin:office_culture_unit_changelist"), {}),
        404: (f"/khong-co/{PERSONAL}/", {}),
    }[status]
    page = browser.get(address, **more)
    assert page.status_code == status
    [number] = NUMBER.findall(page.content.decode())
    lines = [json.loads(text) for text in written()]
    assert lines
    assert {line["number"] for line in lines} == {number}
    assert not any(PERSONAL in text for text in written())
    if status == 403:
        [event] = Event.objects.filter(verb="refused")
        assert event.request.hex[:8].upper() == number.replace("-", "")


@pytest.mark.django_db
class TestHealth:
    def test_all_is_well(self, client):
        page = client.get("/healthz")
        assert page.status_code == 200
        assert page[health.VERSION_HEADER] == __version__
        assert page.content.decode().splitlines() == [
            f"{name}: OK" for name in ("database", "files", "migrations", "triggers")
        ]
        assert client.get("/readyz").content.decode().splitlines() == ["database: OK", "migrations: OK"]
        assert client.get("/healthz?format=json").json()["triggers"] == "OK"
        assert client.post("/healthz").status_code == 405

    @pytest.mark.parametrize("check", ["Files", "Migrations", "Triggers", "Database"])
    def test_each_thing_that_fails_is_named_and_nothing_else_is_told(
        self, client, monkeypatch, check, settings, tmp_path
    ):
        if check == "Files":
            (tmp_path / "file").write_text("")
            settings.PRIVATE_FILES_DIR = tmp_path / "file" / "below"
        elif check == "Migrations":
            monkeypatch.setattr(health, "_wanted", lambda: frozenset({("awards", "9999_later")}))
        elif check == "Triggers":
            frozen.remove("default")
        else:
            monkeypatch.setattr(health.Database, "works", lambda self: 1 / 0)
        page = client.get("/healthz")
        assert page.status_code == 500
        failing = [line for line in page.content.decode().splitlines() if not line.endswith(": OK")]
        assert len(failing) == 1
        assert failing[0].startswith(f"{check.lower()}: ")
        assert str(tmp_path) not in page.content.decode()
        ready = client.get("/readyz").status_code
        assert ready == (500 if check in {"Database", "Migrations"} else 200)

    def test_a_watcher_sends_no_mail_and_keeps_no_session(self, monkeypatch, written):
        monkeypatch.setattr(health.Files, "works", lambda self: False)
        Client().get("/healthz")
        assert not mail.outbox
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM django_session")
            assert cursor.fetchone() == (0,)


def test_a_message_keeps_its_words_and_numbers_alone():
    def record(message, *args, **more):
        made = logging.LogRecord("x", logging.WARNING, "f", 1, message, args, None)
        made.__dict__.update(more)
        return json.loads(JsonFormatter().format(made))["message"]

    assert record("Row %s of “%s”", 7, PERSONAL) == "Row 7 of “…”"
    assert record("Paper %(pk)s", {"pk": 3}) == "Paper 3"
    assert record("%d of it", "x") == "%d of it"


def test_the_server_in_front_of_the_program_writes_the_same_lines_and_no_reader():
    server = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    formatter = server["logconfig_dict"]["formatters"]["json"]["()"]()

    def line(message, *args, error=None):
        kind = (type(error), error, None) if error else None
        made = logging.LogRecord("gunicorn.error", logging.ERROR, "f", 1, message, args, kind)
        return json.loads(formatter.format(made))

    ours = logging.LogRecord("x", logging.ERROR, "f", 1, "Paper", (), None)
    assert line("x").keys() == json.loads(JsonFormatter().format(ours)).keys()
    assert line("WORKER TIMEOUT (pid:%s)", 7)["message"] == "WORKER TIMEOUT (pid:7)"
    told = [
        line("Error handling request %s %s", "GET", f"/?q={PERSONAL}", error=ValueError(PERSONAL)),
        line(f"Invalid request from ip=10.0.0.7: Invalid HTTP request line: 'GET /?q={PERSONAL}'"),
    ]
    assert told[0]["error"] == ["builtins.ValueError"]
    assert not [text for text in map(str, told) if PERSONAL in text or "10.0.0.7" in text]
    # Why it does not start must be readable; no request has been read by then.
    assert line("Exception in worker process", error=ValueError("Set SECRET_KEY"))["why"] == "Set SECRET_KEY"
