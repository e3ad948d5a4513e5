"""Documents of which number or day is not known: kept with what is missing, listed, and cited as practised."""

import datetime

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from office_culture.models import Document, Origin, Use
from office_culture.models.documents import FIRST_DAY
from office_culture.rules.facts import FactScope, UnknownFact
from office_culture.selectors.citations import cited
from office_culture.selectors.documents import citation_of, document_facts
from office_culture.text.citations import Citation, Citations, full
from tests import sheets
from tests.factories.documents import DocumentFactory, DocumentRelationFactory
from tests.office_culture.documents.test_register import ADD, CHANGE, LIST, answers, errors_of, typed

pytestmark = pytest.mark.django_db

OLD_PAPERS = [
    ("15/CT", "Chỉ thị", "1989", "Hội đồng Bộ trưởng", "Chỉ thị số 15/CT năm 1989 của Hội đồng Bộ trưởng"),
    (
        "18-HĐBT",
        "Nghị định",
        "1992",
        "Hội đồng Bộ trưởng",
        "Nghị định số 18-HĐBT năm 1992 của Hội đồng Bộ trưởng",
    ),
    (
        "174/CT",
        "Quyết định",
        "1992",
        "Chủ tịch Hội đồng Bộ trưởng",
        "Quyết định số 174/CT năm 1992 của Chủ tịch",
    ),
    ("174/CT", "", "1992", "Chủ tịch Hội đồng Bộ trưởng", "Văn bản số 174/CT năm 1992 của Chủ tịch Hội đồng"),
    ("219-QĐ/TW", "Quy định", "2013", "Ban Bí thư", "Quy định số 219-QĐ/TW năm 2013 của Ban Bí thư"),
    ("Không rõ số", "Quyết định", "1995", "UBND tỉnh", "Quyết định năm 1995 của UBND tỉnh"),
    ("42/2010/NĐ-CP", "", "2010", "Chính phủ", "Nghị định số 42/2010/NĐ-CP của Chính phủ"),
]


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


def undated(**changes) -> dict[str, str]:
    return typed(
        date="", symbol="15/CT", type_name="Chỉ thị", issuer="Hội đồng Bộ trưởng", origin="above", **changes
    )


@pytest.mark.parametrize(("symbol", "kind", "year", "issuer", "citation"), OLD_PAPERS)
def test_an_old_paper_is_kept_and_cited_with_what_is_known(desk, symbol, kind, year, issuer, citation):
    data = undated(dated_in=year) | {"symbol": symbol, "type_name": kind, "issuer": issuer}
    assert desk.post(reverse(ADD), data).status_code == 302
    document = Document.objects.get()
    assert (document.date, document.year) == (None, int(year))
    assert full(citation_of(document)).startswith(citation)
    assert "01/01" not in desk.get(reverse(LIST)).content.decode()


def test_neither_day_nor_year_is_asked_and_may_be_so(desk):
    asked = desk.post(reverse(ADD), undated())
    assert "Neither day nor year" in errors_of(asked, "date")
    assert not Document.objects.exists()
    keep = answers(asked, "date")["Keep"]
    assert desk.post(reverse(ADD), undated(**{"answer-date": keep})).status_code == 302
    document = Document.objects.get()
    assert (document.date, document.year, str(document)) == (None, None, "15/CT")
    assert full(citation_of(document)).startswith("Chỉ thị số 15/CT của Hội đồng Bộ trưởng về")
    page = desk.get(reverse(CHANGE, args=[document.pk])).content.decode()
    assert "Neither day nor year of this document is known" in page
    again = undated(note="đã hỏi", opened_version=str(document.version))
    assert desk.post(reverse(CHANGE, args=[document.pk]), again).status_code == 302


@pytest.mark.parametrize(("year", "message"), [("1944", "Write a year"), ("2199", "Write a year")])
def test_a_year_that_no_paper_has_is_refused(desk, year, message):
    assert message in errors_of(desk.post(reverse(ADD), undated(dated_in=year)), "dated_in")


def test_day_and_year_are_not_both_given(desk):
    told = errors_of(desk.post(reverse(ADD), typed(dated_in="2019")), "dated_in")
    assert "leave this empty" in told


def test_a_symbol_of_another_year_is_asked(desk):
    told = errors_of(
        desk.post(reverse(ADD), undated(dated_in="1989") | {"symbol": "12/1990/QĐ-UBND"}), "symbol"
    )
    assert "1990" in told
    assert "1989" in told


@pytest.mark.parametrize("year", ["1989", ""])
def test_the_same_undated_paper_stands_once(desk, year):
    known = {} if year else {"answer-date": answers(desk.post(reverse(ADD), undated()), "date")["Keep"]}
    first = undated(dated_in=year, **known)
    assert desk.post(reverse(ADD), first).status_code == 302
    assert "already" in errors_of(desk.post(reverse(ADD), first), "symbol")
    other = undated(dated_in="1990")
    if not year:
        # The one of which no year is known may be that of 1990.
        other |= {"answer-symbol": answers(desk.post(reverse(ADD), other), "symbol")["It"]}
    assert desk.post(reverse(ADD), other).status_code == 302
    assert Document.objects.count() == 2


