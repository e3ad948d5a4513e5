"""The sample office has open work for every role, and its home says so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office_culture.models import User
from office_culture.project import roles
from tests.answers import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.slug)
def test_every_role_finds_open_work_on_its_home(role, signed_in):
    """Whoever only reads is told of last days; everybody else of something that waits for their step."""
    account = User.objects.filter(groups__name=role.name, code_expires=None).earliest("pk")
    browser = signed_in(account)
    browser.get(reverse("admin:index"))
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(reverse("admin:index"))
    assert asked(captured) <= 12
    groups = {group.slug: group for group in page.context["groups"]}
    writes = any(name.split(".")[1].startswith(("change_", "add_")) for name in roles.permissions(role))
    assert ("waiting" if writes or role is roles.COUNCIL_MEMBER else "due") in groups
    for tile in (tile for group in groups.values() for tile in group.tiles):
        assert browser.get(tile.url).context["cl"].result_count == tile.count, tile.label
