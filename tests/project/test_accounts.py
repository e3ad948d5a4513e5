"""Accounts: rights come from those who may hand them out, passwords from their owners alone."""

import datetime
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from office_culture.models import Event, Substitution, User, Verb
from office_culture.models.people import twin_question
from office_culture.project import roles
from office_culture.project.rights import effective_rights
from office_culture.project.sample.loader import SAMPLE_OFFICE, read
from office_culture.rules.passwords import PUBLISHED, is_guessable
from tests.answers import assert_refused, assert_saved, assert_whole_page
from tests.factories.office import PersonFactory, SubstitutionFactory, UserFactory
from tests.guards.roles_table import DOCUMENT, document

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-dai"


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
def english(signed_in):
    def make(user: User) -> Client:
        browser = signed_in(user)
        browser.cookies["django_language"] = "en"
        return browser

    return make


def page(name: str, account: User) -> str:
    return reverse(f"admin:{name}", args=[account.pk])


def typed(account: User, **changes) -> dict:
    data = {
        "username": account.username,
        "full_name": account.full_name,
        "unit": account.unit_id or "",
        "is_active": "on",
        "is_staff": "on",
    }
    return data | changes


def roles_of(account: User) -> set[str]:
    return set(account.groups.values_list("name", flat=True))


@pytest.mark.long
@pytest.mark.parametrize("giver", roles.ROLES, ids=lambda role: role.slug)
def test_each_role_hands_out_what_its_table_says(giver, having, signed_in):
    browser = signed_in(having(giver))
    for role in roles.ROLES:
        account = having()
        group = Group.objects.get(name=role.name)
        browser.post(page("office_culture_user_change", account), typed(account, groups=[group.pk]))
        assert roles_of(account) == ({role.name} if role.slug in giver.hands_out else set()), role.slug
        held = having(role)
        browser.post(page("office_culture_user_change", held), typed(held, groups=[]))
        assert roles_of(held) == (set() if role.slug in giver.hands_out else {role.name}), role.slug


def test_nobody_but_those_in_the_table_hands_out_anything():
    assert {role.slug for role in roles.ROLES if role.hands_out} == {"administrator", "leader"}
    for role in roles.ROLES:
        assert role.slug not in role.hands_out or role.slug == "leader"
        assert any(role.slug in other.hands_out for other in roles.ROLES)


@pytest.mark.parametrize("superuser_too", [False, True])
def test_nobody_changes_their_own_rights(superuser_too, having, signed_in, unit_a):
    keeper = having(roles.ADMINISTRATOR, is_superuser=superuser_too)
    User.objects.filter(pk=keeper.pk).update(unit=unit_a)
    keeper.refresh_from_db()
    browser = signed_in(keeper)
    shown = browser.get(page("office_culture_user_change", keeper)).content.decode()
    for name in ("unit", "groups", "person", "is_active", "is_superuser", "user_permissions"):
        assert f'name="{name}"' not in shown
    every = list(Group.objects.values_list("pk", flat=True))
    rights = list(Permission.objects.values_list("pk", flat=True)[:5])
    data = typed(keeper, full_name="Đổi Tên", unit=unit_a.parent_id, groups=every, user_permissions=rights)
    del data["is_active"]
    assert_saved(browser.post(page("office_culture_user_change", keeper), data))
    keeper.refresh_from_db()
    assert (keeper.full_name, keeper.unit, keeper.is_active) == ("Đổi Tên", unit_a, True)
    assert roles_of(keeper) == {roles.ADMINISTRATOR.name}
    assert not keeper.user_permissions.exists()


def test_a_unit_is_given_within_ones_own(having, signed_in, unit_a):
    keeper = having(roles.ADMINISTRATOR)
    root = keeper.unit
    User.objects.filter(pk=keeper.pk).update(unit=unit_a)
    account = having()
    User.objects.filter(pk=account.pk).update(unit=None)
    answer = signed_in(keeper).post(page("office_culture_user_change", account), typed(account, unit=root.pk))
    assert answer.status_code == 200
    assert_saved(
        signed_in(keeper).post(page("office_culture_user_change", account), typed(account, unit=unit_a.pk))
    )
    account.refresh_from_db()
    assert account.unit == unit_a


def test_a_group_of_the_office_is_given_by_who_has_its_rights(having):
    keeper = having(roles.ADMINISTRATOR)
    within, beyond = Group.objects.create(name="Tổ xem"), Group.objects.create(name="Tổ biên tập")
    within.permissions.add(Permission.objects.get(codename="view_unit"))
    beyond.permissions.add(Permission.objects.get(codename="change_unit"))
    given = roles.may_hand_out(keeper)
    assert within in given
    assert beyond not in given


