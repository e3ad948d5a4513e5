"""Rows below a record: what the database allows once is said at the row, before the database speaks."""

import pytest
from django.urls import reverse

from office_culture.models import Person, Posting
from tests.factories.office import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


def person_page(person: Person, *rows: dict[str, str], initial: int = 0) -> dict[str, str]:
    data = {
        "full_name": person.full_name,
        "unit": str(person.unit_id),
        "opened_version": str(person.version),
        "postings-TOTAL_FORMS": str(len(rows)),
        "postings-INITIAL_FORMS": str(initial),
    }
    for number, row in enumerate(rows):
        data |= {f"postings-{number}-{name}": value for name, value in row.items()}
    return data


def row(person: Person, **changes: str) -> dict[str, str]:
    return {"unit": str(person.unit_id), "post": "Chuyên viên", "rank": "100"} | changes


@pytest.fixture
def desk(superuser, signed_in):
    return signed_in(superuser)


def address(person: Person) -> str:
    return reverse("admin:office_culture_person_change", args=[person.pk])


def test_refuses_a_second_open_main_post_at_the_row(desk):
    person = PersonFactory()
    held = PostingFactory(person=person)
    rows = (row(person, id=str(held.pk)), row(person, post="Trưởng phòng"))
    response = desk.post(address(person), person_page(person, *rows, initial=1))
    assert response.context["inline_admin_formsets"][0].formset.errors[1]["concurrent"]
    both_new = desk.post(
        address(PersonFactory()), person_page(person, row(person), row(person, post="Trưởng phòng"))
    )
    assert both_new.status_code == 200
    assert Posting.objects.count() == 1


def test_a_post_that_ends_in_the_same_save_makes_room(desk):
    person = PersonFactory()
    held = PostingFactory(person=person)
    rows = (
        row(person, id=str(held.pk), valid_to="31/12/2021"),
        row(person, post="Trưởng phòng", valid_from="01/01/2022"),
    )
    assert desk.post(address(person), person_page(person, *rows, initial=1)).status_code == 302
    also = row(person, post="Bí thư chi bộ", concurrent="on")
    assert desk.post(address(person), person_page(Person.objects.get(pk=person.pk), also)).status_code == 302
    assert Posting.objects.count() == 3


def test_refuses_an_end_before_the_start_at_the_row(desk):
    person = PersonFactory()
    rows = (row(person, valid_from="01/01/2022", valid_to="31/12/2021"),)
    response = desk.post(address(person), person_page(person, *rows))
    assert response.context["inline_admin_formsets"][0].formset.errors[0]["valid_to"]
