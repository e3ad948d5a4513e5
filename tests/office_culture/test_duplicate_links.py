"""The refusal of a second record leads to the one that stands already, where the account sees it."""

import datetime
import html

import pytest
from django.urls import reverse
from django.utils.translation import override

from office_culture.actions.workflow import StepForm
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models import Document, Posting
from office_culture.models.constraints import Duplicate
from office_culture.selectors.addresses import visible_page
from tests import sheets
from tests.factories.documents import DocumentFactory, DocumentRelationFactory
from tests.factories.office import PersonFactory, PostingFactory
from tests.guards.test_duplicates import managed, posted
from tests.office_culture.documents.test_register import ADD, CHANGE, errors_of, related, typed

pytestmark = pytest.mark.django_db


def link_to(record) -> str:
    return f'<a href="{sheets.url(type(record), "change", record.pk)}">{html.escape(str(record))}</a>'


def person_typed(unit) -> dict[str, str]:
    rows = {f"postings-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL")}
    return {"full_name": "Lò Thị Mẫu", "staff_number": "0042", "unit": str(unit.pk)} | rows


@pytest.mark.parametrize("there", [True, False], ids=["in the own unit", "in another unit"])
def test_the_link_is_there_for_who_may_see_the_record(contact_a, unit_a, unit_b, signed_in, there):
    standing = PersonFactory(staff_number="0042", unit=unit_a if there else unit_b)
    browser = signed_in(contact_a)
    address = reverse("admin:office_culture_person_add")
    page = browser.get(address)
    data = person_typed(unit_a) | managed(i.formset for i in page.context["inline_admin_formsets"])
    told = errors_of(browser.post(address, data), "staff_number")
    assert told
    assert (link_to(standing) in told) is there
    assert (str(standing.pk) in told) is there


@pytest.mark.parametrize("there", [True, False], ids=["in the own unit", "in another unit"])
def test_a_sheet_leads_to_it_too(contact_a, unit_a, unit_b, signed_in, there):
    person = PersonFactory(unit=unit_a)
    standing = PostingFactory(person=person, unit=unit_a if there else unit_b)
    browser = signed_in(contact_a)
    browser.cookies["django_language"] = "en"
    with override("en"):
        rows = ("Person", "Unit", "Post", "From"), (person.full_name, "Phòng A", "Thư ký", "01/02/2020")
        page = sheets.preview(browser, Posting, sheets.workbook(*rows)).content.decode()
    assert "This person has a main post without an end already" in page
    assert (f'<a href="{sheets.url(Posting, "change", standing.pk)}">' in page) is there


def test_a_row_that_the_same_sheet_made_has_no_page(officer, unit_a, signed_in):
    person = PersonFactory(unit=unit_a)
    browser = signed_in(officer)
    browser.cookies["django_language"] = "en"
    with override("en"):
        rows = [(person.full_name, "Phòng A", post, "01/02/2020") for post in ("Thư ký", "Chuyên viên")]
        page = sheets.preview(browser, Posting, sheets.workbook(("Person", "Unit", "Post", "From"), *rows))
    assert "This person has a main post without an end already" in page.content.decode()
    assert (
        "office_culture/posting/"
        not in page.content.decode().partition("sheet-problems")[2].partition("</table>")[0]
    )


def test_a_sheet_of_documents_leads_to_the_one_in_the_register(officer, signed_in):
    standing = DocumentFactory(symbol="34/QĐ-VPUB", date=datetime.date(2018, 3, 29))
    other = DocumentFactory(symbol="35/QĐ-VPUB", date=datetime.date(2018, 3, 29), issuer=standing.issuer)
    browser = signed_in(officer)
    browser.cookies["django_language"] = "en"
    with override("en"):
        titles = ("Symbol", "Type", "Date", "Issuer", "Subject", "Origin", "Use")
        row = ("34/QD-VPUB", "", "29/03/2018", standing.issuer, "một việc", "our own", "other")
        page = sheets.preview(browser, Document, sheets.workbook(titles, row)).content.decode()
    assert link_to(standing) in page
    assert link_to(other) not in page


def test_the_question_about_a_likely_twin_leads_to_it(officer, signed_in):
    standing = DocumentFactory(symbol="34/QĐ-VPUB", date=datetime.date(2019, 8, 14))
    asked = signed_in(officer).post(reverse(ADD), typed(symbol="34/QD-VPUB"))
    assert link_to(standing) in errors_of(asked, "symbol")


def test_a_row_below_a_record_leads_to_the_record_it_stands_in(officer, signed_in):
    relation = DocumentRelationFactory()
    browser = signed_in(officer)
    page = browser.get(reverse(CHANGE, args=[relation.document_id]))
    data = posted(page.context["adminform"].form, relation.document)
    data |= managed(inline.formset for inline in page.context["inline_admin_formsets"])
    data |= related((relation.kind, relation.target), (relation.kind, relation.target))
    data |= {"relations-0-id": relation.pk, "opened_version": relation.document.version}
    answer = browser.post(reverse(CHANGE, args=[relation.document_id]), data)
    assert answer.status_code == 200  # both rows stand on this page: nothing to lead to
    assert "errorlist" in answer.content.decode()
    assert visible_page(relation, officer) == reverse(CHANGE, args=[relation.document_id])


def test_a_step_that_is_refused_so_leads_to_it(officer):
    standing = DocumentFactory()

    class Form(AskingForm, StepForm):
        pass

    form = Form({"reason": "x"}, record=standing, user=officer)
    form.show_error(Duplicate("Có rồi <b>.", standing))
    told = str(form.non_field_errors())
    assert link_to(standing) in told
    assert "&lt;b&gt;" in told
