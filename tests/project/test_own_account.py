"""One's own sessions and second step: listed, ended, set up, asked for, moved, lost; each with its event."""

import datetime
import html
import re
from base64 import b32encode
from io import StringIO

import pytest
import time_machine
import zxingcpp
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from PIL import Image

from office_culture.actions import second_factor
from office_culture.actions.sign_in_limits import COOKIE
from office_culture.models import Device, Event, SignInRule, User, Verb
from office_culture.papers.qr import code_of
from office_culture.project import roles
from office_culture.rules.sign_in_limits import ACCOUNT, DEVICE
from tests.answers import assert_not_found, assert_refused, assert_saved, assert_whole_page
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD, CHOSEN = "mot-mat-khau-dai", "rung-chieu-32-thac"
START = datetime.datetime(2026, 11, 2, 8, tzinfo=datetime.UTC)
ACCOUNT_PAGE, STEP, SET_UP = (reverse(name) for name in ("account", "second_step", "second_step_set_up"))


@pytest.fixture
def having(office):
    """`having(role, …)` gives an account of the whole office with these roles and no other right."""

    def make(*named: roles.Role, **fields) -> User:
        user = UserFactory(unit=office, **fields)
        user.set_password(PASSWORD)
        user.save()
        user.groups.set(Group.objects.filter(name__in=[role.name for role in named]))
        return user

    return make


@pytest.fixture
def clerk(having):
    return having(roles.RECORDS_OFFICER, username="clerk")


