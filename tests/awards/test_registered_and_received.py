"""Registered against achieved: a title among the awards received counts, whatever was entered."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Conferral
from campaign.models import PledgeOutcome
from campaign.selectors.registrations import registrations_of, settled
from tests.campaign.reading import scope_of
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory
from tests.factories.plans import EmulationTitleFactory, TitleRegistrationFactory

pytestmark = pytest.mark.django_db

LISTED = "admin:campaign_titleregistration_changelist"
CHANGE = "admin:campaign_titleregistration_change"


@pytest.fixture
def screen(signed_in, officer):
    browser = signed_in(officer)
    browser.cookies["django_language"] = "en"
    return browser


@pytest.fixture
def award():
    return AwardFactory(name="Lao động tiên tiến")


@pytest.fixture
def person(unit_a):
    return PersonFactory(unit=unit_a, full_name="Người Mẫu")


@pytest.fixture
def registered(person):
    return TitleRegistrationFactory(title=EmulationTitleFactory(name="Lao động Tiên tiến"), person=person)


def outcome_of(registration, **by) -> tuple[str, bool]:
    (found,) = settled([registration], **by)
    return str(found.outcome), found.on_record


def give(award, person, **changes):
    return ConferralFactory(award=award, person=person, unit=person.unit, **changes)


def test_what_was_received_is_achieved_with_its_decision(award, person, registered):
    assert outcome_of(registered) == ("unknown", False)
    decision = DocumentFactory(symbol="05/QĐ-VPTN")
    give(award, person, decision=decision)
    (found,) = settled([registered])
    assert (found.outcome, found.on_record, found.decision) == (PledgeOutcome.YES, True, decision)
    registered.outcome = "no"
    assert outcome_of(registered) == ("yes", True)


@pytest.mark.parametrize(
    "changes",
    [
        {"period_start": datetime.date(2020, 1, 1), "period_end": datetime.date(2020, 12, 31)},
        {"revoked_on": datetime.date(2022, 5, 1), "revoked_because": "gian dối"},
    ],
)
def test_another_year_and_a_revoked_award_do_not_count(award, person, registered, changes):
    made = give(award, person)
    Conferral.objects.filter(pk=made.pk).delete()
    give(award, person, **changes)
    assert outcome_of(registered) == ("unknown", False)


def test_another_person_another_award_and_the_unit_itself_do_not_count(award, person, registered, unit_a):
    give(award, PersonFactory(unit=unit_a))
    give(AwardFactory(name="Chiến sĩ thi đua cơ sở"), person)
    ConferralFactory(award=award, unit=unit_a)
    assert outcome_of(registered) == ("unknown", False)


def test_a_collective_achieves_by_its_own_award(unit_a, unit_b, person):
    award = AwardFactory(name="Tập thể lao động tiên tiến")
    title = EmulationTitleFactory(name="Tập thể lao động tiên tiến", subject="collective")
    first, second = (
        TitleRegistrationFactory(title=title, person=None, unit=unit) for unit in (unit_a, unit_b)
    )
    ConferralFactory(award=award, unit=unit_a)
    give(award, PersonFactory(unit=unit_b))
    assert outcome_of(first) == ("yes", True)
    assert outcome_of(second) == ("unknown", False)


def test_a_report_counts_what_was_decided_by_its_day(award, person, registered, office):
    give(award, person, decided_on=datetime.date(2022, 1, 20))
    assert outcome_of(registered, by=datetime.date(2022, 1, 19)) == ("unknown", False)
    assert outcome_of(registered, by=datetime.date(2022, 1, 20)) == ("yes", True)
    (year,) = registrations_of(scope_of(office)).years
    assert year.individuals.kept == (registered.pk,)


def test_the_screens_say_where_it_comes_from(award, person, registered, screen):
    stated = TitleRegistrationFactory(title=registered.title, outcome="yes", person__unit=person.unit)
    give(award, person)
    listed = screen.get(reverse(LISTED)).content.decode()
    assert listed.count("by the awards received") == 1
    page = screen.get(reverse("admin:campaign_pledge_promises"), {"year": 2021})
    (row,) = page.context["registered"].titles
    assert (len(row.counts.kept), len(row.counts.unknown)) == (2, 0)
    body = page.content.decode()
    assert body.count("by the awards received") == 1
    assert body.count("no such award is on record") == 1
    assert "so it counts as achieved" in screen.get(reverse(CHANGE, args=[registered.pk])).content.decode()
    assert "so it counts as achieved" not in screen.get(reverse(CHANGE, args=[stated.pk])).content.decode()


def test_lists_cost_the_same_for_one_and_many(award, registered, screen, unit_a):
    def statements(address) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert screen.get(address).status_code == 200
        return len(captured)

    addresses = (reverse(LISTED), reverse("admin:campaign_pledge_promises"))
    give(award, registered.person)
    few = [statements(address) for address in addresses]
    for _ in range(10):
        another = PersonFactory(unit=unit_a)
        TitleRegistrationFactory(title=registered.title, person=another)
        give(award, another, decision=DocumentFactory())
    assert [statements(address) for address in addresses] == few


def test_what_no_decision_of_the_program_gave_is_corrected_on_its_page(award, person, screen):
    page = screen.get(
        reverse("admin:awards_conferral_change", args=[give(award, person).pk])
    ).content.decode()
    for name in ("award", "person", "ground", "period_end", "decision"):
        assert f'name="{name}"' in page, name
