"""The menu by work: at most nine entries, each with a page of its own that shows what the account may use."""

import datetime

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import Campaign, Report, Task
from office_culture.models import Document, InspectionRound
from office_culture.project import dashboard, leadership, roles
from office_culture.project.menu import AREAS, HUBS, hub_of, kinds_of
from tests.answers import assert_not_found
from tests.factories import FACTORIES
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date


@pytest.fixture(params=roles.ROLES, ids=lambda role: role.slug)
def account(request, office):
    user = UserFactory(unit=office)
    user.groups.add(Group.objects.get(name=request.param.name))
    return user


def page(slug: str) -> str:
    return reverse("admin:hub", args=[slug])


def test_nine_entries_hold_each_area_once():
    named = [slug for hub in HUBS for slug in hub.areas]
    assert len(HUBS) <= 9
    assert sorted(named) == sorted(area.slug for area in AREAS)
    for area in AREAS:
        assert set(area.settings) <= set(area.models), area.slug
    assert hub_of("campaign.task").slug == "campaign"
    assert hub_of("no.kind") is HUBS[-1]


def test_each_role_sees_the_hubs_and_the_kinds_that_it_uses(account, signed_in):
    browser = signed_in(account)
    home = browser.get(reverse("admin:index"))
    hubs = home.context["app_list"]
    shown = [hub for hub in hubs if hub["shown"]]
    assert 1 <= len(shown) <= 9
    set_up_once = {label for area in AREAS for label in area.settings}
    writes = any(writable(kind) for hub in hubs for kind in hub["models"])
    for hub in shown:
        for kind in hub["shown"]:
            assert writable(kind) or not writes or kind["model"]._meta.label_lower not in set_up_once
    for hub in HUBS:
        answer = browser.get(page(hub.slug))
        entry = next((one for one in hubs if one["app_label"] == hub.slug), None)
        may_view = any(account.has_perm(label.replace(".", ".view_")) for label in kinds_of(hub.slug))
        assert answer.status_code == (200 if may_view else 404), hub.slug
        assert (entry is not None) == may_view
        html = answer.content.decode()
        for kind in entry["shown"] if entry else ():
            assert f'href="{kind["admin_url"]}"' in html


def test_no_home_leads_to_more_than_25_kinds(account, office, signed_in, everything_waits):
    """With a row waiting in every state of every life cycle, for every role."""
    html = signed_in(account).get(reverse("start"), follow=True).content.decode()
    lists = {
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in site._registry
    }
    linked = {address for address in lists if f'href="{address}' in html}
    assert len(linked) <= 25, sorted(linked)
    assert 'id="thumb-menu"' in html


def writable(kind) -> bool:
    return bool(kind["perms"].get("add") or kind["perms"].get("change"))


@pytest.fixture
def everything_waits(monkeypatch):
    """Every tile is shown, whatever the records."""

    def tiles(user, kinds=None):
        return [
            dashboard.Tile(one.urgency, one.label, 1, dashboard.list_url(model, one))
            for model, one in dashboard.sources()
            if one.on_home and one.is_for(user, model)
        ]

    for module in (dashboard, leadership):
        monkeypatch.setattr(module, "tiles", tiles)


def test_a_hub_counts_what_waits_there_and_nothing_else(officer, office, signed_in):
    FACTORIES[Report](unit=office)
    browser = signed_in(officer)
    (group,) = browser.get(page("reports")).context["groups"]
    (tile,) = group.tiles
    assert browser.get(tile.url).context["cl"].result_count == tile.count == 1
    assert browser.get(page("figures")).context["groups"] == []


def test_a_hub_shows_the_course_of_its_newest_record_with_what_is_due(officer, office, contact_a, signed_in):
    browser = signed_in(officer)
    assert browser.get(page("campaign")).context["course"] is None
    FACTORIES[Report](unit=office, period_start=DAY(2021, 1, 1), period_end=DAY(2021, 12, 31))
    newest = FACTORIES[Report](unit=office, period_start=DAY(2022, 1, 1), period_end=DAY(2022, 12, 31))
    shown = browser.get(page("reports"))
    html = shown.content.decode()
    assert shown.context["under_way"] == newest
    assert f'href="{reverse("admin:campaign_report_change", args=[newest.pk])}"' in html
    assert html.count('aria-current="step"') == html.count("button primary") == 1
    assert html.index('class="course"') < html.index('class="areas"') < html.index("area-settings")
    for slug in ("campaign", "inspections"):
        FACTORIES[Campaign if slug == "campaign" else InspectionRound](unit=office)
        assert browser.get(page(slug)).context["course"].steps, slug
    assert signed_in(contact_a).get(page("reports")).context["course"] is None


def test_a_hub_costs_the_same_however_many_rows(officer, office, signed_in):
    browser = signed_in(officer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(page("campaign")).status_code == 200
        return len(captured)

    FACTORIES[Task](lead_unit=office)
    statements()
    one = statements()
    for _ in range(29):
        FACTORIES[Task](lead_unit=office)
    assert statements() == one <= 20


def test_pages_lead_back_to_their_hub(superuser, signed_in):
    browser = signed_in(superuser)
    document = FACTORIES[Document]()
    name = "admin:office_culture_document"
    for address in (
        reverse(f"{name}_changelist"),
        reverse(f"{name}_change", args=[document.pk]),
        reverse(f"{name}_add"),
        reverse(f"{name}_history", args=[document.pk]),
    ):
        html = browser.get(address).content.decode()
        assert f'<a href="{page("documents")}">' in html, address
        assert html.count('aria-current="page"') == 1, address


def test_a_package_has_no_page_of_its_own(officer, plain_staff, signed_in):
    address = reverse("admin:app_list", args=["campaign"])
    assert signed_in(officer).get(address).headers["Location"] == reverse("admin:index")
    assert signed_in(plain_staff).get(address).status_code == 404


def test_strangers_and_accounts_without_rights_see_no_hub(plain_staff, signed_in, client):
    assert client.get(page("reports")).status_code == 302
    for slug in ("reports", "nowhere"):
        assert_not_found(signed_in(plain_staff).get(page(slug)), "campaign")
