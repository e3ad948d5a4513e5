"""Signing in leaves its traces, guessing is stopped, and a refusal is a page and an event."""

from ipaddress import ip_address

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from office_culture.models import Event, Verb
from office_culture.project.middleware import BehindProxy
from office_culture.rules.requests import address_in, address_of
from tests.answers import assert_saved
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai"


@pytest.fixture
def clerk(unit_a):
    user = UserFactory(username="clerk", unit=unit_a)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def locking(settings):
    settings.AXES_ENABLED = True


def sign_in(browser, password, username="clerk"):
    return browser.post(reverse("admin:login"), {"username": username, "password": password})


def test_signing_in_and_out_are_events(clerk, client):
    sign_in(client, PASSWORD)
    client.post(reverse("admin:logout"))
    happened = Event.objects.exclude(verb__in=(Verb.CREATE, Verb.CHANGE))
    found = list(happened.order_by("pk").values_list("verb", "actor", "address"))
    assert found == [(Verb.SIGN_IN, clerk.pk, "127.0.0.1"), (Verb.SIGN_OUT, clerk.pk, "127.0.0.1")]


def test_a_failed_sign_in_names_the_account_and_never_the_words_typed(clerk, client):
    sign_in(client, "sai-mat-khau")
    sign_in(client, "x", username="mat-khau-go-nham-o-ten")
    known, unknown = Event.objects.filter(verb=Verb.SIGN_IN_FAILED).order_by("pk")
    assert (known.verb, known.object_name, known.actor) == (Verb.SIGN_IN_FAILED, str(clerk), None)
    assert (unknown.verb, unknown.object_name) == (Verb.SIGN_IN_FAILED, "")
    assert "mat-khau" not in f"{known.detail}{unknown.detail}{unknown.reason}{unknown.actor_name}"


def test_the_fifth_wrong_password_locks_even_the_right_one_out(clerk, client, locking):
    for _ in range(4):
        assert sign_in(client, "sai-mat-khau").status_code == 200
    locked = sign_in(client, "sai-mat-khau")
    assert locked.status_code == 429
    assert "registration/locked_out.html" in [template.name for template in locked.templates]
    assert sign_in(client, PASSWORD).status_code == 429
    assert Event.objects.filter(verb=Verb.LOCKED_OUT, object_id=clerk.pk).exists()
    assert not Event.objects.filter(verb=Verb.SIGN_IN).exists()


def test_another_address_is_not_locked(clerk, client, locking):
    for _ in range(5):
        sign_in(client, "sai-mat-khau")
    assert_saved(sign_in(Client(REMOTE_ADDR="10.0.0.9"), PASSWORD))


def test_a_refused_page_is_an_event_and_says_what_to_do(plain_staff, signed_in):
    address = reverse("admin:office_culture_unit_changelist")
    answer = signed_in(plain_staff).get(address)
    assert answer.status_code == 403
    assert "403.html" in [template.name for template in answer.templates]
    event = Event.objects.get(verb=Verb.REFUSED)
    assert (event.actor, event.detail["path"]) == (plain_staff, address)


def told_by_proxy(rf, told):
    request = rf.get("/", headers={"X-Forwarded-For": told}, REMOTE_ADDR="127.0.0.1")
    BehindProxy(lambda seen: None)(request)
    return address_of(request)


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("1.2.3.4, 10.20.30.40", "10.20.30.40"),
        ("10.0.0.7:53122", "10.0.0.7"),
        ("1.2.3.4:5, 10.0.0.7:53122", "10.0.0.7"),
        ("10.0.0.7:", "10.0.0.7"),
        ("[2001:db8::7]:53122", "2001:db8::7"),
        ("[2001:DB8:0:0::7]", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("[::ffff:10.0.0.7]:80", "10.0.0.7"),
        ("unknown", None),
        ("10.0.0.7.example.vn", None),
        ("10.0.0.300:80", None),
        ("[10.0.0.7", None),
        ("1.2.3.4, <script>", None),
        ("\u0661.2.3.4", None),
        ("", "127.0.0.1"),
        (" , ", "127.0.0.1"),
    ],
)
def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(rf, told, address):
    assert told_by_proxy(rf, told) == address


@given(st.text(st.characters(max_codepoint=255) | st.sampled_from("0123456789abcdef.:[]%, "), max_size=40))
def test_whatever_a_proxy_tells_is_an_address_or_none(told):
    address = address_in(told)
    assert address is None or address == str(ip_address(address))


@pytest.fixture
def proxied(settings):
    settings.MIDDLEWARE = ["office_culture.project.middleware.BehindProxy", *settings.MIDDLEWARE]


@pytest.mark.parametrize("pattern", ["10.0.0.7:{}", "[2001:db8::7]:{}", "unknown{}"])
def test_behind_a_proxy_changing_ports_are_one_address(clerk, locking, proxied, pattern):
    answers = [
        sign_in(Client(headers={"X-Forwarded-For": pattern.format(53122 + n)}), "sai-mat-khau").status_code
        for n in range(8)
    ]
    assert answers == [200] * 4 + [429] * 4
    assert sign_in(Client(headers={"X-Forwarded-For": pattern.format(1)}), PASSWORD).status_code == 429
    assert sign_in(Client(headers={"X-Forwarded-For": "10.0.0.8:1"}), PASSWORD).status_code == 302
    assert Event.objects.get(verb=Verb.SIGN_IN).address == "10.0.0.8"
