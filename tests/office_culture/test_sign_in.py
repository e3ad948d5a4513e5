"""The rights of an account are Django's own, read in fewer statements."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission

from office_culture.models import User
from office_culture.selectors.accounts import AccountBackend
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


def permission(codename):
    return Permission.objects.get(content_type__app_label="office_culture", codename=codename)


def test_gives_exactly_the_rights_that_django_gives(office):
    user = UserFactory(unit=office)
    first, second = Group.objects.create(name="A"), Group.objects.create(name="B")
    first.permissions.add(permission("view_unit"), permission("view_person"))
    second.permissions.add(permission("view_person"))
    user.groups.add(first, second)
    user.user_permissions.add(permission("change_unit"), permission("view_unit"))
    expected = ModelBackend().get_all_permissions(User.objects.get(pk=user.pk))
    assert len(expected) == 3
    assert AccountBackend().get_all_permissions(User.objects.get(pk=user.pk)) == expected
    closed = UserFactory(unit=office, is_active=False)
    closed.user_permissions.add(permission("view_unit"))
    assert AccountBackend().get_all_permissions(closed) == set()
    assert AccountBackend().get_user(closed.pk) is None


def test_reads_account_unit_and_rights_in_two_statements(office, django_assert_num_queries):
    user = UserFactory(unit=office)
    user.user_permissions.add(permission("view_unit"))
    with django_assert_num_queries(2):
        read = AccountBackend().get_user(user.pk)
        assert read.unit == office
        assert AccountBackend().has_perm(read, "office_culture.view_unit")
        assert not AccountBackend().has_perm(read, "office_culture.change_unit")
