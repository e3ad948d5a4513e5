"""The register of documents through its admin pages."""

import datetime
import html
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from office_culture.models import Document, DocumentRelation
from office_culture.rules.symbols import SymbolError, normalise
from office_culture.selectors.documents import citation_of
from office_culture.selectors.events import events_of
from tests.factories.documents import DocumentFactory, DocumentRelationFactory

pytestmark = pytest.mark.django_db

ADD = "admin:office_culture_document_add"
CHANGE = "admin:office_culture_document_change"
LIST = "admin:office_culture_document_changelist"


def typed(**changes) -> dict[str, str]:
    """What a clerk posts for one document without relations and files."""
    return {
        "symbol": "29/KH-VPUB",
        "type_name": "",
        "date": "14/08/2019",
        "issuer": "Văn phòng UBND tỉnh",
        "subject": "tổ chức thực hiện phong trào thi đua",
        "origin": "own",
        "use": "own_plan",
        "relations-TOTAL_FORMS": "0",
        "relations-INITIAL_FORMS": "0",
        "files-TOTAL_FORMS": "0",
        "files-INITIAL_FORMS": "0",
    } | changes


def related(*rows: tuple[str, Document]) -> dict[str, str]:
    """The posted rows of the relations."""
    data = {"relations-TOTAL_FORMS": str(len(rows))}
    for number, (kind, target) in enumerate(rows):
        data |= {f"relations-{number}-kind": kind, f"relations-{number}-target": str(target.pk)}
    return data


@pytest.fixture
def desk(officer, signed_in):
    return signed_in(officer)


@pytest.fixture
def english(desk):
    """The same desk in English, so that sentences can be compared."""
    desk.cookies["django_language"] = "en"
    return desk


def errors_of(response, field: str) -> str:
    return " ".join(response.context["adminform"].form.errors.get(field, []))


def test_reads_the_symbol_and_fills_in_the_type(english):
    assert english.post(reverse(ADD), typed()).status_code == 302
    document = Document.objects.get()
    assert (document.number, document.year, document.type_code, document.issuer_code) == (
        29,
        2019,
        "KH",
        "VPUB",
    )
    assert document.type_name == "Kế hoạch"
    page = english.get(reverse(CHANGE, args=[document.pk])).content.decode()
    assert "Kế hoạch number 29 of VPUB" in page


def test_keeps_what_was_typed_and_finds_the_same_document_again(english):
    english.post(reverse(ADD), typed(symbol="Số: 29/KH–VPUB"))
    again = english.post(reverse(ADD), typed(issuer="văn phòng ubnd TỈNH"))
    assert "holds this document already" in errors_of(again, "symbol")
    assert Document.objects.get().symbol == "Số: 29/KH–VPUB"


def test_an_answer_holds_while_another_field_is_refused(english):
    asked = english.post(reverse(ADD), typed(symbol="34/QD-VPUB", type_name=""))
    (keep,) = re.findall(r'value="(keep:[^"]*)"', asked.content.decode())
    refused = english.post(reverse(ADD), typed(symbol="34/QD-VPUB", type_name="", **{"answer-symbol": keep}))
    assert errors_of(refused, "type_name")
    assert not errors_of(refused, "symbol")
    assert f'<input type="hidden" name="answer-symbol" value="{keep}">' in refused.content.decode()


def test_a_change_of_the_type_is_remembered(english):
    english.post(reverse(ADD), typed())
    document = Document.objects.get()
    document.type_name = "Công văn"
    document.save()
    assert events_of(document).first().changes["type_name"] == ["Kế hoạch", "Công văn"]


def test_the_database_refuses_the_same_document_by_itself(db):
    first = DocumentFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(symbol=first.symbol, issuer=first.issuer.upper(), date=first.date)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFactory(date=datetime.date(219, 6, 14))


