"""Documents on papers: the facts that narratives cite, and the lists of reports."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from office_culture.papers.blocks import BulletList, Gap, Paragraph, origins, plain
from office_culture.rules.facts import FactBook, FactScope, UnknownFact, registry
from office_culture.rules.parts import At
from office_culture.sections import documents as sections
from office_culture.selectors.citations import AmbiguousCitation
from office_culture.selectors.documents import DocumentFacts, document_facts
from office_culture.text.citations import Citations
from tests.factories.documents import DocumentFactory, DocumentRelationFactory

pytestmark = pytest.mark.django_db


def day(text: str) -> datetime.date:
    return datetime.datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a date has no zone


@pytest.fixture
def scope(office) -> FactScope:
    return FactScope(
        office.pk, office.path, day("01/01/2019"), day("23/05/2022"), day("23/05/2022"), campaign_id=None
    )


def find(key: str, scope: FactScope):
    found = registry.sources["cite"].lookup([key], scope).get(key)
    if isinstance(found, UnknownFact):
        raise found
    return found


def words(blocks) -> str:
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(plain(block.text))
        elif isinstance(block, BulletList):
            lines += [plain(item) for item in block.items]
    return "\n".join(lines)


def test_cites_by_symbol_however_it_is_typed(scope):
    document = DocumentFactory(symbol="29/KH–VPUB", date=day("14/08/2019"), issuer="Văn phòng UBND tỉnh")
    for key in ("cite.29/KH-VPUB", "cite.29/KH–VPUB", "cite.29/KH-VPUB@14/8/2019"):
        fact = find(key, scope)
        assert fact.rows.lookups == {"pk__in": (document.pk,)}
        assert fact.text == (
            "Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019 của Văn phòng UBND tỉnh "
            "về tổ chức thực hiện phong trào thi đua"
        )
        assert fact.citation.symbol == "29/KH-VPUB"


@pytest.mark.parametrize("key", ["cite.30/KH-VPUB", "cite.", "cite.nonsense", "cite.29/KH-VPUB@hôm qua"])
def test_knows_nothing_of_other_symbols(scope, key):
    DocumentFactory(symbol="29/KH-VPUB")
    assert find(key, scope) is None


def test_asks_which_one_where_a_symbol_fits_several(scope):
    DocumentFactory(symbol="179/KH-UBND", date=day("02/08/2019"), issuer="UBND tỉnh")
    DocumentFactory(symbol="179/KH-UBND", date=day("03/09/2020"), issuer="UBND tỉnh")
    DocumentFactory(symbol="179/KH-UBND", date=day("03/09/2020"), issuer="UBND huyện")
    with pytest.raises(AmbiguousCitation) as refused:
        find("cite.179/KH-UBND", scope)
    assert isinstance(refused.value, UnknownFact)
    assert set(refused.value.nearest) == {
        "cite.179/KH-UBND@02/08/2019",
        "cite.179/KH-UBND@03/09/2020@UBND tỉnh",
        "cite.179/KH-UBND@03/09/2020@UBND huyện",
    }
    for key in refused.value.nearest:
        assert find(key, scope).key == key
    offered = {fact.key for fact in FactBook(scope).listed("cite")}
    assert offered == set(refused.value.nearest)


def test_a_later_document_of_the_same_symbol_does_not_disturb_an_earlier_report(scope):
    DocumentFactory(symbol="179/KH-UBND", date=day("02/08/2019"))
    DocumentFactory(symbol="179/KH-UBND", date=day("02/08/2024"))
    assert "2019" in find("cite.179/KH-UBND", scope).text
    assert [fact.key for fact in FactBook(scope).listed("cite")] == ["cite.179/KH-UBND"]


def test_the_citations_cost_one_statement(scope, django_assert_num_queries):
    for number in range(1, 31):
        DocumentFactory(symbol=f"{number}/BC-VPTN")
    with django_assert_num_queries(1):
        assert len(FactBook(scope).listed("cite")) == 30


def fill_register():
    directive = DocumentFactory(
        symbol="179/KH-UBND", date=day("02/08/2019"), issuer="UBND tỉnh", origin="above", use="directive"
    )
    plan = DocumentFactory(symbol="29/KH-VPUB", date=day("14/08/2019"))
    DocumentRelationFactory(document=plan, target=directive)
    old = DocumentFactory(symbol="1/QĐ-VPUB", date=day("29/03/2018"), use="own_regulation")
    new = DocumentFactory(symbol="72/QĐ-VPUB", date=day("24/07/2020"), use="own_regulation")
    DocumentRelationFactory(document=new, kind="replaces", target=old)
    DocumentFactory(symbol="99/QĐ-VPUB", date=day("24/05/2022"), use="own_regulation")
    DocumentFactory(
        symbol="26/CT-TTg", date=day("05/09/2016"), issuer="Thủ tướng", origin="above", use="inspection_basis"
    )
    return plan, directive, new


def test_counts_what_the_lists_show(scope, office):
    plan, directive, new = fill_register()
    counts = {fact.key: fact for fact in FactBook(scope).listed("documents")}
    behind = {key: fact.rows.lookups["pk__in"] for key, fact in counts.items()}
    assert behind["documents.own_plans"] == (plan.pk,)
    assert behind["documents.directives"] == (directive.pk,)
    assert behind["documents.regulations"] == (new.pk,)
    facts = document_facts(scope)
    for name in ("own_plans", "directives", "regulations", "inspection_bases"):
        assert counts[f"documents.{name}"].value == len(getattr(facts, name))
        assert counts[f"documents.{name}"].text == "01"


def test_counting_reads_no_document_however_many_there_are(scope, office, monkeypatch):
    plan, _directive, _new = fill_register()
    monkeypatch.setattr("office_culture.selectors.documents.MOST_BEHIND", 2)
    for number in range(1, 4):
        DocumentFactory(symbol=f"{number}/KH-VPTN", date=day("01/06/2020"))
    with CaptureQueriesContext(connection) as asked:
        counts = {fact.key: fact for fact in FactBook(scope).listed("documents")}
    assert not any('"subject"' in query["sql"] for query in asked)
    assert counts["documents.own_plans"].value == len(document_facts(scope).own_plans) == 4
    assert counts["documents.own_plans"].rows is None  # more than a list can show
    assert counts["documents.directives"].rows is not None
    assert plan.pk in document_facts(scope).figures["own_plans"].rows.lookups["pk__in"]


def test_lists_cite_in_full_first_and_in_short_afterwards(scope):
    fill_register()
    facts = document_facts(scope)
    at = At("III.1", Citations())
    blocks = sections.plans_and_directives(facts, at)
    printed = words(blocks)
    assert "Văn phòng Thử nghiệm đã quán triệt, triển khai 01 văn bản chỉ đạo của cấp trên:" in printed
    assert "Kế hoạch số 179/KH-UBND ngày 02 tháng 8 năm 2019 của UBND tỉnh" in printed
    assert printed.endswith("(thực hiện Kế hoạch số 179/KH-UBND).")
    points = next(block for block in blocks if isinstance(block, BulletList))
    assert origins(points.items[0]) == ("cite.179/KH-UBND@02/08/2019",)
    assert find(origins(points.items[0])[0], scope) is not None
    assert "Quyết định số 72/QĐ-VPUB ngày" in words(sections.regulations(facts, at))
    assert "Chỉ thị số 26/CT-TTg" in words(sections.inspection_bases(facts, at))


def test_says_that_there_is_nothing(scope):
    nothing = DocumentFacts("Văn phòng UBND tỉnh", (), (), (), (), figures={})
    at = At("III.1", Citations())
    assert words(sections.plans_and_directives(nothing, at)) == (
        "Trong kỳ, Văn phòng UBND tỉnh không ban hành kế hoạch riêng."
    )
    (gap,) = sections.regulations(nothing, at)
    assert isinstance(gap, Gap)
    assert sections.inspection_bases(nothing, at) == []


def test_the_lists_cost_the_same_however_long(scope, office, django_assert_max_num_queries):
    for number in range(1, 31):
        DocumentRelationFactory(document__symbol=f"{number}/KH-VPTN", document__date=day("01/06/2020"))
    with django_assert_max_num_queries(3):
        assert len(document_facts(scope).own_plans) >= 30
