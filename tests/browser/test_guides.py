"""Guides in a browser: their look in both colours and widths, and the way from a page to its heading."""

import pytest
from django.urls import reverse

from office_culture.project import guides
from tests.browser.test_pages import LOOKS, in_looks_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LOOKS)
def test_every_guide_is_whole_and_accessible(language, open_pages, root):
    watched = in_looks_of(language, open_pages, user=root)
    watched.visit(reverse("guides"))
    for slug in guides.SLUGS:
        watched.visit(reverse("guide", args=[slug]))
        pictures = watched.page.locator(".guide img")
        for number in range(pictures.count()):
            pictures.nth(number).scroll_into_view_if_needed()
            watched.page.wait_for_function(
                "number => document.querySelectorAll('.guide img')[number].naturalWidth > 0", arg=number
            )
    assert not watched.problems, "\n".join(watched.problems)


def test_a_page_leads_to_its_heading_and_the_language_stays_there(open_pages, root):
    watched = open_pages(width=390, language="vi", user=root)
    page = watched.page
    watched.visit(reverse("admin:campaign_plan_changelist"))
    page.locator(".guide-link a").click()
    page.wait_for_url("**/guides/records-officer/#keep-a-plan-and-its-tasks")
    heading = page.locator("h2:target")
    assert (
        heading.inner_text() == guides.written("records-officer", "vi").headings["keep-a-plan-and-its-tasks"]
    )
    assert -1 < heading.bounding_box()["y"] < 844
    watched.look()
    assert not watched.problems, "\n".join(watched.problems)
