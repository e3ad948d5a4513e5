"""Two people on one page, rows below the record included."""

import pytest
from django.urls import reverse

from office_culture.models import Document
from tests.factories.documents import DocumentFactory, DocumentRelationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(officer, signed_in):
    browser = signed_in(officer)
    browser.cookies["django_language"] = "en"
    return browser


def posted(document: Document, rows: list, **changes: str) -> dict[str, str]:
    """What the page of the document sends back with these relations as it was opened."""
    data = {
        "opened_version": str(document.version),
        "symbol": document.symbol,
        "type_name": document.type_name,
        "date": document.date.strftime("%d/%m/%Y"),
        "issuer": document.issuer,
        "subject": document.subject,
        "origin": document.origin,
        "use": document.use,
        "relations-TOTAL_FORMS": str(len(rows)),
        "relations-INITIAL_FORMS": str(len(rows)),
        "files-TOTAL_FORMS": "0",
        "files-INITIAL_FORMS": "0",
    }
    for place, row in enumerate(rows):
        data |= {
            f"relations-{place}-id": str(row.pk),
            f"relations-{place}-document": str(document.pk),
            f"relations-{place}-kind": row.kind,
            f"relations-{place}-target": str(row.target_id),
        }
    return data | changes


def test_a_row_that_a_colleague_removed_meanwhile_is_told_and_what_was_typed_stays(desk):
    document = DocumentFactory()
    kept, removed = DocumentRelationFactory.create_batch(2, document=document)
    address = reverse("admin:office_culture_document_change", args=[document.pk])
    opened = posted(document, [kept, removed])

    removal = desk.post(address, opened | {"relations-1-DELETE": "on"})
    assert removal.status_code == 302
    late = desk.post(address, opened | {"note": "Written while the row was removed"})

    assert late.status_code == 200
    assert "changed while you were writing" in late.content.decode()
    assert "Written while the row was removed" in late.content.decode()
    document.refresh_from_db()
    assert (document.note, document.relations.count()) == ("", 1)