@pytest.mark.parametrize("slip", ["14/6/0219", "14/06/0219", "14/6/219"])
def test_offers_the_date_that_was_probably_meant(english, slip):
    response = english.post(reverse(ADD), typed(date=slip))
    assert "Did you mean 14/06/2019?" in errors_of(response, "date")
    assert slip in response.content.decode()


@pytest.mark.parametrize("day", ["31/12/1944", "14/08/2199", "31/02/2019", "hôm qua"])
def test_refuses_a_date_that_no_document_has(english, day):
    assert errors_of(english.post(reverse(ADD), typed(date=day)), "date")


@pytest.mark.parametrize("symbol", ["29/KH", "1046/Q-HC", "/QĐ-UBND", "856-XX/SNV", "29//KH-UBND"])
def test_refuses_an_impossible_symbol_with_a_sentence(english, symbol):
    sentence = errors_of(english.post(reverse(ADD), typed(symbol=symbol)), "symbol")
    assert sentence.endswith((".", "VPUB.", "UBND."))
    with pytest.raises(SymbolError):
        DocumentFactory(symbol=symbol)


def test_asks_for_the_type_where_the_symbol_does_not_tell_it(english):
    law = typed(
        symbol="06/2022/QH15", date="15/06/2022", issuer="Quốc hội", origin="above", use="legal_basis"
    )
    assert "does not tell the type" in errors_of(english.post(reverse(ADD), law), "type_name")
    assert english.post(reverse(ADD), law | {"type_name": "Luật"}).status_code == 302


def test_only_our_own_documents_come_from_our_units(english, office):
    response = english.post(reverse(ADD), typed(origin="above", issuing_unit=str(office.pk)))
    assert "Only a document of our own" in errors_of(response, "issuing_unit")


def test_tells_what_is_unusual_and_saves_it_all_the_same(english):
    unusual = typed(
        symbol="856-HD/SNV", date="15/05/2022", issuer="Sở Nội vụ", type_name="Công văn", origin="above"
    )
    page = english.post(reverse(ADD), unusual, follow=True).content.decode()
    assert "15/05/2022 is a Sunday" in page
    assert "looks like a State body" in page
    assert "The symbol says “Hướng dẫn”, the register says “Công văn”" in page
    assert Document.objects.count() == 1


def test_tells_of_a_number_used_twice_in_a_year(db):
    DocumentFactory(symbol="5/KH-VPTN", date=datetime.date(2022, 1, 10))
    again = DocumentFactory(symbol="05/KH-VPTN", date=datetime.date(2022, 3, 10))
    next_year = DocumentFactory(symbol="05/KH-VPTN", date=datetime.date(2023, 3, 10))
    assert any("5/KH-VPTN, 10/01/2022" in warning for warning in again.warnings())
    assert next_year.warnings() == []


def test_shows_what_rests_on_what(english):
    plan = DocumentFactory(symbol="179/KH-UBND", date=datetime.date(2019, 8, 2))
    assert english.post(reverse(ADD), typed() | related(("implements", plan))).status_code == 302
    own = Document.objects.get(symbol="29/KH-VPUB")
    assert list(Document.objects.rests_on(own)) == [plan]
    assert list(Document.objects.what_rests_on(plan)) == [own]
    page = english.get(reverse(CHANGE, args=[plan.pk])).content.decode()
    assert reverse(CHANGE, args=[own.pk]) in page
    assert "29/KH-VPUB, 14/08/2019" in page


def test_refuses_a_relation_twice_and_to_itself(english):
    plan = DocumentFactory()
    twice = english.post(reverse(ADD), typed() | related(("implements", plan), ("implements", plan)))
    assert twice.status_code == 200
    assert not DocumentRelation.objects.exists()
    own = DocumentFactory()
    data = typed(symbol=own.symbol, issuer=own.issuer, date="17/05/2022", opened_version=str(own.version))
    itself = english.post(reverse(CHANGE, args=[own.pk]), data | related(("implements", own)))
    assert "no relation to itself" in itself.content.decode()


