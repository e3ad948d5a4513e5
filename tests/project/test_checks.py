"""A production start refuses what anybody can enter: published sign-ins, a weak secret, names of every server."""

import os
import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from office_culture.models import User
from office_culture.project.checks import own_secret_and_hosts, refuse_unsafe_start, sample_sign_ins
from office_culture.project.sample.loader import SAMPLE_OFFICE, read
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.SAMPLE_OFFICE_ALLOWED = False
    settings.SECRET_KEY = secrets.token_urlsafe(50)
    settings.ALLOWED_HOSTS = ["records.example.vn"]


def account(**fields) -> User:
    tables = read(SAMPLE_OFFICE)
    user = UserFactory(username=tables["accounts"][0]["username"], **fields)
    user.set_password(tables["password"])
    user.save()
    return user


def test_a_published_sign_in_stops_the_server_and_every_command(production):
    published = account()
    with pytest.raises(ImproperlyConfigured, match=published.username):
        refuse_unsafe_start()
    with pytest.raises(SystemCheckError, match=r"project\.E001"):
        call_command("check")


def test_another_password_or_a_closed_account_is_no_danger(production):
    published = account(is_active=False)
    assert refuse_unsafe_start() is None
    published.is_active = True
    published.set_password("mot-mat-khau-khac-han")
    published.save()
    assert refuse_unsafe_start() is None


def test_the_sample_office_may_have_them():
    account()
    assert sample_sign_ins(None) == []


def test_an_empty_database_is_not_asked(production, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda *args, **kwargs: [])
    assert refuse_unsafe_start() is None


@pytest.mark.parametrize(
    "weak",
    [
        "short-Secret-1",
        "a" * 60,
        "django-insecure-" + "k3y!" * 12 + "abcdefghijklmn",
        "secret-key-of-ours" * 4,
    ],
)
def test_a_weak_secret_stops_the_server_and_every_command(production, settings, weak):
    settings.SECRET_KEY = weak
    assert [error.id for error in own_secret_and_hosts(None)] == ["project.E004"]
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        refuse_unsafe_start()
    with pytest.raises(SystemCheckError, match=r"project\.E004"):
        call_command("check")


@pytest.mark.parametrize("hosts", [["*"], ["records.example.vn", "*"], ["*.example.vn"], ["."], [""], []])
def test_names_of_every_server_are_refused(production, settings, hosts):
    settings.ALLOWED_HOSTS = hosts
    assert [error.id for error in own_secret_and_hosts(None)] == ["project.E003"]
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        refuse_unsafe_start()


def test_a_random_secret_and_own_names_are_accepted(production):
    assert own_secret_and_hosts(None) == []
    assert refuse_unsafe_start() is None


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"])
def test_what_production_needs_and_is_empty_is_named(missing):
    needed = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "records.example.vn",
        "DATABASE_URL": "sqlite:///:memory:",
    }
    run = subprocess.run(
        [sys.executable, "-c", "import office_culture.project.settings.production"],
        env={**os.environ, **needed, missing: ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].endswith(
        f"Set the environment variable {missing} before starting in production."
    )
