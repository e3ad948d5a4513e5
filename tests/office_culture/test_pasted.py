"""Texts pasted from word processors: mended alike in forms, rows, sections and sheets; old fonts are asked about."""

import datetime
import html
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from office_culture.models import Document, Posting
from tests import sheets
from tests.answers import assert_saved, assert_whole_page
from tests.factories.documents import DocumentFactory
from tests.factories.office import PostingFactory
from tests.guards.test_duplicates import managed, posted
from tests.office_culture.documents.test_register import answers, errors_of, typed

pytestmark = pytest.mark.django_db

ADD = "admin:office_culture_document_add"
CHANGE = "admin:office_culture_document_change"
PASTED = "\uf0b7\ttổ chức\v\u00ad thực\u00a0hiện\u200b phong\r\ntrào"
ONE_LINE = "- tổ chức thực hiện phong trào"
OLD = "tæ chøc thùc hiÖn phong trµo ë tr\u00adêng"
MEANT = "tổ chức thực hiện phong trào ở trường"


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


def test_a_form_mends_silently(desk):
    note = "\uf0b7 Một\v• Hai\u00ad"
    assert desk.post(reverse(ADD), typed(subject=PASTED, note=note)).status_code == 302
    document = Document.objects.get()
    assert document.subject == ONE_LINE
    assert document.note == "- Một\n- Hai"


def test_what_only_the_paste_made_too_long_is_not_refused(desk):
    assert_whole_page(desk.post(reverse(ADD), typed(type_name="Kế\u200b" * 100)))
    assert_saved(desk.post(reverse(ADD), typed(type_name="K\u200b" * 100)))


def test_a_form_shows_the_conversion_and_takes_it_on_a_yes(desk):
    asked = desk.post(reverse(ADD), typed(subject=OLD))
    assert f"“{OLD}” → “{MEANT}”" in html.unescape(errors_of(asked, "subject"))
    assert not Document.objects.exists()
    yes = typed(subject=OLD, **{"answer-subject": answers(asked, "subject")["Take"]})
    assert desk.post(reverse(ADD), yes).status_code == 302
    assert Document.objects.get().subject == MEANT


def test_what_was_typed_may_be_kept_and_is_not_asked_again(desk):
    asked = desk.post(reverse(ADD), typed(subject=OLD))
    no = typed(subject=OLD, **{"answer-subject": answers(asked, "subject")["Keep"]})
    assert desk.post(reverse(ADD), no).status_code == 302
    document = Document.objects.get()
    assert document.subject == OLD
    again = typed(subject=OLD, note="đã xem", opened_version=str(document.version))
    assert desk.post(reverse(CHANGE, args=[document.pk]), again).status_code == 302


def test_two_questions_are_answered_in_one_post(desk):
    data = typed(subject=OLD, symbol="34/QD-VPUB")
    asked = desk.post(reverse(ADD), data)
    both = {f"answer-{name}": answers(asked, name)["Take"] for name in ("subject", "symbol")}
    assert desk.post(reverse(ADD), data | both).status_code == 302
    document = Document.objects.get()
    assert (document.symbol, document.subject) == ("34/QĐ-VPUB", MEANT)


def test_a_long_text_is_converted_whole(desk):
    note = "\r\n".join([OLD] * 40)
    asked = desk.post(reverse(ADD), typed(note=note))
    data = typed(note=note, **{"answer-note": answers(asked, "note")["Take"]})
    assert desk.post(reverse(ADD), data).status_code == 302
    assert Document.objects.get().note == "\n".join([MEANT] * 40)


def test_rows_below_a_record_are_asked_too(superuser, signed_in):
    posting = PostingFactory()
    browser = signed_in(superuser)
    address = reverse("admin:office_culture_person_change", args=[posting.person_id])
    page = browser.get(address).context
    formsets = [inline.formset for inline in page["inline_admin_formsets"]]
    data = posted(page["adminform"].form, posting.person) | managed(formsets)
    data["opened_version"] = posting.person.version
    (prefix,) = [rows.forms[0].prefix for rows in formsets if rows.model is Posting]
    data[f"{prefix}-post"] = "Tr\u00adëng phßng"
    asked = browser.post(address, data)
    assert asked.status_code == 200
    found = re.search(rf'name="answer-{prefix}-post" value="(take:[^"]+)"', asked.content.decode())
    assert browser.post(address, data | {f"answer-{prefix}-post": html.unescape(found[1])}).status_code == 302
    posting.refresh_from_db()
    assert posting.post == "Trưởng phòng"


def test_a_sheet_mends_alike_and_refuses_old_fonts_with_the_converted_text(desk):
    titles = ("Symbol", "Type", "Date", "Issuer", "Subject", "Origin", "Use")
    row = ("29/KH-VPUB", "", "14/08/2019", "Văn phòng", PASTED.replace("\v", "\n"), "our own", "other")
    with override("en"):
        sheets.bring_in(desk, Document, titles, row)
        assert Document.objects.get().subject == ONE_LINE
        old = ("30/KH-VPUB", "", "14/08/2019", "Văn phòng", OLD, "our own", "other")
        page = sheets.preview(desk, Document, sheets.workbook(titles, old))
        assert MEANT in html.unescape(sheets.text_of(page))
        right = DocumentFactory(symbol="34/QĐ-VPUB", date=datetime.date(2018, 3, 29))
        doubtful = ("34/QD-VPUB", "", "29/03/2018", "Văn phòng", "một việc", "our own", "other")
        page = sheets.preview(desk, Document, sheets.workbook(titles, doubtful))
        assert f"34/QĐ-VPUB. The register already holds {right}" in html.unescape(sheets.text_of(page))
    assert Document.objects.count() == 2
