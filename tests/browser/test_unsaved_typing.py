"""Whoever leaves the page of a record with typing that is not saved is asked first, whatever leads away."""

import pytest
from django.urls import reverse

from campaign.models import Plan
from office_culture.models import OfficePaper
from tests.factories.plans import PlanFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_draft_button_and_a_link_ask_and_saving_does_not(open_pages, root):
    plan = PlanFactory(document=None, title="Kế hoạch mẫu")
    watched = open_pages(user=root)
    page = watched.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    watched.visit(reverse("admin:campaign_plan_change", args=[plan.pk]))
    page.locator("#id_title").click()
    page.keyboard.press("Home")
    page.keyboard.type("Bổ sung: ")
    page.locator(".panel input[formaction]").first.click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    page.locator(".breadcrumbs a").first.click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"] * 2
    assert "Bổ sung: " in page.locator("#id_title").input_value()
    assert not OfficePaper.objects.exists()
    page.locator("input[name=_continue]").click()
    watched.look()
    assert asked == ["beforeunload"] * 2
    assert "Bổ sung: " in Plan.objects.get().title
