"""Guessing is slow from wherever it comes, and nobody locks out who has signed in before."""

import datetime

import pytest
import time_machine
from axes.models import AccessFailureLog
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office_culture.actions.accounts import give_code
from office_culture.actions.sign_in_limits import COOKIE, count_failure, wait_for
from office_culture.models import Device, Event, Verb
from office_culture.rules import sign_in_limits
from office_culture.rules.requests import browser_of, network_of
from office_culture.rules.sign_in_limits import ACCOUNT, ADDRESS, DEVICE, WINDOW, key_of
from tests.answers import assert_saved
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai"
START = datetime.datetime(2026, 11, 2, 8, tzinfo=datetime.UTC)
MINUTES = datetime.timedelta(minutes=1)
# No address or account is ever tried more often within a day, by whatever pattern.
MOST = {"account": 12, "address": 46, "device": 12}


@pytest.fixture(autouse=True)
def locking(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def leader(office):
    user = UserFactory(username="leader", unit=office)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(browser, password, username="leader"):
    return browser.post(reverse("admin:login"), {"username": username, "password": password})


def known_device(address="10.9.9.9") -> Client:
    """A browser in which the leader has signed in, and out again."""
    browser = Client(REMOTE_ADDR=address)
    assert sign_in(browser, PASSWORD).status_code == 302
    browser.post(reverse("admin:logout"))
    return browser


# The rule alone


def tries(limit, waits):
    """When guesses are let through if the next one is tried after each of `waits`, from the moment it may be made."""
    now, made = START, []
    for pause in waits:
        counted = [at for at in made if at > now - WINDOW]
        now += limit.wait(len(counted), max(counted, default=None), now) + pause
        made.append(now)
    return made


@pytest.mark.parametrize(
    ("limit", "most"), [(ACCOUNT, MOST["account"]), (ADDRESS, MOST["address"]), (DEVICE, MOST["device"])]
)
@settings(max_examples=20, deadline=None)
@given(waits=st.lists(st.sampled_from([0, 0, 0, 1, 90, 600, 1500]).map(lambda m: m * MINUTES), max_size=80))
def test_whoever_waits_as_he_likes_guesses_a_few_times_a_day(limit, most, waits):
    made = tries(limit, waits + [datetime.timedelta()] * 60)
    for start in made:
        assert sum(start <= at < start + WINDOW for at in made) <= most


@given(
    st.sampled_from([ACCOUNT, ADDRESS, DEVICE]),
    st.integers(min_value=0, max_value=400),
    st.integers(min_value=0, max_value=3000),
)
def test_the_lock_grows_with_each_failure_and_ends(limit, failures, minutes):
    now = START + minutes * MINUTES
    wait = limit.wait(failures, START, now)
    assert datetime.timedelta() <= wait <= limit.longest
    assert limit.wait(failures, START, now) <= limit.wait(failures + 1, START, now)
    assert limit.wait(failures, START, now + wait) == datetime.timedelta()
    if failures < limit.free:
        assert not wait


# Through the door


def test_one_account_from_many_addresses(leader):
    with time_machine.travel(START) as clock:
        known = known_device()
        seen = [sign_in(Client(REMOTE_ADDR=f"10.1.{n}.1"), "sai").status_code for n in range(ACCOUNT.free)]
        assert seen == [200] * (ACCOUNT.free - 1) + [429]
        stranger = Client(REMOTE_ADDR="10.2.0.1")
        locked = sign_in(stranger, PASSWORD)
        assert (locked.status_code, locked["Retry-After"]) == (429, "900")
        assert b"15 " in locked.content
        assert sign_in(known, PASSWORD).status_code == 302
        # Neither what was refused nor the leader's sign-in changes the time.
        clock.shift(16 * MINUTES)
        assert sign_in(stranger, "sai").status_code == 429
        clock.shift(16 * MINUTES)
        assert sign_in(stranger, PASSWORD).status_code == 429
        clock.shift(16 * MINUTES)
        assert sign_in(stranger, PASSWORD).status_code == 302


def test_one_address_and_many_accounts(leader):
    with time_machine.travel(START) as clock:
        known = known_device("10.1.1.1")
        attacker = Client(REMOTE_ADDR="10.1.1.1")
        UserFactory(username="attacker", unit=leader.unit).set_password(PASSWORD)
        seen = []
        for n in range(ADDRESS.free):
            seen.append(sign_in(attacker, "sai", f"ai-{n}").status_code)
            if n % 4 == 0:
                # An account of one's own does not pay for it.
                assert sign_in(known, PASSWORD).status_code == 302
        assert seen == [200] * (ADDRESS.free - 1) + [429]
        assert sign_in(Client(REMOTE_ADDR="10.1.1.1"), PASSWORD).status_code == 429
        assert sign_in(known, PASSWORD).status_code == 302
        assert sign_in(Client(REMOTE_ADDR="10.1.1.2"), PASSWORD).status_code == 302
        clock.shift(61 * MINUTES)
        assert sign_in(Client(REMOTE_ADDR="10.1.1.1"), PASSWORD).status_code == 302


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([0, 1, 20, 300])),
        min_size=1,
        max_size=60,
    )
)
def test_whatever_strangers_do_the_known_device_gets_in(leader, attempts):
    """Each attempt: one of four addresses, one of four names (the leader's among them), minutes before it."""
    AccessFailureLog.objects.all().delete()
    rf = RequestFactory()
    names = ("leader", "clerk", "officer", "khong-co")
    made: dict[tuple[str, str], list[datetime.datetime]] = {}
    with time_machine.travel(START, tick=False) as clock:
        Device.objects.all().delete()
        token = known_device().cookies[COOKIE].value
        for place, name, minutes in attempts:
            clock.shift(minutes * MINUTES)
            stranger = rf.post("/", REMOTE_ADDR=f"10.0.0.{place}")
            if not wait_for(stranger, names[name]):
                count_failure(stranger, names[name])
                for kind in (("account", names[name]), ("address", str(place))):
                    made.setdefault(kind, []).append(timezone.now())
            at_work = rf.post("/", REMOTE_ADDR=f"10.0.0.{place}")
            at_work.COOKIES[COOKIE] = token
            assert not wait_for(at_work, "leader")
    for (kind, _name), times in made.items():
        assert all(sum(at <= other < at + WINDOW for other in times) <= MOST[kind] for at in times)