def test_a_post_to_a_group_says_what_it_saw_and_leaves_an_event(superuser, signed_in):
    group = Group.objects.create(name="Tổ xem")
    see, change = (
        Permission.objects.get(codename=name, content_type__model="unit")
        for name in ("view_unit", "change_unit")
    )
    browser, address = signed_in(superuser), page("auth_group_change", group)
    opened = browser.get(address).context["adminform"].form["opened_version"].value()
    group.permissions.add(see)
    data = {"name": "Tổ biên tập", "permissions": [change.pk], "opened_version": opened}
    for unseen in (data, {**data, "opened_version": ""}):
        answer = browser.post(address, unseen)
        assert "Units: view" in str(answer.context["adminform"].form.errors)
        assert list(group.permissions.all()) == [see]
    current = answer.context["adminform"].form["opened_version"].value()
    assert_saved(browser.post(address, {**data, "opened_version": current}))
    assert list(group.permissions.all()) == [change]
    [event] = Event.objects.filter(verb=Verb.CHANGE, object_id=group.pk, content_type__model="group")
    assert event.detail == {
        "before": ["Tổ xem", "office_culture.view_unit"],
        "after": ["Tổ biên tập", "office_culture.change_unit"],
    }


def test_who_decides_is_out_of_reach_of_who_keeps_accounts(having, signed_in, office, unit_a):
    browser = signed_in(having(roles.ADMINISTRATOR))
    leader = having(roles.LEADER)
    data = typed(leader, username="ke-la", unit=unit_a.pk)
    del data["is_active"]
    browser.post(page("office_culture_user_change", leader), data)
    assert_refused(browser.post(page("auth_user_password_change", leader)))
    leader.refresh_from_db()
    assert (leader.unit, leader.is_active, leader.check_password(PASSWORD)) == (office, True, True)
    assert leader.username != "ke-la"


def test_a_leader_changes_roles_and_nothing_else_of_an_account(having, signed_in):
    account = having()
    auditor = Group.objects.get(name=roles.AUDITOR.name)
    data = typed(account, full_name="Đổi Tên", username="doi", groups=[auditor.pk])
    assert_saved(signed_in(having(roles.LEADER)).post(page("office_culture_user_change", account), data))
    account.refresh_from_db()
    assert account.full_name != "Đổi Tên"
    assert roles_of(account) == {roles.AUDITOR.name}


def code_in(answer) -> str:
    found = re.search(r'class="sign-in-code">([^<]+)<', answer.content.decode())
    assert found
    return found[1]


def sign_in(username: str, password: str) -> Client:
    browser = Client()
    browser.post(reverse("admin:login"), {"username": username, "password": password})
    return browser


def is_in(browser: Client) -> bool:
    return browser.get(reverse("start")).status_code == 302 and "_auth_user_id" in browser.session


def test_a_code_is_shown_once_ends_sessions_and_opens_once(having, english, settings):
    account = having(roles.UNIT_CONTACT)
    open_before = sign_in(account.username, PASSWORD)
    assert is_in(open_before)
    keeper = having(roles.ADMINISTRATOR)
    browser = english(keeper)
    address = page("auth_user_password_change", account)
    asked = browser.get(address)
    assert "password1" not in asked.content.decode()
    assert_whole_page(asked)
    answer = browser.post(address, {"password1": "x" * 14, "password2": "x" * 14})
    code = code_in(answer)
    assert "no-store" in answer["Cache-Control"]
    assert not is_in(open_before)
    assert code not in browser.get(page("office_culture_user_change", account)).content.decode()
    account.refresh_from_db()
    assert not account.check_password("x" * 14)
    event = Event.objects.get(verb=Verb.RESET)
    assert (event.actor, event.object_id) == (keeper, account.pk)
    assert code not in str(Event.objects.values_list("changes", "detail", "reason"))

    again = sign_in(account.username, code)
    choose = reverse("admin:password_change")
    for other in (reverse("admin:index"), page("office_culture_user_change", account)):
        assert again.get(other)["Location"] == choose
    assert again.get(choose).status_code == 200
    same = {"old_password": code, "new_password1": code, "new_password2": code}
    again.post(choose, same)
    assert again.get(reverse("admin:index"))["Location"] == choose
    chosen = {
        "old_password": code,
        "new_password1": "rung-chieu-32-thac",
        "new_password2": "rung-chieu-32-thac",
    }
    assert_saved(again.post(choose, chosen))
    assert again.get(reverse("admin:index")).status_code == 200
    account.refresh_from_db()
    assert account.code_expires is None
    assert not is_in(sign_in(account.username, code))


