"""The pages around the records: errors in the project's look, the language, the policy, the lists."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.defaults import server_error

from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_leads_back(superuser, signed_in):
    answer = signed_in(superuser).get("/admin/khong-co/")
    assert answer.status_code == 404
    assert f'href="{reverse("start")}"' in answer.content.decode()


def test_the_page_of_an_error_needs_neither_database_nor_request(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"screen.css" in answer.content


def test_a_form_without_its_token_says_that_nothing_was_saved(superuser):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(superuser, backend=settings.AUTHENTICATION_BACKENDS[1])
    answer = browser.post(reverse("admin:office_culture_unit_add"), {})
    assert answer.status_code == 403
    assert "403_csrf.html" in [template.name for template in answer.templates]


def test_the_language_changes_at_a_click(superuser, signed_in):
    browser = signed_in(superuser)
    page = reverse("admin:office_culture_unit_changelist")
    assert '<html lang="vi"' in browser.get(page).content.decode()
    answer = browser.post(reverse("set_language"), {"language": "en", "next": page})
    assert answer.headers["Location"] == page
    assert '<html lang="en"' in browser.get(page).content.decode()


def test_every_page_carries_the_policy(client):
    policy = client.get(reverse("admin:login")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_filters_stand_above_the_list_and_tell_when_they_are_in_use(superuser, signed_in):
    UnitFactory()
    browser = signed_in(superuser)
    page = reverse("admin:office_culture_unit_changelist")
    drawer = '<details id="changelist-filter" class="list-drawer" data-filter-title="*">'
    plain = browser.get(page).content.decode()
    assert drawer in plain
    assert 'class="chips"' not in plain
    filtered = browser.get(page, {"kind__exact": "agency"}).content.decode()
    assert 'class="chips"' in filtered
    assert 'title="Remove this filter"' in filtered
    assert 'class="empty"' in filtered


def test_a_list_offers_to_show_all_only_where_something_is_left_out(superuser, signed_in):
    UnitFactory()
    browser = signed_in(superuser)
    browser.cookies["django_language"] = "en"
    page = reverse("admin:office_culture_unit_changelist")
    assert "Show all" not in browser.get(page).content.decode()
    assert "Show all" in browser.get(page, {"q": "Phòng"}).content.decode()
    assert "Show all" in browser.get(page, {"kind__exact": "division"}).content.decode()


def test_a_refused_page_names_who_is_signed_in_and_a_strange_one_nobody(plain_staff, signed_in, client):
    refused = signed_in(plain_staff).get(reverse("admin:office_culture_unit_changelist"))
    assert refused.status_code == 403
    assert f'<span class="who">{plain_staff.full_name}</span>' in refused.content.decode()
    assert reverse("admin:logout") in refused.content.decode()
    assert 'class="who"' not in client.get("/khong-co/").content.decode()


def test_the_picture_of_the_site_is_found_where_browsers_look_for_it(client):
    place = client.get("/favicon.ico").headers["Location"]
    picture = client.get(place)
    assert b"<svg" in b"".join(picture.streaming_content)
    picture.close()


@pytest.mark.parametrize(
    ("chosen", "opens"),
    [("", "vi"), ("en", "en"), ("vi", "vi"), ("fr", "vi"), ("../x", "vi"), ("en-gb", "en")],
)
def test_the_choice_of_the_reader_decides_the_language_and_no_browser(chosen, opens, client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen
    page = client.get(reverse("admin:login"), headers={"accept-language": "fr,en;q=0.9"})
    assert page.headers["Content-Language"] == opens
    assert f'<html lang="{opens}"' in page.content.decode()


def test_the_choice_is_remembered_for_a_year(client):
    answer = client.post(reverse("set_language"), {"language": "en"})
    assert int(answer.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"]) >= 365 * 24 * 60 * 60