def test_the_register_lists_what_is_incomplete(desk):
    whole = DocumentFactory()
    dateless = DocumentFactory(symbol="15/CT", type_name="Chỉ thị", date=None, dated_in=1989)
    numberless = DocumentFactory(symbol="Không số", type_name="Pháp lệnh")
    rows = desk.get(reverse(LIST), {"incomplete": "yes"}).context["cl"].queryset
    assert set(rows) == {dateless, numberless}
    assert set(desk.get(reverse(LIST)).context["cl"].queryset) == {whole, dateless, numberless}
    assert "1989" in desk.get(reverse(LIST), {"incomplete": "yes"}).content.decode()


def test_it_binds_from_the_year_it_is_of(db):
    old = DocumentFactory(symbol="15/CT", type_name="Chỉ thị", date=None, dated_in=1989)
    unknown = DocumentFactory(symbol="16/CT", type_name="Chỉ thị", date=None)
    binding = Document.objects.in_force_on
    assert set(binding(datetime.date(2022, 1, 1))) == {old, unknown}
    assert set(binding(datetime.date(1988, 12, 31))) == {unknown}
    DocumentRelationFactory(
        document=DocumentFactory(date=datetime.date(1995, 1, 1)), target=old, kind="replaces"
    )
    assert old not in binding(datetime.date(2022, 1, 1))


def test_a_plan_of_which_the_year_is_known_counts_in_periods_that_hold_the_year(db):
    plan = DocumentFactory(date=None, dated_in=2020, use=Use.OWN_PLAN, origin=Origin.OWN)
    day = datetime.date
    dated = Document.objects.dated
    assert set(dated(day(2019, 5, 1), day(2022, 5, 23))) == {plan}
    assert not dated(day(2020, 1, 2), day(2022, 5, 23))
    assert not dated(day(2019, 5, 1), day(2020, 12, 30))
    assert set(dated(day(2020, 1, 1), day(2020, 12, 31))) == {plan}


def test_a_report_and_its_narratives_cite_it_by_its_year(office):
    row = DocumentFactory(symbol="15/CT", type_name="Chỉ thị", date=None, dated_in=1989, use=Use.DIRECTIVE)
    scope = FactScope(
        unit_id=office.pk,
        unit_path=office.path,
        start=datetime.date(2019, 1, 1),
        end=datetime.date(2022, 5, 23),
        as_of=datetime.date(2022, 5, 23),
    )
    (directive,) = document_facts(scope).directives
    assert directive.fact.key == "cite.15/CT@1989"
    found = cited(["cite.15/CT@1989", "cite.15/CT"], scope)
    assert found["cite.15/CT@1989"].text.startswith("Chỉ thị số 15/CT năm 1989 của")
    assert found["cite.15/CT"].rows == directive.fact.rows
    twin = DocumentFactory(
        symbol="15/CT", type_name="Chỉ thị", date=datetime.date(1991, 3, 2), issuer=row.issuer
    )
    found = cited(["cite.15/CT", "cite.15/CT@1989", "cite.15/CT@02/03/1991"], scope)
    several = found["cite.15/CT"]
    assert isinstance(several, UnknownFact)
    assert {"cite.15/CT@1989", "cite.15/CT@02/03/1991"} == set(several.nearest)
    assert found["cite.15/CT@1989"].rows == directive.fact.rows
    assert found["cite.15/CT@02/03/1991"].text != found["cite.15/CT@1989"].text
    assert twin.placed_on == datetime.date(1991, 3, 2)
    assert FIRST_DAY < row.placed_on < twin.placed_on


def test_a_sheet_takes_and_gives_what_is_known(desk):
    titles = ("Symbol", "Type", "Date", "Year", "Issuer", "Subject", "Origin", "Use")
    with override("en"):
        row = ("15/CT", "Chỉ thị", "", "1989", "Hội đồng Bộ trưởng", "một việc", "from above", "other")
        sheets.bring_in(desk, Document, titles, row)
        assert Document.objects.get().dated_in == 1989
        heads, kept = sheets.rows_of(sheets.export(desk, Document))[:2]
    said = dict(zip(heads, kept, strict=True))
    assert (said["Date"], str(said["Year"])) == (None, "1989")


@given(st.integers(1945, 2026), st.none() | st.dates(datetime.date(1945, 1, 1), datetime.date(2026, 12, 31)))
def test_no_paper_prints_a_day_that_is_not_known(year, day):
    citation = Citation("1", "Chỉ thị", "15/CT", day, "Hội đồng Bộ trưởng", "một việc", None if day else year)
    book = Citations()
    told = [full(citation), book.cite(citation), book.dated(citation), book.mention(citation)]
    assert all(("ngày" in text) is bool(day) for text in told[:3])
    assert str(day.year if day else year) in told[0]
