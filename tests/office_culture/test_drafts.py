"""Drafts: deleted by their author alone, while nothing rests on them, and brought back for thirty days."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from campaign.models import Innovation
from office_culture.actions import drafts
from office_culture.actions.files import inspect_files
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Verb
from office_culture.selectors.drafts import KEPT_FOR, deleted_drafts
from tests.drafts import begun_by
from tests.factories.awards import DossierFactory, NomineeFactory
from tests.factories.innovations import (
    InnovationAuthorFactory,
    InnovationFactory,
    InnovationFileFactory,
)
from tests.factories.office import UserFactory
from tests.factories.reports import ReportFactory
from tests.rights import granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def innovation(officer, office) -> Innovation:
    made = begun_by(InnovationFactory(unit=office), officer)
    InnovationAuthorFactory(innovation=made)
    InnovationFileFactory(innovation=made)
    return made


def address(record, page: str) -> str:
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{page}", args=[record.pk])


def test_a_draft_goes_and_comes_back_through_the_pages(innovation, officer, signed_in):
    browser = signed_in(officer)
    authors = list(innovation.authors.values_list("pk", "person", "share_percent"))
    files = list(innovation.files.values_list("pk", "file"))
    assert address(innovation, "delete") in browser.get(address(innovation, "change")).content.decode()
    assert browser.get(address(innovation, "delete")).status_code == 200
    assert browser.post(address(innovation, "delete"), {"post": "yes"}).status_code == 302
    assert not Innovation.objects.filter(pk=innovation.pk).exists()
    listed = browser.get(reverse("admin:campaign_innovation_changelist")).content.decode()
    assert reverse("deleted_drafts") in listed
    [event] = deleted_drafts(officer)
    shown = browser.get(reverse("deleted_drafts")).content.decode()
    assert innovation.title in shown
    answer = browser.post(reverse("bring_back_draft", args=[event.pk]))
    assert answer.url == address(innovation, "change")
    again = Innovation.objects.get(pk=innovation.pk)
    assert (again.title, again.state) == (innovation.title, "draft")
    assert list(again.authors.values_list("pk", "person", "share_percent")) == authors
    assert list(again.files.values_list("pk", "file")) == files
    assert Event.objects.filter(verb=Verb.BRING_BACK, object_id=again.pk).exists()
    assert deleted_drafts(officer) == []
    assert browser.post(reverse("bring_back_draft", args=[event.pk])).status_code == 404


def test_nobody_but_the_author_deletes_or_brings_back(innovation, officer, office, signed_in):
    other = granted(UserFactory(username="other", unit=office))
    assert signed_in(other).post(address(innovation, "delete"), {"post": "yes"}).status_code == 403
    with pytest.raises(Refused, match="began"):
        drafts.delete(record=innovation, by=other)
    drafts.delete(record=innovation, by=officer)
    [event] = deleted_drafts(officer)
    assert deleted_drafts(other) == []
    with pytest.raises(Refused):
        drafts.bring_back(event=event, by=other)


def test_what_is_no_draft_any_more_stays(innovation, officer, signed_in):
    Innovation.objects.filter(pk=innovation.pk).update(state="submitted", submitted_on="2026-03-02")
    assert signed_in(officer).post(address(innovation, "delete"), {"post": "yes"}).status_code == 403
    with pytest.raises(Refused, match="Only a draft"):
        drafts.delete(record=innovation, by=officer)


def test_what_is_rested_on_stays_and_the_page_says_why(officer, office, signed_in, innovation):
    dossier = begun_by(DossierFactory(unit=office), officer)
    nominee = NomineeFactory(dossier=dossier)
    page = signed_in(officer).post(address(dossier, "delete"), {"post": "yes"})
    assert page.status_code == 200
    assert str(nominee) in page.content.decode()
    with pytest.raises(Refused, match="rests on the draft"):
        drafts.delete(record=dossier, by=officer)
    nominee.innovations.add(innovation)
    with pytest.raises(Refused, match="rests on the draft"):
        drafts.delete(record=innovation, by=officer)


def test_a_draft_whose_place_is_taken_says_so(officer, office):
    dossier = begun_by(DossierFactory(unit=office), officer)
    drafts.delete(record=dossier, by=officer)
    DossierFactory(unit=office, round=dossier.round)
    [event] = deleted_drafts(officer)
    with pytest.raises(Refused, match="dossier in this round already"):
        drafts.bring_back(event=event, by=officer)


def test_after_thirty_days_it_is_gone_and_so_are_its_files(innovation, officer, monkeypatch):
    drafts.delete(record=innovation, by=officer)
    [event] = deleted_drafts(officer)
    in_a_month = timezone.now() + KEPT_FOR
    assert inspect_files(before=in_a_month).unlinked == []
    monkeypatch.setattr(timezone, "now", lambda: in_a_month + datetime.timedelta(minutes=1))
    assert deleted_drafts(officer) == []
    assert len(inspect_files(before=timezone.now()).unlinked) == 1
    with pytest.raises(Refused):
        drafts.bring_back(event=event, by=officer)


def test_the_list_costs_the_same_for_one_draft_and_for_thirty(
    officer, office, signed_in, django_assert_num_queries, django_assert_max_num_queries
):
    browser = signed_in(officer)

    def delete(count):
        for _number in range(count):
            drafts.delete(record=begun_by(ReportFactory(unit=office), officer), by=officer)

    delete(1)
    browser.get(reverse("deleted_drafts"))
    with django_assert_max_num_queries(40) as first:
        browser.get(reverse("deleted_drafts"))
    delete(29)
    with django_assert_num_queries(len(first)):
        browser.get(reverse("deleted_drafts"))
