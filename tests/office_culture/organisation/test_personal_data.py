"""Who looked at a person is told, and the extract has everything that names the person and nothing secret."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office_culture.models import Event, Person, Verb
from office_culture.selectors.personal_data import _naming, kept_about, readings_of
from tests.answers import assert_not_found, assert_refused, assert_whole_page
from tests.factories import FACTORIES
from tests.factories.awards import ConferralFactory
from tests.factories.office import PersonFactory, PostingFactory, UserFactory
from tests.sheets import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(unit_a) -> Person:
    made = PersonFactory(full_name="Trần Thị Mẫu", unit=unit_a, staff_number="CC-07")
    PostingFactory(person=made, unit=unit_a, post="Chuyên viên chính")
    return made


def page(person, name="data") -> str:
    return reverse(f"admin:office_culture_person_{name}", args=[person.pk])


def test_each_reading_of_the_page_and_of_the_story_is_counted(person, officer, signed_in):
    browser = signed_in(officer)
    for _ in range(3):
        browser.get(page(person, "change"))
    browser.get(reverse("admin:awards_conferral_person", args=[person.pk]))
    assert sorted(readings_of(person).values_list("verb", "hits")) == [(Verb.READ, 1), (Verb.READ, 3)]
    assert officer.full_name in browser.get(page(person)).content.decode()


def test_the_extract_has_every_row_that_names_the_person_and_who_looked(
    person, officer, contact_a, signed_in
):
    ConferralFactory(person=person, unit=person.unit, post="Văn thư")
    account = UserFactory(username="mau", person=person, unit=person.unit)
    account.set_password("Bí mật của tôi 2026")
    account.save()
    signed_in(contact_a).get(page(person, "change"))
    answer = signed_in(officer).post(page(person))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    cells = {str(value) for row in rows_of(answer.content) for value in row}
    assert {"Trần Thị Mẫu", "CC-07", "Chuyên viên chính", "Văn thư", "mau"} <= cells
    assert any(contact_a.full_name in cell for cell in cells)
    assert not any(account.password in cell or "Bí mật" in cell for cell in cells)
    [event] = Event.objects.filter(verb=Verb.EXTRACT)
    assert (event.actor, event.object_id) == (officer, person.pk)


@pytest.mark.parametrize(
    "model", sorted(_naming(), key=lambda model: model._meta.label), ids=lambda m: m._meta.label
)
def test_every_kind_that_names_people_is_in_it(model):
    """Rows of whatever kind, made by their factory and then given to one person."""
    made = FACTORIES[model]()
    link = _naming()[model][0]
    someone = getattr(made, link) or PersonFactory()
    if getattr(made, link) is None:
        with connection.cursor() as cursor:
            column = model._meta.get_field(link).column
            try:
                cursor.execute("SAVEPOINT given")
                cursor.execute(
                    f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE id = %s',  # noqa: S608 - a table of our own
                    (someone.pk, made.pk),
                )
            except Exception:
                cursor.execute("ROLLBACK TO given")
                pytest.skip("rows of this factory cannot name a person")
    kinds = {row.kind.casefold() for row in kept_about(someone)}
    assert str(model._meta.verbose_name).casefold() in kinds


def test_it_costs_the_same_for_many_rows(person):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(kept_about(person))
        return len(captured)

    ConferralFactory(person=person, unit=person.unit)
    one = statements()
    ConferralFactory.create_batch(8, person=person, unit=person.unit)
    assert statements() == one


def test_only_with_the_right_and_within_the_scope(person, contact_a, plain_staff, unit_b, signed_in):
    other = PersonFactory(unit=unit_b)
    assert_refused(signed_in(plain_staff).get(page(person)), person.full_name)
    assert_whole_page(signed_in(contact_a).get(page(person)), person.full_name)
    assert_not_found(signed_in(contact_a).get(page(other)), other.full_name)
    assert_not_found(signed_in(contact_a).post(page(other)), other.full_name)
    assert not Event.objects.filter(verb=Verb.EXTRACT).exists()
