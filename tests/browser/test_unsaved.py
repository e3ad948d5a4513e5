"""Nothing typed is lost: it is kept while one types, offered later, and outlives the end of a session."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from office_culture.models import Document, UnsavedForm
from tests.factories.documents import DocumentFactory
from tests.factories.office import UserFactory
from tests.sessions import session_of

pytestmark = pytest.mark.browser

TEN_SECONDS = 11_000
LATER = 31_000  # a post asks for the session first
PASSWORD = "mot-mat-khau-dai-2026"
SHORT, LONG = 4, 1800  # seconds of a session


def answered(page, act) -> None:
    """Does something and waits for the answer about the session that follows it."""
    with page.expect_response(lambda answer: answer.url.endswith(reverse("unsaved_form"))):
        act()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_typed_words_outlive_a_closed_window_and_the_end_of_the_session(
    open_pages, live_server, width, scheme
):
    root = UserFactory(username="root", is_superuser=True)
    document = DocumentFactory(note="Cũ")
    address = reverse("admin:office_culture_document_change", args=[document.pk])
    watched = open_pages(width=width, scheme=scheme, language="en", user=root)
    page = watched.page
    page.clock.install()
    watched.visit(address)
    page.locator("#id_note").fill("Gõ dở")
    answered(page, lambda: page.clock.run_for(TEN_SECONDS))
    assert ["note", "Gõ dở"] in UnsavedForm.objects.get().fields

    watched.visit(address)
    assert page.locator("#id_note").input_value() == "Cũ"
    page.get_by_role("button", name="Show what I typed").click()
    watched.look()
    assert page.locator("#id_note").input_value() == "Gõ dở"

    page.locator("#id_note").fill("Gõ xong")
    Session.objects.all().delete()
    watched.expected_status = 401
    answered(page, lambda: page.clock.run_for(2 * TEN_SECONDS))
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    watched.look()
    window = dialog.get_by_role("link", name="Sign in in a new window")
    assert window.get_attribute("href").startswith("/admin/login/")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(UserFactory(is_superuser=True))}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    answered(page, lambda: dialog.get_by_role("button", name="I have signed in").click())
    dialog.get_by_text("Another account is signed in now.").wait_for()
    page.context.add_cookies([cookie | {"value": session_of(root), "url": live_server.url}])
    answered(page, lambda: dialog.get_by_role("button", name="I have signed in").click())
    dialog.wait_for(state="hidden")
    watched.expected_status = 200
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    assert Document.objects.get().note == "Gõ xong"
    assert not UnsavedForm.objects.exists()
    assert watched.problems == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_a_session_that_ran_out_is_begun_again_where_one_types(open_pages, settings, width, scheme):
    """By waiting for its end: in a second tab, then in the dialog, after which the post goes on by itself."""
    root = UserFactory(username="root", is_superuser=True)
    root.set_password(PASSWORD)
    root.save()
    document = DocumentFactory(note="Cũ")
    settings.SESSION_COOKIE_AGE = SHORT
    watched = open_pages(width=width, scheme=scheme, language="en", user=root)
    page = watched.page
    watched.visit(reverse("admin:office_culture_document_change", args=[document.pk]))
    page.locator("#id_note").fill("Gõ lâu")
    watched.expected_status = 401
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.wait_for()
    watched.look()

    settings.SESSION_COOKIE_AGE = LONG
    other = page.context.new_page()
    other.goto(reverse("admin:login"))
    other.get_by_label("Username").fill("root")
    other.get_by_label("Password").fill(PASSWORD)
    with other.expect_navigation():
        other.get_by_role("button", name="Log in").click()
    answered(page, lambda: dialog.get_by_role("button", name="I have signed in").click())
    dialog.wait_for(state="hidden")
    assert page.locator("#id_note").input_value() == "Gõ lâu"

    Session.objects.all().delete()
    page.clock.install()
    page.clock.fast_forward(LATER)
    page.locator("input[name=_continue]").click()
    dialog.wait_for()
    dialog.get_by_label("Password of “root”").fill("sai-mat-khau")
    dialog.get_by_role("button", name="Sign in again").click()
    dialog.get_by_role("alert").filter(has_text="Please enter the correct").wait_for()
    watched.look()
    dialog.get_by_label("Password of “root”").fill(PASSWORD)
    with page.expect_navigation():
        dialog.get_by_label("Password of “root”").press("Enter")
    page.wait_for_load_state()
    assert Document.objects.get().note == "Gõ lâu"
    assert watched.problems == []


def test_a_second_step_is_taken_in_a_window_of_its_own_and_the_post_goes_on(open_pages, live_server):
    root = UserFactory(username="root", is_superuser=True)
    root.set_password(PASSWORD)
    root.save()
    document = DocumentFactory(note="Cũ")
    watched = open_pages(width=390, scheme="dark", language="en", user=root)
    page = watched.page
    page.clock.install()
    watched.visit(reverse("admin:office_culture_document_change", args=[document.pk]))
    page.locator("#id_note").fill("Gõ lâu")
    answered(page, lambda: page.clock.run_for(TEN_SECONDS))
    phone = TOTPDevice.objects.create(user=root, name="phone", confirmed=True)
    Session.objects.all().delete()
    page.clock.fast_forward(LATER)
    watched.expected_status = 401
    page.locator("input[name=_continue]").click()
    dialog = page.get_by_role("dialog", name="Your session has ended")
    dialog.wait_for()
    dialog.get_by_label("Password of “root”").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in again").click()
    dialog.get_by_role("alert").filter(has_text="One more step is left").wait_for()
    watched.look()
    answered(page, lambda: dialog.get_by_role("button", name="I have signed in").click())
    assert dialog.is_visible()

    window = dialog.get_by_role("link", name="Sign in in a new window").get_attribute("href")
    other = page.context.new_page()
    other.goto(f"{live_server.url}{window}")
    other.fill("#id_code", f"{totp(phone.bin_key):06d}")
    with other.expect_navigation():
        other.locator("#id_code").press("Enter")
    watched.expected_status = 200
    with page.expect_navigation():
        dialog.get_by_role("button", name="I have signed in").click()
    assert Document.objects.get().note == "Gõ lâu"
    assert watched.problems == []