def test_a_known_device_is_known_for_its_account_and_guesses_no_more_than_others(leader):
    known = known_device()
    other = UserFactory(username="other", unit=leader.unit)
    for n in range(ACCOUNT.free):
        sign_in(Client(REMOTE_ADDR=f"10.1.{n}.1"), "sai", other.username)
    assert sign_in(known, "sai", other.username).status_code == 429
    seen = [sign_in(known, "sai").status_code for _ in range(DEVICE.free + ACCOUNT.free)]
    assert seen[-1] == 429
    assert AccessFailureLog.objects.filter(username=key_of("leader")).count() <= DEVICE.free + ACCOUNT.free
    assert sign_in(known, PASSWORD).status_code == 429


@pytest.mark.parametrize("cookie", ["", "x", "\xe9" * 50, "a" * 5000])
def test_a_token_that_nobody_was_given_opens_nothing(leader, cookie):
    for n in range(ACCOUNT.free):
        sign_in(Client(REMOTE_ADDR=f"10.1.{n}.1"), "sai")
    stranger = Client()
    stranger.cookies[COOKIE] = cookie
    refused = sign_in(stranger, PASSWORD)
    assert refused.status_code == 429
    assert "sessionid" not in refused.cookies


def test_the_token_is_hidden_from_scripts_and_stored_hashed(leader):
    cookie = known_device().cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert int(cookie["max-age"]) > 100 * 24 * 3600
    assert cookie.value not in str(Device.objects.values_list())


def test_a_new_code_opens_a_locked_account_and_makes_its_devices_strangers(leader):
    known = known_device()
    for n in range(ACCOUNT.free):
        sign_in(Client(REMOTE_ADDR=f"10.1.{n}.1"), "sai")
    code = give_code(account=leader, by=UserFactory(unit=leader.unit))
    assert not Device.objects.filter(account=leader).exists()
    assert sign_in(known, PASSWORD).status_code == 200
    assert sign_in(Client(), code).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::"),
        ("10.0.0.7", "10.0.0.7"),
        ("unknown", None),
    ],
)
def test_an_ipv6_visitor_counts_with_the_whole_network(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_one_ipv6_network_is_one_address(leader):
    for n in range(ADDRESS.free):
        sign_in(Client(REMOTE_ADDR=f"2001:db8::{n:x}"), "sai", f"ai-{n}")
    assert sign_in(Client(REMOTE_ADDR="2001:db8::ffff"), PASSWORD).status_code == 429
    assert_saved(sign_in(Client(REMOTE_ADDR="2001:db8:0:1::1"), PASSWORD))


def test_very_many_failures_in_all_only_warn(leader, monkeypatch, caplog):
    monkeypatch.setattr("office_culture.actions.sign_in_limits.MANY", 6)
    for n in range(8):
        assert sign_in(Client(REMOTE_ADDR=f"10.3.{n}.1"), "sai", f"ai-{n}").status_code == 200
    assert sign_in(Client(REMOTE_ADDR="10.4.0.1"), PASSWORD).status_code == 302
    assert Event.objects.filter(verb=Verb.MANY_FAILURES).count() == 3
    assert "somebody may be guessing" in caplog.text


def test_words_typed_as_a_name_are_not_kept_and_old_failures_go(leader):
    sign_in(Client(), "sai", "mat-khau-go-nham-o-ten" * 20)
    assert "go-nham" not in str(AccessFailureLog.objects.values_list())
    AccessFailureLog.objects.update(attempt_time=timezone.now() - datetime.timedelta(days=3))
    call_command("axes_reset_failure_logs", age=2, verbosity=0)
    assert not AccessFailureLog.objects.exists()


def test_the_window_is_kept_longer_than_failures_count():
    assert datetime.timedelta(days=1) >= sign_in_limits.WINDOW


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130 Safari/537.36",
            "Chrome, Windows",
        ),
        ("Mozilla/5.0 (Windows NT 6.1) coc_coc_browser/90 Chrome/84 Safari/537.36", "Cốc Cốc, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130) Gecko/20100101 Firefox/130", "Firefox, Linux"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_named(rf, agent, name):
    assert browser_of(rf.get("/", headers={"User-Agent": agent})) == name
