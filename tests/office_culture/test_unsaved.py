"""What somebody types into a form stays on the server until it is saved, dropped or two weeks old."""

import datetime
import json

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from office_culture.actions import unsaved
from office_culture.models import Document, Event, UnsavedForm
from tests.factories.documents import DocumentFactory
from tests.factories.office import UserFactory
from tests.guards.test_duplicates import posted
from tests.rights import granted

pytestmark = pytest.mark.django_db

ADD = reverse("admin:office_culture_document_add")
URL = reverse("unsaved_form")


def page_of(document) -> str:
    return reverse("admin:office_culture_document_change", args=[document.pk])


def kept_by(browser, page: str, fields, key: str = ""):
    return browser.post(URL, {"page": page, "key": key, "fields": json.dumps(fields)})


@pytest.fixture
def document(db):
    return DocumentFactory()


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


def offered(browser, page: str) -> list:
    return list(browser.get(page).context["unsaved_forms"])


def test_it_is_offered_shown_on_a_yes_and_gone_once_saved(desk, document):
    page = page_of(document)
    shown = desk.get(page).context["adminform"].form
    fields = [["subject", "Về việc gõ dở"], ["opened_version", str(document.version)]]
    events, version = Event.objects.count(), document.version
    answer = kept_by(desk, page, fields)
    assert answer.status_code == 200
    assert set(answer.json()) == {"account", "lasts", "token"}
    document.refresh_from_db()
    assert (Event.objects.count(), document.version) == (events, version)
    (form,) = offered(desk, page)
    assert form.fields == fields
    html = desk.get(page).content.decode()
    assert 'name="subject" value="Về việc gõ dở"' in html
    assert shown["subject"].value() != "Về việc gõ dở"
    again = desk.post(page, {**dict(fields), "_unsaved": "1"})
    assert again.context["adminform"].form["subject"].value() == "Về việc gõ dở"
    document.refresh_from_db()
    assert document.version == version
    desk.post(page, {**complete(shown), "subject": "Về việc gõ dở"})
    document.refresh_from_db()
    assert document.subject == "Về việc gõ dở"
    assert offered(desk, page) == []


def complete(form) -> dict:
    inlines = ("relations", "revocations", "files")
    return posted(form, form.instance) | {
        f"{prefix}-{count}_FORMS": "0" for prefix in inlines for count in ("TOTAL", "INITIAL")
    }


def test_after_a_change_by_somebody_else_each_field_is_compared(desk, document, officer):
    page = page_of(document)
    seen = document.version
    kept_by(desk, page, [["subject", "Của tôi"], ["opened_version", str(seen)]])
    document.subject = "Của người khác"
    document.save(by=UserFactory())
    (form,) = offered(desk, page)
    shown = desk.post(page, {**dict(form.fields), "_unsaved": "1"})
    html = shown.content.decode()
    assert "Của người khác" in html
    assert shown.context["adminform"].form["subject"].value() == "Của tôi"
    assert Document.objects.get(pk=document.pk).subject == "Của người khác"


def test_several_new_records_are_told_apart(desk):
    first, second = (desk.get(ADD).context["unsaved_key"] for _ in range(2))
    assert first != second
    for key, words in ((first, "Một"), (second, "Hai")):
        assert kept_by(desk, ADD, [["subject", words]], key).status_code == 200
    assert {form.fields[0][1] for form in offered(desk, ADD)} == {"Một", "Hai"}
    desk.post(URL, {"drop": "1", "page": ADD, "key": first})
    assert [form.key for form in offered(desk, ADD)] == [second]


def test_it_is_for_the_own_account_alone(desk, document, signed_in):
    page = page_of(document)
    kept_by(desk, page, [["subject", "Riêng tôi"]])
    other = signed_in(granted(UserFactory(unit=None)))
    assert "Riêng tôi" not in other.get(page).content.decode()
    other.post(URL, {"drop": "1", "page": page, "key": ""})
    assert UnsavedForm.objects.count() == 1


def test_only_where_the_account_may_save(desk, document, signed_in, plain_staff, contact_a, client):
    page = page_of(document)
    assert client.get(URL).status_code == 401
    assert kept_by(client, page, []).status_code == 401
    staff = signed_in(plain_staff)
    for refused in (page, ADD, "/admin/", "/nowhere/", "//example.org/", "", "\0", reverse("leadership")):
        assert kept_by(staff, refused, [["a", "b"]]).status_code == 404, refused
    missing = page_of(document).replace(str(document.pk), "987654")
    assert kept_by(desk, missing, [["a", "b"]]).status_code == 404
    assert not UnsavedForm.objects.exists()


def test_no_passwords_nothing_of_the_form_itself_and_no_nonsense(desk, officer):
    kept_by(
        desk, ADD, [["subject", "a\0b"], ["password1", "x"], ["csrfmiddlewaretoken", "y"], ["_save", "z"]]
    )
    assert UnsavedForm.objects.get().fields == [["subject", "ab"]]
    for nonsense in ("", "{", "[1]", "null", '{"a": 1}', "[[]]"):
        assert desk.post(URL, {"page": ADD, "key": "n", "fields": nonsense}).status_code == 200
        assert UnsavedForm.objects.get(key="n").fields == []
    assert kept_by(desk, ADD, [["subject", "x" * (unsaved.LONGEST + 1)]], "long").status_code == 413
    assert not UnsavedForm.objects.filter(key="long").exists()


def test_the_oldest_go_where_there_are_too_many_and_all_after_two_weeks(desk, officer):
    for number in range(unsaved.MOST + 2):
        with time_machine.travel(timezone.now() + datetime.timedelta(seconds=number), tick=False):
            unsaved.save(by=officer, page=ADD, key=str(number), fields=[("subject", "x")])
    assert set(UnsavedForm.objects.values_list("key", flat=True)) == {
        str(number) for number in range(2, unsaved.MOST + 2)
    }
    with time_machine.travel(timezone.now() + datetime.timedelta(days=15)):
        assert not UnsavedForm.objects.unexpired().exists()
        unsaved.save(by=officer, page=ADD, key="new", fields=[])
    assert [form.key for form in UnsavedForm.objects.all()] == ["new"]


def test_dropping_leads_back_and_never_elsewhere(desk, document):
    page = page_of(document)
    assert desk.post(URL, {"drop": "1", "page": page, "key": ""}).headers["Location"] == page
    assert desk.post(URL, {"drop": "1", "page": "//example.org/x", "key": ""}).headers["Location"] == "/"