def test_refuses_a_circle_of_replacements(english):
    oldest, middle, newest = (DocumentFactory(date=datetime.date(2019 + n, 5, 6)) for n in range(3))
    DocumentRelationFactory(document=newest, kind="replaces", target=middle)
    DocumentRelationFactory(document=middle, kind="replaces", target=oldest)
    data = typed(symbol=oldest.symbol, date="06/05/2019", opened_version=str(oldest.version))
    response = english.post(reverse(CHANGE, args=[oldest.pk]), data | related(("replaces", newest)))
    assert "One of them must come first" in response.content.decode()


def test_tells_of_a_target_dated_later(db):
    relation = DocumentRelationFactory(
        document__date=datetime.date(2019, 8, 14), target__date=datetime.date(2022, 5, 17)
    )
    assert relation.document.warnings()
    assert DocumentRelationFactory().document.warnings() == []


def test_knows_what_is_in_force_on_a_day(db):
    day = datetime.date
    old = DocumentFactory(date=day(2018, 3, 29))
    new = DocumentFactory(date=day(2020, 7, 24), valid_from=day(2020, 8, 1))
    ended = DocumentFactory(date=day(2019, 1, 7), valid_to=day(2019, 12, 31))
    DocumentRelationFactory(document=new, kind="replaces", target=old)
    DocumentRelationFactory(document=new, kind="amends", target=ended)
    assert set(Document.objects.in_force_on(day(2018, 3, 28))) == set()
    assert set(Document.objects.in_force_on(day(2019, 12, 31))) == {old, ended}
    assert set(Document.objects.in_force_on(day(2020, 7, 31))) == {old}
    assert set(Document.objects.in_force_on(day(2020, 8, 1))) == {new}


def test_filters_by_force(desk):
    DocumentFactory(symbol="1/QĐ-VPTN", valid_to=datetime.date(2022, 6, 1))
    DocumentFactory(symbol="2/QĐ-VPTN", valid_from=datetime.date(2022, 6, 1))
    DocumentFactory(symbol="3/QĐ-VPTN", valid_from=datetime.date(2900, 6, 1))
    for value, shown, hidden in (("yes", {"2/QĐ"}, {"1/QĐ", "3/QĐ"}), ("no", {"1/QĐ", "3/QĐ"}, {"2/QĐ"})):
        page = desk.get(reverse(LIST), {"in_force": value}).content.decode()
        assert all(symbol in page for symbol in shown)
        assert not any(symbol in page for symbol in hidden)


def answers(response, field: str) -> dict[str, str]:
    """What the page offers beside a question: the value to post for each answer, by its first word."""
    found = re.findall(rf'name="answer-{field}" value="([^"]+)"> ([^<]+)<', response.content.decode())
    return {label.split()[0]: html.unescape(value) for value, label in found}


DOUBTFUL = [
    ("34/QD-VPUB", "34/QĐ-VPUB"),
    ("733/QĐ-TTG", "733/QĐ-TTg"),
    ("01/2019/QD-UBND", "01/2019/QĐ-UBND"),
    ("Số: 57/NQ HĐND", "57/NQ-HĐND"),
    ("29/kh-vpub", "29/KH-VPUB"),
]


@pytest.mark.parametrize(("doubtful", "meant"), DOUBTFUL)
def test_a_doubtful_symbol_is_asked_and_taken_as_offered(english, doubtful, meant):
    asked = english.post(reverse(ADD), typed(symbol=doubtful))
    assert f"is probably {meant}" in errors_of(asked, "symbol")
    assert not Document.objects.exists()
    taken = english.post(
        reverse(ADD), typed(symbol=doubtful, **{"answer-symbol": answers(asked, "symbol")["Take"]})
    )
    assert taken.status_code == 302
    assert Document.objects.get().symbol == meant


