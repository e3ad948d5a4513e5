"""Rows below a record: what the database allows once is said at the row, before the database speaks."""

import pytest
from django.urls import reverse

from office_culture.models import Person, Posting
from office_culture.selectors.events import events_of
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


@pytest.mark.parametrize("renamed", [False, True])
def test_the_story_of_the_record_names_the_rows_that_changed(desk, renamed):
    person = PersonFactory()
    held = PostingFactory(person=person)
    gone = PostingFactory(person=person, post="Đảng ủy viên", concurrent=True)
    rows = (
        row(person, id=str(held.pk), post="Phó Trưởng phòng"),
        row(person, id=str(gone.pk), post=gone.post, concurrent="on", DELETE="on"),
        row(person, post="Bí thư chi bộ", concurrent="on"),
    )
    data = person_page(person, *rows, initial=2)
    if renamed:
        data["full_name"] = "Lò Thị Đổi Tên"
    assert desk.post(address(person), data).status_code == 302
    event = events_of(person).filter(detail__has_key="below").get()
    assert [(one["verb"], one["row"]) for one in event.detail["below"]] == [
        ("delete", str(gone)),
        ("change", str(Posting.objects.get(pk=held.pk))),
        ("create", str(Posting.objects.get(post="Bí thư chi bộ"))),
    ]
    page = desk.get(reverse("admin:office_culture_person_history", args=[person.pk])).content.decode()
    assert "Bí thư chi bộ" in page
    assert "Phó Trưởng phòng" in page


def test_a_row_that_names_another_record_above_it_is_refused_at_the_row(desk):
    """The checks of the row find no record above it: the page says what is wrong all the same."""
    criteria = {
        "criteria-TOTAL_FORMS": "1",
        "criteria-INITIAL_FORMS": "0",
        "criteria-0-version_of": "700000001",
        "criteria-0-name": "Tính mới",
        "criteria-0-minimum": "5",
    }
    response = desk.post(reverse("admin:campaign_reviewcriteria_add"), {"name": "Bộ tiêu chí", **criteria})
    assert "version_of" in response.context["inline_admin_formsets"][0].formset.errors[0]
