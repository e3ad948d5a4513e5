"""Signing in leaves its traces, guessing is stopped, and a refusal is a page and an event."""

import html
import re
from ipaddress import ip_address

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from office_culture.models import Event, Unit, Verb
from office_culture.project.middleware import BehindProxy
from office_culture.rules.requests import address_in, address_of
from office_culture.rules.sign_in_limits import ADDRESS
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
    happened = Event.objects.exclude(verb__in=(Verb.CREATE, Verb.CHANGE, Verb.PASSWORD))
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
        sign_in(
            Client(headers={"X-Forwarded-For": pattern.format(53122 + n)}), "sai-mat-khau", username=f"ai-{n}"
        ).status_code
        for n in range(ADDRESS.free + 2)
    ]
    assert answers == [200] * (ADDRESS.free - 1) + [429] * 3
    assert sign_in(Client(headers={"X-Forwarded-For": pattern.format(1)}), PASSWORD).status_code == 429
    assert sign_in(Client(headers={"X-Forwarded-For": "10.0.0.8:1"}), PASSWORD).status_code == 302
    assert Event.objects.get(verb=Verb.SIGN_IN).address == "10.0.0.8"


# Two tabs


def opened(browser: Client, address: str) -> str:
    """The token of the form in a tab opened now."""
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(address).content.decode())[1]


@pytest.fixture
def checked():
    return Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})


def test_signing_in_in_two_tabs_leads_on_in_both(clerk, checked):
    page = reverse("admin:login")
    first, second = opened(checked, page), opened(checked, page)
    typed = {"username": "clerk", "password": PASSWORD, "next": reverse("account")}
    assert_saved(checked.post(page, {**typed, "csrfmiddlewaretoken": first}))
    again = checked.post(page, {**typed, "csrfmiddlewaretoken": second})
    assert (again.status_code, again["Location"]) == (302, reverse("account"))
    assert checked.get(reverse("account")).status_code == 200
    elsewhere = {**typed, "next": "https://la.example/", "csrfmiddlewaretoken": second}
    assert checked.post(page, elsewhere)["Location"] == reverse("start")
    checked.cookies.pop("sessionid")
    out_of_date = checked.post(page, {**typed, "csrfmiddlewaretoken": second})
    assert (out_of_date.status_code, out_of_date["Location"]) == (302, page)
    assert Event.objects.filter(verb=Verb.SIGN_IN).count() == 1


def test_another_name_in_the_second_tab_becomes_nobody_else(clerk, checked):
    page = reverse("admin:login")
    old = opened(checked, page)
    checked.post(
        page, {"username": "clerk", "password": PASSWORD, "csrfmiddlewaretoken": opened(checked, page)}
    )
    answer = checked.post(
        page, {"username": "other", "password": PASSWORD, "csrfmiddlewaretoken": old}, follow=True
    )
    assert any(str(clerk) in str(message) for message in answer.context["messages"])


def test_what_was_typed_before_a_new_sign_in_is_sent_once_more_at_a_click(superuser, checked):
    superuser.set_password(PASSWORD)
    superuser.save()
    page, add = reverse("admin:login"), reverse("admin:office_culture_unit_add")
    typed = {"username": superuser.username, "password": PASSWORD}
    checked.post(page, {**typed, "csrfmiddlewaretoken": opened(checked, page)})
    form = {"name": 'Phòng "Mới" & <cũ>', "kind": "department", "csrfmiddlewaretoken": opened(checked, add)}
    checked.cookies.pop("sessionid")
    checked.post(page, {**typed, "csrfmiddlewaretoken": opened(checked, page)})
    asked = checked.post(add, form)
    assert asked.status_code == 409
    assert "form_of_another_tab.html" in [template.name for template in asked.templates]
    assert html.escape(form["name"]) in asked.content.decode()
    assert f'action="{add}"' in asked.content.decode()
    assert not Unit.objects.exists()
    foreign = checked.post(add, form, headers={"Origin": "https://la.example"})
    assert foreign.status_code == 403
    assert Event.objects.filter(verb=Verb.REFUSED, detail__kind="csrf").exists()
