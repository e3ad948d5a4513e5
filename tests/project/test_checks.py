"""A production start refuses the published sign-ins of the sample office."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from office_culture.models import User
from office_culture.project.checks import refuse_sample_sign_ins, sample_sign_ins
from office_culture.project.sample.loader import SAMPLE_OFFICE, read
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.SAMPLE_OFFICE_ALLOWED = False


def account(**fields) -> User:
    tables = read(SAMPLE_OFFICE)
    user = UserFactory(username=tables["accounts"][0]["username"], **fields)
    user.set_password(tables["password"])
    user.save()
    return user


def test_a_published_sign_in_stops_the_server_and_every_command(production):
    published = account()
    with pytest.raises(ImproperlyConfigured, match=published.username):
        refuse_sample_sign_ins()
    with pytest.raises(SystemCheckError, match=r"project\.E001"):
        call_command("check")


def test_another_password_or_a_closed_account_is_no_danger(production):
    published = account(is_active=False)
    assert refuse_sample_sign_ins() is None
    published.is_active = True
    published.set_password("mot-mat-khau-khac-han")
    published.save()
    assert refuse_sample_sign_ins() is None


def test_the_sample_office_may_have_them():
    account()
    assert sample_sign_ins(None) == []


def test_an_empty_database_is_not_asked(production, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda *args, **kwargs: [])
    assert refuse_sample_sign_ins() is None
