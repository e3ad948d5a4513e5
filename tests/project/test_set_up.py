"""The set-up of an empty office: it leads part by part, can be left and resumed, and loads what is chosen."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from awards.models import AwardRule
from campaign.models import Campaign, Plan, Report, ReportOutline
from office_culture.models import Checklist, Event, Person, Unit
from office_culture.project import roles
from tests.answers import assert_refused, assert_sent_to_sign_in
from tests.factories import FACTORIES
from tests.factories.office import UserFactory
from tests.rights import granted

pytestmark = pytest.mark.django_db


def due(browser) -> str:
    return browser.get(reverse("set_up")).context["now"].slug


def test_an_empty_database_opens_the_set_up_and_an_office_does_not(superuser, signed_in, plain_staff):
    Unit.objects.update(code="")
    browser = signed_in(superuser)
    assert browser.get(reverse("start")).headers["Location"] == reverse("set_up")
    assert due(browser) == "office"
    assert signed_in(plain_staff).get(reverse("start")).headers["Location"] == reverse("admin:index")
    Unit.objects.filter(parent=None).update(code="VP")
    assert browser.get(reverse("start")).headers["Location"] == reverse("admin:index")


def test_the_set_up_leads_on_as_records_appear(superuser, signed_in, office):
    browser = signed_in(superuser)
    assert due(browser) == "units"
    FACTORIES[Unit](name="Phòng A", parent=office)
    assert due(browser) == "people"
    FACTORIES[Person]()
    assert due(browser) == "accounts"
    UserFactory(unit=office).groups.add(Group.objects.get(name=roles.RECORDS_OFFICER.name))
    assert due(browser) == "catalogues"
    browser.post(reverse("set_up"), {"load": "outlines"})
    assert due(browser) == "campaign"
    held = FACTORIES[Campaign](office=office, unit=office)
    plan = dict(browser.get(reverse("set_up")).context["now"].pages)["Add the plan"]
    assert browser.get(plan).context["adminform"].form.initial["campaign"] == str(held.pk)
    FACTORIES[Plan](campaign=held, unit=office)
    assert due(browser) == "report"
    FACTORIES[Report](unit=office, campaign=held)
    assert browser.get(reverse("set_up")).context["now"] is None


def test_an_agency_without_units_goes_on_with_its_people(superuser, signed_in, office):
    FACTORIES[Person]()
    assert not Unit.objects.filter(parent__isnull=False).exists()
    assert due(signed_in(superuser)) == "accounts"


def test_every_page_leads_back_to_the_set_up_until_it_is_left(superuser, signed_in, office):
    browser = signed_in(superuser)
    home, back = reverse("admin:index"), f'href="{reverse("set_up")}"'
    assert back not in browser.get(home).content.decode()
    browser.get(reverse("set_up"))
    assert back in browser.get(home).content.decode()
    assert browser.post(reverse("set_up"), {"leave": "1"}).headers["Location"] == home
    assert back not in browser.get(home).content.decode()


def test_catalogues_are_loaded_by_their_buttons_once_and_by_name(superuser, signed_in, office):
    browser = signed_in(superuser)
    for slug, model in (
        ("outlines", ReportOutline),
        ("van-hoa-cong-so", Checklist),
        ("award-rules", AwardRule),
    ):
        assert not model.objects.exists()
        browser.post(reverse("set_up"), {"load": slug})
        count = model.objects.count()
        assert count
        browser.post(reverse("set_up"), {"load": slug})
        assert model.objects.count() == count
    assert set(
        Event.objects.filter(object_name=str(Checklist.objects.get())).values_list("actor", flat=True)
    ) == {superuser.pk}
    assert browser.post(reverse("set_up"), {"load": "nothing"}).status_code == 404


def test_who_may_not_add_units_or_a_catalogue_is_refused(plain_staff, signed_in, client):
    assert_refused(signed_in(plain_staff).get(reverse("set_up")))
    assert_sent_to_sign_in(client.get(reverse("set_up")))
    partly = granted(plain_staff, Permission.objects.filter(codename="add_unit"))
    assert_refused(signed_in(partly).post(reverse("set_up"), {"load": "outlines"}))
    assert not ReportOutline.objects.exists()