def test_a_code_expires_whether_it_was_used_or_not(having, english):
    account = having(roles.UNIT_CONTACT)
    answer = english(having(roles.ADMINISTRATOR)).post(page("auth_user_password_change", account))
    waiting = sign_in(account.username, code_in(answer))
    User.objects.filter(pk=account.pk).update(code_expires=timezone.now() - datetime.timedelta(seconds=1))
    assert not is_in(sign_in(account.username, code_in(answer)))
    assert reverse("admin:login") in waiting.get(reverse("admin:index"))["Location"]


def test_nobody_gets_a_code_for_themselves_and_few_for_others(having, signed_in):
    keeper = having(roles.ADMINISTRATOR)
    own = signed_in(keeper).post(page("auth_user_password_change", keeper))
    assert own["Location"] == reverse("admin:password_change")
    account = having(roles.UNIT_CONTACT)
    for role in roles.ROLES:
        if role is not roles.ADMINISTRATOR:
            assert_refused(signed_in(having(role)).post(page("auth_user_password_change", account)))
    assert not Event.objects.filter(verb=Verb.RESET).exists()


def test_nobody_gets_into_an_account_that_opens_more_than_they_may_hand_out(having, signed_in, unit_a):
    keeper = having(roles.ADMINISTRATOR)
    browser, today, day = signed_in(keeper), timezone.localdate(), datetime.timedelta(days=1)
    substitute = having(roles.RECORDS_OFFICER, person=PersonFactory())
    away = SubstitutionFactory(
        principal=having(roles.LEADER), substitute=substitute.person, valid_from=today - day, valid_to=today
    )
    address = page("auth_user_password_change", substitute)
    assert_refused(browser.post(address))
    shown = browser.get(page("office_culture_user_change", substitute)).content.decode()
    assert 'name="person"' not in shown
    Substitution.objects.filter(pk=away.pk).update(valid_to=today - day)
    assert browser.get(address).status_code == 200
    User.objects.filter(pk=keeper.pk).update(unit=unit_a)
    assert_refused(browser.post(address))


ADD = "admin:office_culture_user_add"


def test_one_page_gives_a_colleague_an_account_a_person_and_a_code(having, english, office):
    browser = english(having(roles.ADMINISTRATOR))
    shown = browser.get(reverse(ADD)).content.decode()
    assert "password" not in re.findall(r'name="(\w+)"', shown)
    contact = Group.objects.get(name=roles.UNIT_CONTACT.name)
    data = {"full_name": "Cầm Thị Mới", "unit": office.pk, "is_active": "on"}
    assert "Choose a role" in browser.post(reverse(ADD), data).content.decode()
    code = code_in(browser.post(reverse(ADD), data | {"groups": [contact.pk]}))
    account = User.objects.get(username="moict")
    assert (roles_of(account), account.person.full_name, account.person.unit) == (
        {roles.UNIT_CONTACT.name},
        "Cầm Thị Mới",
        office,
    )
    assert is_in(sign_in("moict", code))


def test_a_colleague_who_is_recorded_is_chosen_and_told_apart(having, english, office):
    browser = english(having(roles.ADMINISTRATOR))
    contact = Group.objects.get(name=roles.UNIT_CONTACT.name)
    recorded = PersonFactory(full_name="Lò Văn Hai", unit=office)
    data = {"full_name": "Lò Văn Hai", "unit": office.pk, "groups": [contact.pk]}
    form = browser.post(reverse(ADD), data).context["adminform"].form
    assert form.data["person"] == str(recorded.pk)
    # The same person, who may not sign in yet: no code.
    browser.post(reverse(ADD), data | {"person": recorded.pk})
    assert not User.objects.get(person=recorded).is_active
    keep = f"keep:{twin_question(recorded).key}"
    browser.post(reverse(ADD), data | {"is_active": "on", "answer-full_name": keep})
    assert User.objects.get(username="hailv2").person != recorded


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.slug)
def test_the_screen_of_rights_shows_what_is_asked(role, having, english):
    account = having(role)
    extra = Permission.objects.get(codename="merge_unit")
    account.user_permissions.add(extra)
    areas = effective_rights(account)
    sources = [right.given_by for area in areas for kind in area.kinds for right in kind.rights]
    assert {name for given in sources for name in given} <= {role.name, "this account alone"} | {
        name for given in sources for name in given if "riêng" in name
    }
    body = (
        english(having(roles.ADMINISTRATOR)).get(page("office_culture_user_rights", account)).content.decode()
    )
    assert role.name in body
    assert "this account alone" in body
    User.objects.filter(pk=account.pk).update(is_active=False)
    assert effective_rights(User.objects.get(pk=account.pk)) == []


