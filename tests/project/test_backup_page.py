"""The list of backups: the last good one, and a warning where it is old; for those with the right to it."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse
from django.utils import timezone

from office_culture import __version__
from office_culture.models import Backup, Event
from office_culture.models.frozen import door
from office_culture.project.roles import ADMINISTRATOR, RECORDS_OFFICER
from tests.factories.office import BackupFactory, EventFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = "admin:office_culture_backup_changelist"
ARCHIVE = "office-20260101-010000Z.tar"


def made(hours_ago: float, **detail) -> Backup:
    backup = BackupFactory(detail={"archive": ARCHIVE, "size": 2048, "faults": 0, **detail})
    with door("test"):
        models.QuerySet(Event).filter(pk=backup.pk).update(
            at=timezone.now() - datetime.timedelta(hours=hours_ago)
        )
    return backup


@pytest.fixture
def page(superuser, signed_in):
    browser = signed_in(superuser)
    browser.cookies["django_language"] = "en"
    return lambda: browser.get(reverse(PAGE)).content.decode()


def test_without_a_backup_it_warns(page):
    EventFactory()
    assert "There is no good backup yet" in page()


def test_the_last_good_one_is_told_and_an_old_one_warned_of(page):
    made(2)
    assert "Last good backup" in page()
    assert ARCHIVE in page()
    assert f"Version of the program: {__version__}." in page()
    made(1, faults=2)
    assert "Last good backup" in page()


def test_an_old_one_and_a_new_one_with_faults_are_no_good_one(page, settings):
    made(settings.BACKUP_OLD_AFTER + 1)
    made(1, faults=1)
    assert "which is too long ago" in page()


def test_only_who_has_the_right_sees_it(signed_in, unit_a):
    made(1)
    for role, status in ((ADMINISTRATOR, 200), (RECORDS_OFFICER, 403)):
        user = UserFactory(unit=unit_a)
        user.groups.add(Group.objects.get(name=role.name))
        browser = signed_in(user)
        assert browser.get(reverse(PAGE)).status_code == status
        hub = browser.get(reverse("admin:hub", args=["settings"]))
        assert (reverse(PAGE) in hub.content.decode()) == (status == 200)
