"""Guides are read by whoever is signed in, in the reader's language, from the place that they speak of."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.urls import reverse

from office_culture.project import guides, roles
from tests.answers import assert_not_found, assert_whole_page
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<nav class="guide-link"[^>]*><a href="([^"]+)">')


@pytest.fixture
def having(office, signed_in):
    """`having(role)` gives a browser in which an account of the whole office with this role is signed in."""

    def make(role: roles.Role):
        user = UserFactory(unit=office)
        user.groups.set(Group.objects.filter(name=role.name))
        return signed_in(user)

    return make


def led_to(browser, address: str) -> list[str]:
    return LINK.findall(browser.get(address).content.decode())


def guide(slug: str, heading: str = "") -> list[str]:
    return [reverse("guide", args=[slug]) + (f"#{heading}" if heading else "")]


def test_each_place_leads_to_the_heading_that_speaks_of_it(having):
    officer, contact = having(roles.RECORDS_OFFICER), having(roles.UNIT_CONTACT)
    home, tasks = reverse("admin:index"), reverse("admin:campaign_task_changelist")
    assert led_to(officer, home) == guide("records-officer", "begin-the-day")
    assert led_to(contact, home) == guide("unit-contact", "begin-the-day")
    assert led_to(officer, tasks) == guide("records-officer", "keep-a-plan-and-its-tasks")
    assert led_to(contact, tasks) == guide("unit-contact", "report-on-a-task")
    assert led_to(officer, reverse("admin:hub", args=["figures"])) == guide(
        "records-officer", "confirm-figures"
    )
    add, sheet = (reverse(f"admin:office_culture_document_{name}") for name in ("add", "import"))
    assert led_to(officer, add) == guide("records-officer", "register-a-document")
    assert led_to(officer, sheet) == guide("tables", "bring-in-a-table")
    assert led_to(officer, f"{add}?_popup=1") == []
    assert led_to(officer, reverse("set_up")) == guide("empty-office")
    # Nothing a contact does stands there: its guide opens at the top.
    assert led_to(contact, reverse("admin:hub", args=["documents"])) == guide("unit-contact")


def test_leaders_auditors_and_administrators_are_led_to_their_own_guides(having):
    leader, auditor = having(roles.LEADER), having(roles.AUDITOR)
    assert led_to(leader, reverse("leadership")) == guide("leader", "see-what-waits")
    assert led_to(auditor, reverse("leadership")) == guide("auditor", "follow-a-figure-to-its-records")
    accounts = reverse("admin:office_culture_user_changelist")
    assert led_to(having(roles.ADMINISTRATOR), accounts) == guide("accounts", "give-somebody-an-account")
    assert led_to(auditor, accounts) == guide("auditor", "look-at-the-rights-of-an-account")


def test_an_account_without_a_right_is_led_to_all_guides(office, signed_in):
    assert led_to(signed_in(UserFactory(unit=office)), reverse("admin:index")) == [reverse("guides")]


@pytest.mark.parametrize("language", guides.LANGUAGES)
def test_every_guide_opens_in_the_language_of_the_reader(language, having):
    browser = having(roles.RECORDS_OFFICER)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert_whole_page(browser.get(reverse("guides")))
    for slug in guides.SLUGS:
        answer = browser.get(reverse("guide", args=[slug]))
        assert_whole_page(answer)
        page, shown = answer.content.decode(), guides.written(slug, language)
        assert f"<h1>{shown.title}</h1>" in page
        assert page.count("<h1") == 1
        for heading, words in shown.headings.items():
            assert f'<h2 id="{heading}">{words}</h2>' in page
        assert f'src="/static/guides/{language}/' in page
        assert 'class="guide-link"' not in page
        assert ".md" not in page


def test_strangers_sign_in_first_and_unknown_guides_are_not_found(client, having):
    for address in (reverse("guides"), reverse("guide", args=["tables"])):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))
    browser = having(roles.COUNCIL_MEMBER)
    assert_not_found(browser.get(reverse("guide", args=["khong-co"])))
    assert browser.post(reverse("guide", args=["tables"])).status_code == 405


def test_an_installation_without_the_guides_says_so(settings, tmp_path):
    assert [one for one in run_checks() if one.id == "project.E005"] == []
    settings.GUIDES_DIR = tmp_path
    found = [one for one in run_checks() if one.id == "project.E005"]
    assert len(found) == len(guides.SLUGS) * len(guides.LANGUAGES)
