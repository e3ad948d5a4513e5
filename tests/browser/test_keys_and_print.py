"""The list of keys, Ctrl+S in a form, and a page on paper."""

import subprocess

import pytest
from django.urls import reverse

from office_culture.models import Document
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_keys_are_listed_and_save_a_form(open_pages, root, width, scheme):
    document = DocumentFactory(note="Cũ")
    watched = open_pages(width=width, scheme=scheme, language="en", user=root)
    page = watched.page
    watched.visit(reverse("admin:office_culture_document_change", args=[document.pk]))
    listed = page.get_by_role("dialog", name="Keyboard shortcuts")
    page.locator("#content").click(position={"x": 2, "y": 2})
    page.keyboard.press("?")
    listed.wait_for()
    watched.look()
    page.keyboard.press("Escape")
    listed.wait_for(state="hidden")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    listed.get_by_role("button", name="Close").click()
    page.locator("#id_note").fill("Có phải không?")
    assert not listed.is_visible()
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert Document.objects.get().note == "Có phải không?"
    assert page.url.endswith("/change/")
    assert watched.problems == []


def test_a_list_and_a_record_print_without_the_screen_around_them(open_pages, root, tmp_path):
    document = DocumentFactory(note="Ghi chú " * 60 + "hết")
    watched = open_pages(scheme="dark", language="en", user=root)
    page = watched.page
    for name, args in (("changelist", []), ("change", [document.pk])):
        watched.visit(reverse(f"admin:office_culture_document_{name}", args=args))
        file = tmp_path / f"{name}.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        told = subprocess.run(
            ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        assert document.symbol.rpartition("-")[2] in told
        for of_the_screen in ("Search everything", "Log out", "Keyboard shortcuts", "Save and add another"):
            assert of_the_screen not in told
        assert (
            "(A4)"
            in subprocess.run(
                ["pdfinfo", file], capture_output=True, text=True, check=True, timeout=60
            ).stdout
        )
    assert "hết" in told, "a long text stands whole, whatever the size of its box"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert watched.problems == []