@pytest.mark.parametrize(("doubtful", "meant"), DOUBTFUL)
def test_a_doubtful_symbol_may_be_kept_and_is_not_asked_again(english, doubtful, meant):
    asked = english.post(reverse(ADD), typed(symbol=doubtful, type_name="Văn bản"))
    kept = typed(symbol=doubtful, type_name="Văn bản", **{"answer-symbol": answers(asked, "symbol")["Keep"]})
    assert english.post(reverse(ADD), kept).status_code == 302
    document = Document.objects.get()
    assert document.symbol == doubtful
    assert document.read.text == normalise(doubtful)
    again = typed(symbol=doubtful, type_name="Văn bản", note="xem lại", opened_version=str(document.version))
    assert english.post(reverse(CHANGE, args=[document.pk]), again).status_code == 302
    changed = again | {"symbol": "35/QD-VPUB", "opened_version": str(document.version + 1)}
    assert "is probably 35/QĐ-VPUB" in errors_of(
        english.post(reverse(CHANGE, args=[document.pk]), changed), "symbol"
    )


def test_an_answer_speaks_of_the_text_it_was_given_for(english):
    asked = english.post(reverse(ADD), typed(symbol="34/QD-VPUB"))
    for answer in answers(asked, "symbol").values():
        other = english.post(reverse(ADD), typed(symbol="35/QD-VPUB", **{"answer-symbol": answer}))
        assert "is probably 35/QĐ-VPUB" in errors_of(other, "symbol")


@pytest.mark.parametrize("nonsense", ["take:", "keep:", "take::x", "keep", "<b>", "take:x:34/QĐ-VPUB"])
def test_an_answer_that_was_never_offered_changes_nothing(english, nonsense):
    asked = english.post(reverse(ADD), typed(symbol="34/QD-VPUB", **{"answer-symbol": nonsense}))
    assert "is probably 34/QĐ-VPUB" in errors_of(asked, "symbol")
    assert not Document.objects.exists()


def test_a_symbol_kept_against_its_likely_spelling_tells_no_type(english):
    asked = english.post(reverse(ADD), typed(symbol="34/QD-VPUB"))
    kept = typed(symbol="34/QD-VPUB", **{"answer-symbol": answers(asked, "symbol")["Keep"]})
    assert "does not tell the type" in errors_of(english.post(reverse(ADD), kept), "type_name")


def test_there_is_never_a_second_copy_beside_the_right_one(english):
    first = DocumentFactory(
        symbol="34/QĐ-VPUB",
        date=datetime.date(2019, 8, 14),
        issuer="Văn phòng UBND tỉnh",
        type_name="Quyết định",
    )
    asked = english.post(reverse(ADD), typed(symbol="34/QD-VPUB", type_name="Quyết định"))
    assert f"The register already holds {first}" in errors_of(asked, "symbol")
    for answer in answers(asked, "symbol").values():
        data = typed(symbol="34/QD-VPUB", type_name="Quyết định", **{"answer-symbol": answer})
        assert "holds this document already" in errors_of(english.post(reverse(ADD), data), "symbol")
    party = DocumentFactory(
        symbol="60-NQ/TW", date=datetime.date(2025, 4, 12), issuer="Trung ương", type_name="Nghị quyết"
    )
    swapped = typed(symbol="60/NQ-TW", date="12/04/2025", issuer="Trung ương", origin="above")
    assert "holds this document already" in errors_of(english.post(reverse(ADD), swapped), "symbol")
    assert set(Document.objects.all()) == {first, party}


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"issuer": ""}, True),
        ({"date": "", "dated_in": "2019"}, True),
        ({"date": "", "dated_in": "2019", "issuer": ""}, True),
        ({"issuer": "", "symbol": "Số: 029/KH-VPUB"}, True),
        ({"issuer": "", "date": "15/08/2019"}, False),
        ({"date": "", "dated_in": "2018"}, False),
        ({"issuer": "Văn phòng UBND huyện"}, False),
    ],
)
def test_a_copy_of_which_less_is_known_is_asked_about(english, changes, asked):
    """Issuer or day may be what tells the two apart, or what the source of one of them lacks."""
    assert english.post(reverse(ADD), typed()).status_code == 302
    answer = english.post(reverse(ADD), typed(**changes))
    if asked:
        assert "is recorded already. Is it the same one?" in errors_of(answer, "symbol")
        assert Document.objects.count() == 1
        kept = typed(**changes, **{"answer-symbol": answers(answer, "symbol")["It"]})
        answer = english.post(reverse(ADD), kept)
    assert answer.status_code == 302
    page = english.get(reverse(CHANGE, args=[Document.objects.last().pk]))
    assert page.status_code == 200
    assert Document.objects.count() == 2


