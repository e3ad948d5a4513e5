"""Roles: every kind of record is somebody's, nothing unknown is granted, the groups hold what is declared."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.urls import reverse

from office_culture.models import User
from office_culture.project import roles
from tests.answers import assert_refused, assert_whole_page
from tests.factories.office import UserFactory
from tests.guards.registry import name_of, own_models

pytestmark = pytest.mark.django_db


@pytest.fixture
def having(unit_a):
    """`having(role)` gives an account of unit A with that role and no other right."""

    def make(role: roles.Role, **fields) -> User:
        user = UserFactory(unit=unit_a, **fields)
        user.groups.add(Group.objects.get(name=role.name))
        return user

    return make


@pytest.mark.long
@pytest.mark.parametrize("model", own_models(), ids=name_of)
def test_every_kind_of_record_is_viewed_by_a_role(model):
    if not model._meta.default_permissions:
        return  # A stored file has no rights of its own: whoever sees the record it hangs on sees the file.
    wanted = f"{model._meta.app_label}.view_{model._meta.model_name}"
    assert any(wanted in roles.permissions(role) for role in roles.ROLES)


def test_every_right_beyond_viewing_and_keeping_is_given_to_somebody():
    granted = {name for role in roles.ROLES for name in roles.permissions(role)}
    for model in own_models():
        for codename, _ in model._meta.permissions:
            assert f"{model._meta.app_label}.{codename}" in granted


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.slug)
def test_names_only_what_exists(role):
    for grant in role.grants:
        for label in roles.labels(grant):
            assert apps.get_model(label)
    there = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.all()}
    assert roles.permissions(role) <= there


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.slug)
def test_groups_stand_after_migrate_and_are_mended_by_the_command(role):
    group = Group.objects.get(name=role.name)
    assert group.permissions.count() == len(roles.permissions(role))
    group.permissions.clear()
    call_command("setup_roles", verbosity=0)
    held = {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
    assert held == roles.permissions(role)


def test_setting_up_twice_makes_no_second_group():
    before = Group.objects.count()
    roles.set_up()
    assert Group.objects.count() == before


def test_the_groups_of_the_office_itself_are_left_alone():
    own = Group.objects.create(name="Tổ biên tập")
    own.permissions.add(Permission.objects.get(codename="view_unit"))
    roles.set_up()
    assert own.permissions.count() == 1


def test_a_unit_contact_adds_figures_but_no_unit(having, signed_in):
    browser = signed_in(having(roles.UNIT_CONTACT))
    assert_whole_page(browser.get(reverse("admin:campaign_casefilereturn_add")))
    assert_whole_page(browser.get(reverse("admin:office_culture_unit_changelist")))
    assert_refused(browser.get(reverse("admin:office_culture_unit_add")))
    assert_refused(browser.get(reverse("admin:office_culture_user_changelist")))


def test_a_leader_views_and_changes_nothing(having, signed_in):
    browser = signed_in(having(roles.LEADER))
    assert_whole_page(browser.get(reverse("admin:office_culture_unit_changelist")))
    assert_refused(browser.get(reverse("admin:office_culture_unit_add")))
    assert_refused(browser.get(reverse("admin:office_culture_event_changelist")))


def test_who_keeps_accounts_makes_no_superuser(having, signed_in, superuser):
    keeper = having(roles.ADMINISTRATOR)
    browser = signed_in(keeper)
    page = browser.get(reverse("admin:office_culture_user_change", args=[keeper.pk]))
    assert 'name="full_name"' in page.content.decode()
    assert 'name="is_superuser"' not in page.content.decode()
    assert 'name="user_permissions"' not in page.content.decode()
    fields = {"username": keeper.username, "full_name": "Đổi Tên", "is_staff": "on", "is_active": "on"}
    browser.post(
        reverse("admin:office_culture_user_change", args=[keeper.pk]), {**fields, "is_superuser": "on"}
    )
    keeper.refresh_from_db()
    assert keeper.full_name == "Đổi Tên"
    assert not keeper.is_superuser


def test_who_keeps_accounts_does_not_change_a_superuser(having, signed_in, superuser):
    browser = signed_in(having(roles.ADMINISTRATOR))
    for page in ("office_culture_user_change", "auth_user_password_change"):
        address = reverse(f"admin:{page}", args=[superuser.pk])
        assert (
            browser.post(
                address, {"full_name": "Kẻ Lạ", "password1": "x" * 14, "password2": "x" * 14}
            ).status_code
            == 403
        )
    superuser.refresh_from_db()
    assert superuser.full_name != "Kẻ Lạ"
