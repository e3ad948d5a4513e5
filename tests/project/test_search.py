"""One search over everything: what the account may see, the best first, with pages and actions by name."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office_culture.models.frozen import door
from office_culture.text.words import index_text
from tests.answers import assert_sent_to_sign_in
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, UnitFactory
from tests.guards.foreign import PLANTED_KEY, WORD, planted
from tests.guards.registry import name_of, own_admins

pytestmark = pytest.mark.django_db


def found(browser, query: str):
    return browser.get(reverse("search"), {"q": query}).context


def test_records_of_several_kinds_the_best_first(superuser, signed_in):
    PersonFactory(full_name="Quàng Văn Ban")
    UnitFactory(name="Ban Quàng Văn")
    DocumentFactory(subject="Về việc khen ông Quang Văn Bàn")
    context = found(signed_in(superuser), "quàng văn ban")
    assert context["hits"][0].name == "Quàng Văn Ban"
    assert {kind.name for kind in context["kinds"]} >= {"People", "Units"}
    for hit in context["hits"]:
        assert signed_in(superuser).get(hit.address).status_code == 200


def test_a_number_finds_its_document_and_a_list_of_all(officer, signed_in):
    document = DocumentFactory()
    browser = signed_in(officer)
    query = str(document).split()[0]
    context = found(browser, query)
    assert context["hits"][0].address == reverse("admin:office_culture_document_change", args=[document.pk])
    (kind,) = [kind for kind in context["kinds"] if "/document/" in kind.address]
    assert browser.get(kind.address).context["cl"].result_count >= 1


def test_pages_and_actions_by_name_only_where_there_is_a_right(officer, plain_staff, signed_in):
    names = {page.name for page in found(signed_in(officer), "docu")["pages"]}
    assert {"Documents", "Add document"} <= names
    assert found(signed_in(plain_staff), "docu")["pages"] == []


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_nothing_beyond_the_scope_is_found(model_admin, contact_a, signed_in):
    model = model_admin.model
    if getattr(model, "unit_path", None) is None:
        return
    planted(model)
    with door("test"):
        models.QuerySet(model).filter(pk=PLANTED_KEY).update(search_text=index_text([WORD], []))
    assert model.objects.search(WORD).filter(pk=PLANTED_KEY).exists() or not model.searched
    assert found(signed_in(contact_a), WORD)["hits"] == []


def test_it_costs_the_same_for_one_and_for_thirty_rows(officer, signed_in):
    browser = signed_in(officer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(found(browser, "chung")["hits"]) >= 1
        return len(captured)

    DocumentFactory(subject="chung")
    statements()
    one = statements()
    for _ in range(29):
        DocumentFactory(subject="chung")
    assert statements() == one


@pytest.mark.parametrize(
    "query", ["", " ", "\0", "%", '"', "''", "*", "a" * 5000, "NEAR(", "-", "ð́", "<script>"]
)
def test_any_query_is_answered(query, officer, signed_in):
    answer = signed_in(officer).get(reverse("search"), {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert f"<h1>Search: {query}" not in answer.content.decode() or "<" not in query


def test_strangers_sign_in_first_and_nothing_is_posted(client, officer, signed_in):
    assert_sent_to_sign_in(client.get(reverse("search"), {"q": "x"}))
    assert signed_in(officer).post(reverse("search")).status_code == 405
