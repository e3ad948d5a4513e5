"""Texts pasted from word processors: mended alike in forms, rows, sections and sheets; old fonts are asked about."""

import datetime
import html
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from office_culture.actions.results import save_results
from office_culture.models import Document, Finding, Posting
from tests import sheets
from tests.answers import assert_saved, assert_whole_page
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import FindingFactory
from tests.factories.office import PostingFactory
from tests.guards.test_duplicates import managed, posted
from tests.office_culture.documents.test_register import answers, errors_of, typed
from tests.office_culture.inspections.making import at_work, keys
from tests.office_culture.inspections.test_form import typed as visited

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


def person_page(browser, posting, *rows: dict[str, str]) -> dict[str, str]:
    """What the page of a person posts, with these words over those of its postings."""
    page = browser.get(reverse("admin:office_culture_person_change", args=[posting.person_id])).context
    formsets = [inline.formset for inline in page["inline_admin_formsets"]]
    data = posted(page["adminform"].form, posting.person) | managed(formsets)
    data["opened_version"] = posting.person.version
    (below,) = [formset for formset in formsets if formset.model is Posting]
    for form, words in zip(below.forms, rows, strict=True):
        data |= {f"{form.prefix}-{name}": value for name, value in words.items()}
    return data


def hidden_answers(page) -> dict[str, str]:
    """The answers that a refused page carries along."""
    found = re.findall(r'<input type="hidden" name="(answer-[^"]+)" value="([^"]+)"', page.content.decode())
    return {name: html.unescape(value) for name, value in found}


def test_an_answer_in_a_row_holds_while_another_row_is_refused(superuser, signed_in):
    first = PostingFactory()
    second = PostingFactory(person=first.person, unit=first.unit, post="Tổ trưởng", concurrent=True)
    browser = signed_in(superuser)
    address = reverse("admin:office_culture_person_change", args=[first.person_id])
    rows = {"post": OLD}, {"post": ""}
    data = person_page(browser, first, *rows)
    (name,) = [name.removesuffix("-post") for name, value in data.items() if value == OLD]
    asked = browser.post(address, data)
    (keep,) = re.findall(rf'name="answer-{name}-post" value="(keep:[^"]+)"', asked.content.decode())
    refused = browser.post(address, data | {f"answer-{name}-post": keep})
    assert refused.status_code == 200  # the other row has no post yet
    carried = hidden_answers(refused)
    assert carried == {f"answer-{name}-post": keep}
    posts = {key: "Thư ký" for key, value in data.items() if key.endswith("-post") and value == ""}
    saved = browser.post(address, data | carried | posts)
    assert saved.status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert {first.post, second.post} == {OLD, "Thư ký"}


def test_an_answer_of_the_record_holds_while_a_row_is_refused(desk):
    asked = desk.post(reverse(ADD), typed(subject=OLD))
    keep = answers(asked, "subject")["Keep"]
    target = DocumentFactory()
    row = {"relations-TOTAL_FORMS": "1", "relations-0-kind": "", "relations-0-target": str(target.pk)}
    refused = desk.post(reverse(ADD), typed(subject=OLD, **row, **{"answer-subject": keep}))
    assert refused.status_code == 200
    assert hidden_answers(refused) == {"answer-subject": keep}
    assert "Keep it as typed" not in refused.content.decode()


@pytest.fixture
def inspection(office, unit_a, officer):
    return at_work(unit_a, by=officer)


@pytest.mark.parametrize(("verb", "kept"), [("take", MEANT), ("keep", OLD)])
def test_the_form_of_an_inspection_asks_and_takes_the_answer(desk, inspection, verb, kept):
    row = keys(inspection)[0]
    words = {row: {"result": "met", "observation": OLD}}
    address = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    asked = desk.post(address, visited(inspection, words))
    assert f"“{OLD}” → “{MEANT}”" in html.unescape(asked.content.decode())
    (answer,) = re.findall(rf'name="answer-{row}-observation" value="({verb}:[^"]+)"', asked.content.decode())
    told = {f"answer-{row}-observation": html.unescape(answer)}
    # Another item is refused: the answer stays.
    wrong = {keys(inspection)[1]: {"result": "not_applicable", "reason": ""}}
    refused = desk.post(address, visited(inspection, words | wrong) | told)
    assert refused.status_code == 200
    assert hidden_answers(refused) == (told if verb == "keep" else {})
    assert_saved(desk.post(address, visited(inspection, words) | told))
    held = inspection.results.get(pk=row)
    assert held.observation == kept
    inspection.refresh_from_db()
    again = {row: {"result": "failed", "observation": kept}}
    assert_saved(desk.post(address, visited(inspection, again)))  # and is not asked again


def test_the_visit_of_an_inspection_asks_too(desk, inspection):
    address = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    asked = desk.post(address, visited(inspection, {}, conclusion=OLD))
    (keep,) = re.findall(r'name="answer-conclusion" value="(keep:[^"]+)"', asked.content.decode())
    before = inspection.conclusion
    inspection.refresh_from_db()
    assert inspection.conclusion == before != OLD
    assert_saved(desk.post(address, visited(inspection, {}, conclusion=OLD, **{"answer-conclusion": keep})))
    inspection.refresh_from_db()
    assert inspection.conclusion == OLD


@pytest.mark.parametrize(("verb", "kept"), [("take", MEANT), ("keep", OLD)])
def test_the_form_of_an_action_asks_and_its_record_keeps_the_answer(desk, inspection, officer, verb, kept):
    row = keys(inspection)[0]
    save_results(
        inspection=inspection, rows={row: {"result": "failed"}}, by=officer, opened_version=inspection.version
    )
    address = reverse("admin:office_culture_inspection_finding", args=[inspection.pk, row])
    data = {"level": "shortcoming", "content": OLD, "remedy": "Treo lại", "due_on": "01/06/2099"}
    asked = desk.post(address, data)
    (answer,) = re.findall(rf'name="answer-content" value="({verb}:[^"]+)"', asked.content.decode())
    assert_saved(desk.post(address, data | {"answer-content": html.unescape(answer)}))
    assert Finding.objects.get().content == kept


def test_the_form_of_a_step_asks_and_carries_the_answer(desk, inspection, officer):
    row = keys(inspection)[0]
    save_results(
        inspection=inspection, rows={row: {"result": "failed"}}, by=officer, opened_version=inspection.version
    )
    found = FindingFactory(result=inspection.results.get(pk=row))
    address = reverse("admin:office_culture_finding_step", args=[found.pk, "remedy"])
    asked = desk.post(address, {"reason": OLD})
    (keep,) = re.findall(r'name="answer-reason" value="(keep:[^"]+)"', asked.content.decode())
    assert_saved(desk.post(address, {"reason": OLD, "answer-reason": keep}))
    found.refresh_from_db()
    assert found.remedy_done == OLD