def test_a_year_that_is_not_that_of_the_date_is_asked(english):
    data = typed(symbol="12/2019/QĐ-UBND", date="17/07/2020")
    asked = english.post(reverse(ADD), data)
    assert "The symbol is of 2019, the document is dated 17/07/2020" in errors_of(asked, "symbol")
    assert list(answers(asked, "symbol")) == ["Keep"]
    data["answer-symbol"] = answers(asked, "symbol")["Keep"]
    other_day = english.post(reverse(ADD), data | {"date": "16/07/2020"})
    assert "dated 16/07/2020" in errors_of(other_day, "symbol")
    assert english.post(reverse(ADD), data).status_code == 302


@pytest.mark.parametrize("symbol", ["91/NĐ-CP", "97-QĐ/TW", "12/XYZ-UBND", "Không số"])
def test_no_type_is_invented(english, symbol):
    assert "does not tell the type" in errors_of(
        english.post(reverse(ADD), typed(symbol=symbol)), "type_name"
    )
    assert not Document.objects.exists()
    assert english.post(reverse(ADD), typed(symbol=symbol, type_name="Quy định")).status_code == 302
    document = Document.objects.get()
    assert document.type_name == "Quy định"
    assert english.get(reverse(CHANGE, args=[document.pk])).status_code == 200


def test_a_document_without_a_number_is_told_from_others_by_its_subject(english):
    first = typed(symbol="Không số", type_name="Pháp lệnh")
    assert english.post(reverse(ADD), first).status_code == 302
    assert english.post(reverse(ADD), first | {"subject": "một việc khác"}).status_code == 302
    assert "holds this document already" in errors_of(english.post(reverse(ADD), first), "symbol")
    assert citation_of(Document.objects.first()).symbol == ""


def test_joins_the_lines_of_a_copied_subject(english):
    english.post(reverse(ADD), typed(subject="tổ chức thực hiện\r\n  phong trào thi đua"))
    assert Document.objects.get().subject == "tổ chức thực hiện phong trào thi đua"


def test_a_symbol_mistyped_in_a_kept_document_is_refused_at_the_field(english):
    document = DocumentFactory(symbol="29/KH-VPUB")
    earlier = DocumentRelationFactory(document=document).target
    address = reverse(CHANGE, args=[document.pk])

    page = english.post(address, typed(symbol="29 <b>", **related(("implements", earlier))))

    assert page.status_code == 200
    assert "cannot stand in a symbol" in errors_of(page, "symbol")
    assert page.context["adminform"].form["symbol"].value() == "29 <b>"
    document.refresh_from_db()
    assert document.symbol == "29/KH-VPUB"


def test_a_slip_in_the_validity_is_refused_with_the_date_meant(english):
    page = english.post(reverse(ADD), typed(valid_from="14/06/0219"))

    assert "14/06/2019" in errors_of(page, "valid_from")
    assert not Document.objects.exists()


def test_a_document_is_not_valid_to_a_day_before_its_own(english):
    answer = english.post(reverse(ADD), typed(valid_to="13/08/2019"))
    assert answer.context["adminform"].form.errors["valid_to"] == [
        "A document is not valid to a day before its own date."
    ]
    assert not Document.objects.exists()
    english.post(reverse(ADD), typed(valid_to="14/08/2019"))
    assert Document.objects.count() == 1
