"""The count of notices in the head: asked once a page stands, less by one once the record was opened."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from office_culture.project import roles
from tests.factories.office import UserFactory
from tests.project.test_notices import page_of, task_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_head_counts_what_is_new_until_it_is_opened(open_pages, live_server, unit_a):
    roles.set_up()
    contact = UserFactory(unit=unit_a)
    contact.groups.add(Group.objects.get(name=roles.UNIT_CONTACT.name))
    task = task_of(unit_a)
    watched = open_pages(user=contact, language="en", notices=True)
    watched.judging = False
    page = watched.page
    watched.visit(reverse("admin:index"))
    page.locator("#user-tools .bell-count").get_by_text("1", exact=True).wait_for()
    assert page.locator(".bell").first.get_attribute("title") == "Notices: 1 new"
    with page.expect_response("**/notices/count/"):
        watched.visit(page_of(task))
    page.locator("#user-tools .bell-count").wait_for(state="hidden")
    page.wait_for_load_state("networkidle")
    assert watched.problems == []
