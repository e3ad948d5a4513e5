"""Filters that offer what occurs, without reading the whole table."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import CommunicationActivity
from office_culture.admin.bricks.filters import distinct_values
from office_culture.models import Document
from tests.factories import FACTORIES
from tests.factories.documents import DocumentFactory
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db


def test_values_come_once_and_in_order():
    for year in (2022, 2019, 2022, 2021):
        DocumentFactory(date=datetime.date(year, 5, 17))
    rows = Document.objects.all()
    assert distinct_values(rows, "year") == [2019, 2021, 2022]
    assert distinct_values(rows.filter(year__gt=2019), "year") == [2021, 2022]
    assert distinct_values(rows.none(), "year") == distinct_values(rows.filter(year=1950), "year") == []


def test_a_register_offers_its_years_in_one_statement(superuser, signed_in):
    for year in (2019, 2022):
        DocumentFactory(date=datetime.date(year, 5, 17))
    with CaptureQueriesContext(connection) as captured:
        page = signed_in(superuser).get(reverse("admin:office_culture_document_changelist")).content.decode()
    assert "?year=2019" in page
    assert "?year=2022" in page
    assert not [query["sql"] for query in captured if "SELECT DISTINCT" in query["sql"]]


def test_a_link_offers_the_records_that_rows_lead_to(superuser, unit_a, unit_b, signed_in):
    UnitFactory(name="Phòng C")
    for unit in (unit_b, unit_a, unit_b):
        FACTORIES[CommunicationActivity](unit=unit)
    page = signed_in(superuser).get(reverse("admin:campaign_communicationactivity_changelist"))
    offered = {
        spec.field_path: spec for spec in page.context["cl"].filter_specs if hasattr(spec, "field_path")
    }
    assert {name for _pk, name in offered["unit"].lookup_choices} == {str(unit_a), str(unit_b)}
