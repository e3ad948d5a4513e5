"""What a source does not say of an award or of a matter against it is taken from the document, or stays unsaid."""

import datetime

import pytest
from django.urls import reverse

from awards.models import Conferral, Impediment
from awards.selectors.certificates import certificate_facts
from tests.campaign.reading import errors
from tests.factories.awards import AwardFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory

pytestmark = pytest.mark.django_db
ADD = "admin:awards_conferral_add"


def test_an_award_needs_a_period_or_a_day_and_not_both(signed_in, officer, unit_a):
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    typed = {
        "award": AwardFactory().pk,
        "unit": unit_a.pk,
        "person": PersonFactory(unit=unit_a).pk,
        "ground": "merit",
        "period_start": "",
        "period_end": "",
    }
    assert (
        "Write the period of the achievements, or the day"
        in errors(desk.post(reverse(ADD), typed), "period_end")[0]
    )
    typed["decision"] = DocumentFactory(symbol="12/QĐ-UBND", date=datetime.date(2009, 3, 2)).pk
    assert desk.post(reverse(ADD), typed).status_code == 302
    kept = Conferral.objects.get()
    assert (kept.year, kept.period_end, kept.decided_on.isoformat()) == (2009, None, "2009-03-02")
    assert certificate_facts(kept, "").years == ""
    assert "of this day already" in errors(desk.post(reverse(ADD), typed), "award")[0]


def test_an_open_matter_begins_with_its_document(signed_in, officer, unit_a):
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    address = reverse("admin:awards_impediment_add")
    typed = {"unit": unit_a.pk, "kind": "complaint", "reason": "Đơn chưa giải quyết", "begun_on": ""}
    assert desk.post(address, typed).status_code == 302
    assert Impediment.objects.get().begun_on is None, "nobody knows the day, and none is invented"
    typed["decision"] = DocumentFactory(symbol="13/TB-UBND", date=datetime.date(2024, 3, 4)).pk
    assert desk.post(address, typed).status_code == 302
    assert Impediment.objects.latest("placed_on").begun_on.isoformat() == "2024-03-04"