def test_rights_of_the_screen_are_counted_as_django_counts_them(having):
    """Every permission on a kind of the menu, and none else."""
    account = having(roles.RECORDS_OFFICER, roles.LEADER)
    listed = {label for area in roles.AREAS for label in area.models}
    asked = [
        right
        for right in Permission.objects.select_related("content_type")
        if f"{right.content_type.app_label}.{right.content_type.model}" in listed
        and account.has_perm(f"{right.content_type.app_label}.{right.codename}")
    ]
    shown = [right for area in effective_rights(account) for kind in area.kinds for right in kind.rights]
    assert len(shown) == len(asked)
    assert any(len(right.given_by) == 2 for right in shown)


def test_who_may_not_see_accounts_sees_no_rights(having, signed_in):
    account = having(roles.LEADER)
    assert_refused(signed_in(having(roles.UNIT_CONTACT)).get(page("office_culture_user_rights", account)))
    assert_whole_page(signed_in(having(roles.AUDITOR)).get(page("office_culture_user_rights", account)))
    assert_refused(
        signed_in(having(roles.AUDITOR)).post(page("office_culture_user_change", account), {"full_name": "x"})
    )


def test_the_documented_table_is_the_one_of_the_code():
    assert DOCUMENT.read_text("utf-8") == document(), "python -m tests.guards.roles_table"


def test_the_sample_has_an_account_for_each_role_and_no_superuser():
    accounts = read(SAMPLE_OFFICE)["accounts"]
    assert [row["role"] for row in accounts if "role" in row].count("leader") == 1
    assert {row.get("role") for row in accounts} == {role.slug for role in roles.ROLES}
    assert not any("superuser" in row for row in accounts)


# Passwords


@pytest.mark.parametrize(
    "password",
    [
        "van-hoa-cong-so",
        "Van-Hoa-Cong-So",
        "aaaaaaaaaaaab",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabc1",
        "123456789012",
        "qwertyuiop12",
        "abcdefghijkl",
        "lkjhgfdsapoiuy",
        "matkhaumatkhaumatkhau1",
        "donvi-donvi-donvi",
        "vanhoacongso2026",
        "Văn hoá công sở!",
    ],
)
def test_published_and_patterned_passwords_are_guessable(password):
    assert is_guessable(password)


@pytest.mark.parametrize(
    "password", [PASSWORD, "rung-chieu-32-thac", "Trời mưa Sơn La 2026", "K7D2-QX9M-PL4T-WZ3H"]
)
def test_other_passwords_are_not(password):
    assert not is_guessable(password)


SIGNS = st.characters(codec="ascii", exclude_categories=("Cc",))


@given(
    st.text(SIGNS, min_size=1, max_size=4), st.integers(min_value=4, max_value=12), st.text(SIGNS, max_size=2)
)
def test_whatever_repeats_itself_is_guessable(piece, times, end):
    assert is_guessable(piece * times + end)


def test_the_sample_is_published_with_a_password_that_is_refused():
    assert read(SAMPLE_OFFICE)["password"] in PUBLISHED


def test_a_guessable_password_is_refused_when_it_is_set(having):
    account = having(roles.UNIT_CONTACT)
    browser = sign_in(account.username, PASSWORD)
    for weak in ("van-hoa-cong-so", "aaaaaaaaaaaab"):
        chosen = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
        assert browser.post(reverse("admin:password_change"), chosen).status_code == 200
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["van-hoa-cong-so", "aaaaaaaaaaaab"])
def test_a_guessable_password_opens_no_account_in_production(having, settings, weak):
    account = having(roles.RECORDS_OFFICER, username="khong-phai-mau")
    account.set_password(weak)
    account.save()
    assert is_in(sign_in(account.username, weak))
    settings.SAMPLE_OFFICE_ALLOWED = False
    assert not is_in(sign_in(account.username, weak))
