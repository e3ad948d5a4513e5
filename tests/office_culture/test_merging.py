"""Two records that are one: links move, the key still answers, and the merger can be undone."""

import pytest
from django.urls import reverse

from office_culture.actions.merging import links_to_move, merge, part
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Person, Unit, Verb
from office_culture.resources.lookups import Lookup
from office_culture.selectors.events import versions_of
from office_culture.selectors.merging import answering, mergers_into
from tests import sheets
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.decisions import DecisionLineFactory
from tests.factories.documents import DocumentFactory, DocumentFileFactory, DocumentRelationFactory
from tests.factories.office import (
    PersonFactory,
    PostingFactory,
    UnitFactory,
    UnitIdentityFactory,
    UnitNameFactory,
)

pytestmark = pytest.mark.django_db


def test_links_move_the_key_answers_and_one_event_tells(superuser):
    old, into = PersonFactory(), PersonFactory()
    posting = PostingFactory(person=old)
    before = Event.objects.count()
    merge(old=old, into=into, by=superuser, reason="một người")
    posting.refresh_from_db()
    assert posting.person == into
    assert answering(Person, old.pk) == into
    assert [event.verb for event in Event.objects.order_by("pk")[before:]] == [Verb.MERGE]


def test_a_merger_is_undone_while_nothing_new_rests_on_it(superuser):
    old, into = PersonFactory(), PersonFactory()
    name, posting = old.full_name, PostingFactory(person=old)
    own = PostingFactory(person=into, concurrent=True)
    merge(old=old, into=into, by=superuser)
    event = Event.objects.get(verb=Verb.MERGE)
    new = PostingFactory(person=into, concurrent=True, post="Thư ký")
    with pytest.raises(Refused, match="look there first"):
        part(event=event, by=superuser)
    new.delete()
    again = part(event=event, by=superuser)
    posting.refresh_from_db()
    own.refresh_from_db()
    assert (again.full_name, posting.person, own.person) == (name, again, into)
    assert answering(Person, old.pk) == again


def test_what_would_stand_twice_is_told_and_nothing_moves(superuser):
    old, into = UnitFactory(), UnitFactory()
    below = [UnitFactory(parent=unit, name="Phòng Tổng hợp") for unit in (old, into)]
    (found,) = links_to_move(old=old, into=into)
    assert found.refusals[0][0] == below[0].name
    with pytest.raises(Refused, match="cannot move"):
        merge(old=old, into=into, by=superuser)
    assert Unit.objects.get(pk=below[0].pk).parent == old


def test_a_tree_moves_along(superuser):
    old, into = UnitFactory(), UnitFactory()
    below = UnitFactory(parent=UnitFactory(parent=old))
    merge(old=old, into=into, by=superuser)
    below.refresh_from_db()
    assert below.path.startswith(into.path)


@pytest.mark.parametrize(
    ("below", "name"),
    [
        (UnitIdentityFactory, "unit"),
        (UnitNameFactory, "unit"),
        (DocumentFileFactory, "document"),
        (DocumentRelationFactory, "document"),
        (DocumentRelationFactory, "target"),
    ],
)
def test_what_hangs_on_a_record_moves_and_comes_back(below, name, superuser):
    row = below()
    old = getattr(row, name)
    into = (UnitFactory if name == "unit" else DocumentFactory)()
    merge(old=old, into=into, by=superuser)
    row.refresh_from_db()
    assert getattr(row, name) == into
    part(event=mergers_into(into)[0], by=superuser)
    row.refresh_from_db()
    assert getattr(row, name) == old
    assert mergers_into(into) == []


def test_earlier_versions_lead_to_the_record_that_answers(superuser):
    old, into, other = UnitFactory(), UnitFactory(), UnitFactory()
    person = PersonFactory(unit=old)
    person.unit = other
    person.save(by=superuser)
    merge(old=old, into=into, by=superuser)
    first, second = versions_of([person])[person.pk]
    assert (first.unit, second.unit) == (into, other)


def page(record, name: str, *more) -> str:
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{name}", args=[record.pk, *more])


@pytest.mark.parametrize("factory", [PersonFactory, UnitFactory, DocumentFactory])
def test_the_page_compares_merges_leads_on_and_parts(factory, officer, signed_in, office):
    within = {DocumentFactory: {}, UnitFactory: {"parent": office}}.get(factory, {"unit": office})
    old, into = factory(**within), factory(**within)
    browser = signed_in(officer)
    assert page(old, "same") in browser.get(page(old, "change")).content.decode()
    compared = browser.get(page(old, "same"), {"into": into.pk}).content.decode()
    assert str(old) in compared
    assert str(into) in compared
    done = browser.post(page(old, "same"), {"into": into.pk, "reason": "nhập hai lần"})
    assert done.url == page(into, "change")
    assert browser.get(page(old, "change")).url == page(into, "change")
    assert browser.get(page(old, "history")).url == page(into, "history")
    event = Event.objects.get(verb=Verb.MERGE)
    assert page(into, "part", event.pk) in browser.get(page(into, "change")).content.decode()
    assert browser.post(page(into, "part", event.pk)).url == page(old, "change")
    assert browser.get(page(old, "change")).status_code == 200
    assert browser.post(page(into, "part", event.pk)).status_code == 404