@pytest.fixture
def clock():
    """Codes of a phone change every half minute."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock


def sign_in(account, password=PASSWORD, agent="Firefox/130 Windows", **kwargs) -> Client:
    browser = Client(headers={"User-Agent": agent}, **kwargs)
    browser.cookies["django_language"] = "en"
    browser.post(reverse("admin:login"), {"username": account.username, "password": password})
    return browser


def is_in(browser) -> bool:
    return browser.get(ACCOUNT_PAGE).status_code == 200


def happened(verb):
    return Event.objects.filter(verb=verb)


# Sessions


def test_own_sessions_are_listed_and_ended_one_by_one(clerk, having):
    here, there = sign_in(clerk), sign_in(clerk, agent="Chrome/130 Android", REMOTE_ADDR="10.1.1.7")
    sign_in(having(username="other"), agent="Edg/1 Linux")
    answer = here.get(ACCOUNT_PAGE)
    assert_whole_page(answer, "Firefox, Windows", "Chrome, Android", "10.1.1.7", "this computer")
    assert "Edge" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    [other] = re.findall(r"/account/sessions/(\d+)/end/", answer.content.decode())
    assert_saved(here.post(reverse("end_session", args=[other])))
    assert is_in(here)
    assert not is_in(there)
    event = happened(Verb.END_SESSION).get()
    assert (event.actor, event.object_id) == (clerk, clerk.pk)
    assert (event.detail["browser"], event.detail["signed_in_from"]) == ("Chrome, Android", "10.1.1.7")
    assert not Device.objects.filter(pk=other).exists()


def test_all_others_end_at_once_and_nobody_ends_those_of_somebody_else(clerk, having):
    here, *others = [sign_in(clerk) for _ in range(3)]
    stranger = having(username="other")
    theirs = sign_in(stranger)
    foreign = Device.objects.get(account=stranger)
    here.post(reverse("end_session", args=[foreign.pk]))
    here.post(reverse("end_session", args=[10**9]))
    assert not happened(Verb.END_SESSION).exists()
    assert_saved(here.post(reverse("end_other_sessions")))
    assert [is_in(one) for one in (here, *others, theirs)] == [True, False, False, True]
    assert happened(Verb.END_SESSION).count() == 2
    assert here.get(reverse("end_other_sessions")).status_code == 405


def test_a_browser_that_signs_in_again_has_one_session(clerk):
    browser = sign_in(clerk)
    first = browser.cookies["sessionid"].value
    del browser.cookies["sessionid"]
    browser.post(reverse("admin:login"), {"username": "clerk", "password": PASSWORD})
    assert not Session.objects.filter(session_key=first).exists()
    assert Device.objects.filter(account=clerk).count() == 1


def test_two_accounts_in_one_browser_are_two_devices(clerk, having):
    browser = sign_in(clerk)
    token = browser.cookies[COOKIE].value
    browser.post(reverse("admin:logout"))
    other = having(username="other")
    browser.post(reverse("admin:login"), {"username": "other", "password": PASSWORD})
    assert browser.cookies[COOKIE].value == token
    assert set(Device.objects.values_list("account", flat=True)) == {clerk.pk, other.pk}


@pytest.mark.parametrize("others", [1, 30])
def test_the_page_asks_as_much_for_many_sessions(others, clerk, django_assert_num_queries):
    here = sign_in(clerk)
    for n in range(others):
        key = f"session-{n}"
        Session.objects.create(
            session_key=key, session_data="", expire_date=timezone.now() + datetime.timedelta(1)
        )
        Device.objects.create(
            account=clerk, token_hash=key, session_key=key, signed_in_at=timezone.now(), browser="x"
        )
    here.get(ACCOUNT_PAGE)
    with django_assert_num_queries(8):
        assert here.get(ACCOUNT_PAGE).content.decode().count("/end/") == others


# The password


def test_a_new_password_is_an_event_and_ends_all_other_sessions(clerk):
    here, there = sign_in(clerk), sign_in(clerk)
    before = happened(Verb.PASSWORD).count()
    typed = {"old_password": PASSWORD, "new_password1": CHOSEN, "new_password2": CHOSEN}
    assert_saved(here.post(reverse("admin:password_change"), typed))
    assert happened(Verb.PASSWORD).count() == before + 1
    event = happened(Verb.PASSWORD).first()
    assert (event.actor, event.object_id) == (clerk, clerk.pk)
    assert event.detail == {"sessions_ended": 1}
    clerk.refresh_from_db()
    assert CHOSEN not in str(Event.objects.values_list("changes", "detail"))
    assert clerk.password not in str(Event.objects.values_list("changes", "detail"))
    assert is_in(here)
    assert not is_in(there)
    page = here.get(ACCOUNT_PAGE).content.decode()
    assert "this computer" in page
    assert "/end/" not in page


def test_a_password_set_by_a_command_is_an_event_and_a_mere_new_hash_is_none(clerk, settings):
    before = happened(Verb.PASSWORD).count()
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert clerk.check_password(PASSWORD)
    assert clerk.password.startswith("scrypt")
    assert happened(Verb.PASSWORD).count() == before
    settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
    clerk.set_password(CHOSEN)
    clerk.save()
    assert happened(Verb.PASSWORD).count() == before + 1


# The second step


def shown_by(phone: TOTPDevice) -> str:
    """What the app shows now."""
    return f"{totp(phone.bin_key, t0=phone.t0):06d}"


def set_up(browser, account) -> list[str]:
    """Sets a phone up through the pages; the recovery codes."""
    assert browser.get(SET_UP).status_code == 200
    phone = TOTPDevice.objects.get(user=account, confirmed=False)
    answer = browser.post(SET_UP, {"code": shown_by(phone)})
    assert "no-store" in answer["Cache-Control"]
    return re.findall(r"<li><code>([^<]+)</code>", answer.content.decode())


def phone_of(account) -> TOTPDevice:
    return TOTPDevice.objects.get(user=account, confirmed=True)


def test_a_phone_is_set_up_and_asked_for_at_the_next_sign_in(clerk, clock):
    browser = sign_in(clerk)
    page = browser.get(SET_UP).content.decode()
    waiting = TOTPDevice.objects.get(user=clerk)
    assert code_of(waiting.config_url).as_path() in page
    browser.post(SET_UP, {"code": "000000"})
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    codes = set_up(browser, clerk)
    assert len(set(codes)) == second_factor.CODES
    assert is_in(browser)
    assert happened(Verb.SET_UP_FACTOR).get().actor == clerk
    assert not any(code in browser.get(ACCOUNT_PAGE).content.decode() for code in codes)
    assert not set(codes) & set(StaticToken.objects.values_list("token", flat=True))
    assert not any(code in str(Event.objects.values_list("changes", "detail")) for code in codes)

    clock.shift(60)
    later = sign_in(clerk)
    unit = reverse("admin:office_culture_unit_changelist")
    sent = later.get(unit)
    assert sent["Location"].startswith(f"{STEP}?next=")
    assert_whole_page(later.get(sent["Location"]))
    assert later.post(STEP, {"code": "123456"}).status_code == 200
    assert later.get(unit).status_code == 302
    answer = later.post(STEP, {"code": shown_by(phone_of(clerk)), "next": unit})
    assert answer["Location"] == unit
    assert later.get(unit).status_code == 200
    assert happened(Verb.SECOND_STEP).get().actor == clerk

    # A code opens once, and to no page of strangers.
    again = sign_in(clerk)
    again.post(STEP, {"code": shown_by(phone_of(clerk))})
    assert not is_in(again)
    clock.shift(60)
    code = shown_by(phone_of(clerk))
    spaced = again.post(STEP, {"code": f"{code[:3]} {code[3:]}", "next": "https://la.example/"})
    assert spaced["Location"] == reverse("start")


def test_the_picture_says_what_the_app_is_to_take_in(clerk):
    phone = second_factor.begin(account=clerk)
    code, module, edge = code_of(phone.config_url), 4, 16
    picture = Image.new("L", 2 * (code.side * module + 2 * edge,), 255)
    for run in code.runs:
        left, top = edge + run.column * module, edge + run.row * module
        picture.paste(0, (left, top, left + run.length * module, top + module))
    [read] = zxingcpp.read_barcodes(picture)
    assert read.text == phone.config_url
    assert b32encode(phone.bin_key).decode() in read.text


def test_a_recovery_code_opens_once(clerk, clock):
    codes = set_up(sign_in(clerk), clerk)
    browser = sign_in(clerk)
    assert_saved(browser.post(STEP, {"code": codes[3].lower().replace("-", " ")}))
    assert is_in(browser)
    assert happened(Verb.RECOVERY_CODE).get().detail["left"] == second_factor.CODES - 1
    second = sign_in(clerk)
    second.post(STEP, {"code": codes[3]})
    assert not is_in(second)
    # What the database holds opens nothing.
    second.post(STEP, {"code": StaticToken.objects.first().token})
    assert not is_in(second)


def test_new_recovery_codes_replace_the_old_ones(clerk, clock):
    browser = sign_in(clerk)
    old = set_up(browser, clerk)
    page = reverse("second_step_codes")
    assert "<li><code>" not in browser.post(page, {"code": "000000"}).content.decode()
    clock.shift(60)
    answer = browser.post(page, {"code": shown_by(phone_of(clerk))})
    new = re.findall(r"<li><code>([^<]+)</code>", answer.content.decode())
    assert len(new) == second_factor.CODES
    assert happened(Verb.RECOVERY_CODES).count() == 1
    assert not second_factor.passes(account=clerk, typed=old[0])
    assert second_factor.passes(account=clerk, typed=new[0])


def test_another_phone_takes_the_place_with_the_agreement_of_the_first(clerk, clock):
    browser = sign_in(clerk)
    codes = set_up(browser, clerk)
    first = phone_of(clerk)
    browser.get(SET_UP)
    second = TOTPDevice.objects.get(user=clerk, confirmed=False)
    browser.post(SET_UP, {"code": shown_by(second), "current": "111111"})
    assert phone_of(clerk) == first
    browser.post(SET_UP, {"code": shown_by(second), "current": codes[0]})
    assert phone_of(clerk) == second
    assert is_in(browser)


def test_without_a_rule_the_second_step_is_left_again(clerk, clock):
    browser = sign_in(clerk)
    codes = set_up(browser, clerk)
    page = reverse("second_step_remove")
    browser.post(page, {"code": "000000"})
    assert TOTPDevice.objects.exists()
    assert_saved(browser.post(page, {"code": codes[0]}))
    assert not TOTPDevice.objects.exists()
    assert happened(Verb.REMOVE_FACTOR).get().actor == clerk
    assert is_in(sign_in(clerk))
    assert browser.get(page).status_code == 404


# What the office asks of a role


@pytest.fixture
def asked():
    """The office asks for a second step of whoever keeps records."""
    return SignInRule.objects.create(group=Group.objects.get(name=roles.RECORDS_OFFICER.name))


def test_a_role_that_needs_it_gets_nowhere_without(asked, clerk, clock, superuser, having):
    browser = sign_in(clerk)
    for page in ("admin:index", "account", "leadership", "second_step_codes", "admin:password_change"):
        assert browser.get(reverse(page))["Location"].startswith(SET_UP), page
    assert browser.post(reverse("admin:office_culture_unit_add"), {"name": "x"})["Location"] == SET_UP
    assert not Device.objects.filter(trusted=True).exists()
    set_up(browser, clerk)
    assert browser.get(reverse("admin:index")).status_code == 200
    assert Device.objects.get(account=clerk).trusted
    page = browser.get(reverse("second_step_remove")).content.decode()
    assert "Your role needs the second step" in html.unescape(page)
    with pytest.raises(second_factor.Refused):
        second_factor.remove(account=clerk, typed="000000", by=clerk)
    assert is_in(sign_in(having(roles.INSPECTOR)))
    asked.second_factor = False
    asked.save(by=clerk)
    assert is_in(sign_in(having(roles.RECORDS_OFFICER)))


def test_an_open_session_is_asked_as_soon_as_the_rule_stands(clerk):
    browser = sign_in(clerk)
    assert is_in(browser)
    SignInRule.objects.create(group=clerk.groups.get())
    assert browser.get(ACCOUNT_PAGE)["Location"].startswith(SET_UP)


def test_the_leader_sets_the_rules_and_who_keeps_accounts_reads_them(having, signed_in):
    group = Group.objects.get(name=roles.ADMINISTRATOR.name)
    add = reverse("admin:office_culture_signinrule_add")
    assert_refused(
        signed_in(having(roles.ADMINISTRATOR)).post(add, {"group": group.pk, "second_factor": "on"})
    )
    assert_saved(signed_in(having(roles.LEADER)).post(add, {"group": group.pk, "second_factor": "on"}))
    rule = SignInRule.objects.get()
    assert (rule.group, rule.second_factor) == (group, True)
    assert Event.objects.get(verb=Verb.CREATE, object_name=group.name).changes["second_factor"] == [
        None,
        True,
    ]
    change = reverse("admin:office_culture_signinrule_change", args=[rule.pk])
    assert_whole_page(signed_in(having(roles.AUDITOR)).get(change))
    assert signed_in(having(roles.LEADER)).post(change.replace("change", "delete")).status_code == 403


def test_a_code_first_chooses_a_password_then_a_phone(asked, clerk, clock):
    clerk.set_password("K7D2-QX9M-PL4T-WZ3H")
    clerk.code_expires = timezone.now() + datetime.timedelta(hours=1)
    clerk.save()
    browser = sign_in(clerk, "K7D2-QX9M-PL4T-WZ3H")
    change = reverse("admin:password_change")
    assert browser.get(ACCOUNT_PAGE)["Location"] == change
    typed = {"old_password": "K7D2-QX9M-PL4T-WZ3H", "new_password1": CHOSEN, "new_password2": CHOSEN}
    browser.post(change, typed)
    assert browser.get(ACCOUNT_PAGE)["Location"].startswith(SET_UP)


# Guessing


def test_guessed_codes_are_locked_and_count_with_the_passwords(clerk, clock, settings):
    settings.AXES_ENABLED = True
    browser = sign_in(clerk)
    set_up(browser, clerk)
    attacker = sign_in(clerk, REMOTE_ADDR="10.6.6.6")
    answers = [attacker.post(STEP, {"code": f"{n:06}"}).status_code for n in range(ACCOUNT.free + 2)]
    assert answers == [200] * (ACCOUNT.free - 1) + [429] * 3
    clock.shift(60)
    assert attacker.post(STEP, {"code": shown_by(phone_of(clerk))}).status_code == 429
    # Signing in anew gives no new tries: the password alone makes no known device.
    fresh = Client(REMOTE_ADDR="10.6.6.7")
    typed = {"username": clerk.username, "password": PASSWORD}
    assert fresh.post(reverse("admin:login"), typed).status_code == 429
    known = Client(REMOTE_ADDR="10.6.6.8")
    known.cookies[COOKIE] = browser.cookies[COOKIE].value
    assert known.post(reverse("admin:login"), typed).status_code == 302
    assert known.post(STEP, {"code": shown_by(phone_of(clerk))}).status_code == 302
    assert happened(Verb.SIGN_IN_FAILED).filter(detail__kind="second_step").exists()


@pytest.mark.parametrize("name", ["second_step_codes", "second_step_remove", "second_step_set_up"])
def test_no_page_of_the_account_lets_codes_be_guessed(name, clerk, clock):
    browser = sign_in(clerk)
    set_up(browser, clerk)
    tried = {"code": "111111", "current": "222222"}
    answers = [browser.post(reverse(name), tried).status_code for _ in range(DEVICE.free + ACCOUNT.free)]
    assert answers[-1] == 429


def test_whoever_finds_an_open_session_cannot_guess_its_password(clerk):
    browser = sign_in(clerk)
    typed = {"old_password": "sai", "new_password1": CHOSEN, "new_password2": CHOSEN}
    change = reverse("admin:password_change")
    answers = [browser.post(change, typed).status_code for _ in range(DEVICE.free + ACCOUNT.free + 1)]
    assert answers == [200] * (DEVICE.free + ACCOUNT.free) + [429]
    assert browser.post(change, typed | {"old_password": PASSWORD}).status_code == 429
    assert clerk.check_password(PASSWORD)


# A lost phone


def test_a_lost_phone_is_reset_by_who_keeps_the_accounts(clerk, having, signed_in, clock):
    browser = sign_in(clerk)
    codes = set_up(browser, clerk)
    keeper = having(roles.ADMINISTRATOR)
    address = reverse("admin:office_culture_user_second_step", args=[clerk.pk])
    page = reverse("admin:office_culture_user_change", args=[clerk.pk])
    for role in roles.ROLES:
        if role is not roles.ADMINISTRATOR:
            assert signed_in(having(role)).post(address).status_code in {403, 404}, role.slug
    assert address in signed_in(keeper).get(page).content.decode()
    assert_whole_page(signed_in(keeper).get(address))
    assert TOTPDevice.objects.exists()
    assert_saved(signed_in(keeper).post(address))
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    event = happened(Verb.REMOVE_FACTOR).get()
    assert (event.actor, event.object_id) == (keeper, clerk.pk)
    assert not is_in(browser)
    assert not second_factor.passes(account=clerk, typed=codes[0])
    assert is_in(sign_in(clerk))
    assert address not in signed_in(keeper).get(page).content.decode()


def test_nobody_resets_their_own_or_that_of_a_leader(having, signed_in, clock):
    keeper, leader = having(roles.ADMINISTRATOR), having(roles.LEADER)
    for account in (keeper, leader):
        address = reverse("admin:office_culture_user_second_step", args=[account.pk])
        assert_refused(signed_in(keeper).post(address))


def test_secrets_have_no_page(superuser, signed_in):
    for model in ("otp_totp/totpdevice", "otp_static/staticdevice"):
        assert_not_found(signed_in(superuser).get(f"/admin/{model}/"))


def test_the_operator_removes_the_second_step_where_nobody_else_may(superuser, clock):
    superuser.set_password(PASSWORD)
    superuser.save()
    browser = sign_in(superuser)
    set_up(browser, superuser)
    call_command("remove_second_step", superuser.username, verbosity=0, stdout=StringIO())
    assert happened(Verb.REMOVE_FACTOR).get().actor is None
    assert not is_in(browser)
    assert is_in(sign_in(superuser))
    with pytest.raises(CommandError):
        call_command("remove_second_step", "khong-co")


def test_a_device_is_forgotten_after_half_a_year(clerk):
    sign_in(clerk)
    call_command("forget_devices", stdout=StringIO())
    assert Device.objects.exists()
    Device.objects.update(signed_in_at=timezone.now() - datetime.timedelta(days=181))
    call_command("forget_devices", stdout=StringIO())
    assert not Device.objects.exists()
