"""Pledges and registrations of which only the year is known: kept, and counted with their year."""

import datetime

import pytest
from django.urls import reverse

from campaign.models import Pledge, TitleRegistration
from campaign.selectors.pledges import pledges_of
from campaign.selectors.registrations import registrations_of
from office_culture.rules.facts import FactScope
from tests.factories.plans import PledgeFactory, TitleRegistrationFactory
from tests.guards.test_duplicates import managed, posted

pytestmark = pytest.mark.django_db


def scope(office, as_of: datetime.date) -> FactScope:
    return FactScope(
        unit_id=office.pk, unit_path=office.path, start=datetime.date(2019, 1, 1), end=as_of, as_of=as_of
    )


@pytest.mark.parametrize(
    ("factory", "model", "day", "name"),
    [
        (PledgeFactory, Pledge, "signed_on", "pledge"),
        (TitleRegistrationFactory, TitleRegistration, "registered_on", "titleregistration"),
    ],
)
def test_the_page_takes_a_row_without_its_day(factory, model, day, name, superuser, signed_in):
    row = factory()
    browser = signed_in(superuser)
    address = reverse(f"admin:campaign_{name}_change", args=[row.pk])
    page = browser.get(address).context
    data = posted(page["adminform"].form, row) | managed(i.formset for i in page["inline_admin_formsets"])
    data |= {"opened_version": row.version, day: ""}
    assert browser.post(address, data).status_code == 302
    row.refresh_from_db()
    assert getattr(row, day) is None
    assert "None" not in str(row)
    assert "None" not in "".join(row.names_in_sheets())
    assert browser.get(address).status_code == 200


def test_they_count_from_the_year_on_that_they_are_of(office):
    PledgeFactory(unit=office, year=2021, signed_on=None)
    TitleRegistrationFactory(unit=office, year=2021, registered_on=None)
    before, after = scope(office, datetime.date(2020, 12, 31)), scope(office, datetime.date(2021, 3, 1))
    assert not pledges_of(before).years
    assert not registrations_of(before).years
    assert [found.year for found in pledges_of(after).years] == [2021]
    assert [found.year for found in registrations_of(after).years] == [2021]
