"""Signing in with a second step on a narrow screen, by the keyboard alone; and the pages around it in both looks."""

import pytest
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from office_culture.models import Device
from tests.factories.office import DeviceFactory, UnitFactory
from tests.sessions import session_of

pytestmark = pytest.mark.browser

PASSWORD = "mot-mat-khau-dai"


def type_and_send(page, **fields) -> None:
    """Fills the fields and sends the form with the keyboard."""
    for name, value in fields.items():
        page.focus(f"#id_{name}")
        page.keyboard.type(value)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_phone_is_set_up_and_asked_for_by_keyboard(open_pages, root):
    UnitFactory()  # an office without a unit begins with its set-up
    root.set_password(PASSWORD)
    root.save()
    watched = open_pages(width=390, scheme="dark")
    page = watched.page
    watched.visit(reverse("account"))
    type_and_send(page, username=root.username, password=PASSWORD)
    page.locator(f'a[href="{reverse("second_step_set_up")}"]').focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    watched.look()
    phone = TOTPDevice.objects.get(user=root)
    assert page.locator("svg.qr").bounding_box()["width"] > 150
    type_and_send(page, code="1")
    watched.look()
    assert page.locator(".errorlist").is_visible()
    page.fill("#id_code", "")
    type_and_send(page, code=f"{totp(phone.bin_key):06d}")
    watched.look()
    codes = page.locator(".recovery-codes code").all_inner_texts()
    assert len(codes) == 10

    page.context.clear_cookies(name="sessionid")
    watched.visit(reverse("admin:index"))
    type_and_send(page, username=root.username, password=PASSWORD)
    watched.look()
    type_and_send(page, code=codes[0])
    assert page.url.endswith(reverse("admin:index"))
    for name in ("second_step_codes", "second_step_remove", "second_step_set_up"):
        watched.visit(reverse(name))
    assert not watched.problems, "\n".join(watched.problems)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_sessions_and_the_question_after_a_new_sign_in(width, scheme, open_pages, root):
    for _ in range(2):
        DeviceFactory(
            account=root, session_key=session_of(root), address="2001:db8:1111:2222:3333:4444:5555:6666"
        )
    watched = open_pages(width=width, scheme=scheme, user=root)
    page = watched.page
    watched.visit(reverse("account"))
    with page.expect_navigation():
        page.locator(".sessions input[type=submit]").first.press("Enter")
    watched.look()
    assert Device.objects.count() == 1
    watched.visit(reverse("admin:office_culture_unit_add"))
    page.fill("#id_name", "Phòng Thử")
    page.context.clear_cookies(name="csrftoken")
    page.context.add_cookies([{"name": "csrftoken", "value": "a" * 32, "url": watched.home}])
    watched.expected_status = 409
    page.locator("input[name=_save]").click()
    watched.look()
    watched.expected_status = 200
    with page.expect_navigation():
        page.locator("form input[type=submit]").last.press("Enter")
    assert page.locator("#id_name").input_value() == "Phòng Thử"
    watched.look()
    assert not watched.problems, "\n".join(watched.problems)