def test_only_who_may_merge_and_keeps_both_merges(contact_a, unit_a, unit_b, signed_in):
    mine, foreign = PersonFactory(unit=unit_a), PersonFactory(unit=unit_b)
    browser = signed_in(contact_a)
    assert browser.post(page(mine, "same"), {"into": foreign.pk}).status_code == 200
    with pytest.raises(Refused, match="does not keep"):
        merge(old=mine, into=foreign, by=contact_a)
    contact_a.user_permissions.filter(codename="merge_person").delete()
    assert browser.get(page(mine, "same")).status_code == 403
    assert Person.objects.filter(pk__in=(mine.pk, foreign.pk)).count() == 2


def test_the_page_names_what_cannot_move(officer, office, signed_in):
    old, into = UnitFactory(parent=office), UnitFactory(parent=office)
    for unit in (old, into):
        UnitFactory(parent=unit, name="Phòng Tổng hợp")
    asked = signed_in(officer).get(page(old, "same"), {"into": into.pk})
    assert asked.context["refused"]
    assert "Phòng Tổng hợp" in asked.content.decode()
    signed_in(officer).post(page(old, "same"), {"into": into.pk})
    assert Unit.objects.filter(pk=old.pk).exists()


def test_a_prefilled_link_and_a_sheet_mean_the_record_that_answers(superuser, office, signed_in):
    old = PersonFactory(unit=office, full_name="Nguyễn Văn Mẫu A")
    into = PersonFactory(unit=office, full_name="Nguyễn Văn Mẫu B")
    merge(old=old, into=into, by=superuser)
    added = signed_in(superuser).get(reverse("admin:office_culture_posting_add"), {"person": old.pk})
    assert added.context["adminform"].form["person"].value() == into.pk
    lookup = Lookup(Person.objects.all())
    assert lookup.find("Nguyễn Văn Mẫu A") == into
    assert lookup.name(into.pk) == "Nguyễn Văn Mẫu B"
    again = PersonFactory(unit=office, full_name="Nguyễn Văn Mẫu A")
    assert Lookup(Person.objects.all()).find("Nguyễn Văn Mẫu A") == again


def test_a_row_of_a_merged_record_is_refused_in_its_sheet(officer, office, signed_in, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path
    old, into = (PersonFactory(unit=office, full_name=f"Nguyễn Văn Mẫu {one}") for one in "AB")
    browser = signed_in(officer)
    kept = sheets.rows_of(sheets.export(browser, Person))
    merge(old=old, into=into, by=officer)
    told = sheets.text_of(sheets.preview(browser, Person, sheets.workbook(*kept)))
    assert "Nguyễn Văn Mẫu B" in told
    assert "token" not in told
    assert Person.objects.filter(unit=office).count() == 1


def test_a_person_entered_twice_with_an_award_twice_becomes_one(officer, office, signed_in):
    """The doubled award stands against the merger of the two people until it is merged itself."""
    old, into = PersonFactory(unit=office), PersonFactory(unit=office)
    award = AwardFactory()
    doubled, kept = (ConferralFactory(person=person, unit=office, award=award) for person in (old, into))
    browser = signed_in(officer)
    assert browser.get(page(old, "same"), {"into": into.pk}).context["refused"]
    for goes, stays in ((doubled, kept), (old, into)):
        done = browser.post(page(goes, "same"), {"into": stays.pk, "reason": "nhập hai lần"})
        assert done.url == page(stays, "change")
    assert list(into.conferrals.all()) == [kept]
    assert not Person.objects.filter(pk=old.pk).exists()


def test_neither_an_award_of_a_decision_nor_another_award_goes(officer, office, signed_in):
    person = PersonFactory(unit=office)
    decided = ConferralFactory(person=person, unit=office, line=DecisionLineFactory())
    same = ConferralFactory(person=PersonFactory(unit=office), unit=office, award=decided.award)
    other = ConferralFactory(person=PersonFactory(unit=office), unit=office)
    browser = signed_in(officer)
    assert browser.get(page(decided, "same"), {"into": same.pk}).context["against"]
    assert browser.get(page(same, "same"), {"into": other.pk}).context["against"]
    assert not browser.get(page(same, "same"), {"into": decided.pk}).context["refused"]
