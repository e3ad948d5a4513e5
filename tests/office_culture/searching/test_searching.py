"""Finding records through the index: what follows a change, what comes first, what a list shows."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office_culture.models import (
    Document,
    Inspection,
    Regulation,
    RegulationRevision,
    Unit,
    search_index,
    searching,
)
from office_culture.models.search_index import AllOf, AnyOf, Beginning, WholeWord, install, scanned
from office_culture.project.checks import search_has_an_index
from tests.factories import FACTORIES
from tests.factories.documents import DocumentFactory
from tests.factories.office import UnitFactory

pytestmark = pytest.mark.django_db

LIST = "admin:office_culture_document_changelist"


def known(name):
    return FACTORIES[Regulation](name=name)


def names(rows):
    return [row.name for row in rows]


class TestTheIndexFollows:
    def test_a_change(self):
        made = known("Quy chế văn hóa")
        made.name = "Quy chế làm việc"
        made.save()
        assert not Regulation.objects.search("văn hóa")
        assert Regulation.objects.search("làm việc").get() == made

    def test_many_rows_written_at_once(self):
        Unit.objects.bulk_create(
            [
                Unit(name=f"Phòng {n}", kind="department", search_text="phong noi chinh", path=f"{n}/")
                for n in range(3)
            ]
        )
        assert Unit.objects.search("nội chính").count() == 3
        Unit.objects.all().update(search_text="phong tai chinh")
        assert not Unit.objects.search("nội chính")
        assert Unit.objects.search("tài").count() == 3

    def test_a_row_that_goes(self):
        made = known("Quy chế văn hóa")
        key = made.pk
        Regulation.objects.filter(pk=key).delete()
        with connection.cursor() as cursor:
            statement, parameters = search_index.index_of(Regulation.objects.all())._found(WholeWord("hoa"))
            cursor.execute(statement, parameters)
            assert cursor.fetchall() == []

    def test_a_migration_that_runs_again(self):
        made = known("Quy chế văn hóa")
        for label in ("", "office_culture"):
            install("default", label)
        assert Regulation.objects.search("văn hóa").get() == made


class TestWords:
    def test_only_quotes_narrow(self):
        together, apart = known("Quy chế văn hóa công sở"), known("Quy chế công tác hóa đơn văn phòng")
        assert set(Regulation.objects.search("văn hóa")) == {together, apart}
        assert Regulation.objects.search('"văn hóa"').get() == together
        assert Regulation.objects.best_first("“VAN HOA” quy").get() == together
        assert not Regulation.objects.search('"van ho"')

    def test_no_phrase_goes_across_two_fields(self):
        DocumentFactory(issuer="Sở Văn", subject="hóa đơn", type_name="Kế hoạch")
        assert not Document.objects.search('"văn hóa"')

    @pytest.mark.parametrize("query", ["văn hóa", "van hoa", "hóa văn", "hoa van"])
    def test_words_are_no_parts_of_others(self, query):
        known("kế hoạch vận động")
        assert not Regulation.objects.search(query)
        assert not Regulation.objects.best_first(query)

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ("hoan", "hoàn thành"),
            ("noi v", "Sở Nội vụ"),
            ("so noi v", "Sở Nội vụ"),
            ("nguyen th", "Nguyễn Văn Thái"),
            ("nguyễn thá", "Nguyễn Văn Thái"),
            ("van tha", "Nguyễn Văn Thái"),
            ("qd 73", "733/QĐ-TTg"),
            ("733/qđ-t", "733/QĐ-TTg"),
            ("quyết định quy", "Quyết định Quỳnh Nhai"),
        ],
    )
    def test_beginnings_are_found(self, query, name):
        made = known(name)
        assert list(Regulation.objects.search(query)) == list(Regulation.objects.best_first(query)) == [made]

    @pytest.mark.parametrize("query", ["", "  "])
    def test_nothing_asked_finds_everything(self, query):
        made = known("Quy chế")
        assert list(Regulation.objects.search(query)) == [made]
        assert list(Regulation.objects.best_first(query)) == [made]

    @pytest.mark.parametrize(
        "query", ["–", '"', "'\\", "\0", "²", "a" * 5000, "'|&!:*()", "x\ud800y", "AND OR NOT", "คำ"]
    )
    def test_any_text_may_be_asked_for(self, query):
        known("Quy chế")
        assert list(Regulation.objects.search(query)) == list(Regulation.objects.best_first(query)) == []

    def test_a_word_may_stand_in_a_linked_record(self):
        unit = UnitFactory(name="Phòng Nội chính")
        held = FACTORIES[Inspection](unit=unit, place="Hội trường")
        assert Inspection.objects.search("nội hội", {"unit": Unit.objects.all()}).get() == held
        assert Inspection.objects.best_first("nội hội", {"unit": Unit.objects.all()}).get() == held
        assert not Inspection.objects.search("nội hội")
        assert Inspection.objects.search('"nội chính"', {"unit": Unit.objects.all()}).get() == held


class TestOrder:
    @pytest.fixture
    def documents(self):
        """Each a shade less than the one before; the newest last, so that the order of the register is another."""
        subjects = ["sở", "Sổ", "sông"]
        made = [
            DocumentFactory(subject=subject, issuer="X", date=datetime.date(2022, 5, day + 1))
            for day, subject in enumerate(subjects, 15)
        ]
        return [*made, DocumentFactory(subject="Y", issuer="Soạn thảo", date=datetime.date(2022, 5, 23))]

    def test_exact_then_whole_then_begun(self, documents):
        found = list(Document.objects.best_first("so"))
        assert [row.subject for row in found][:2] == ["Sổ", "sở"]
        assert [row.subject for row in found][2:] == ["sông", "Y"]
        assert [row.subject for row in Document.objects.best_first("sở")] == ["sở", "Sổ"]

    def test_title_before_the_rest(self):
        rest = DocumentFactory(subject="Y", issuer="Sở Nội vụ", date=datetime.date(2022, 5, 23))
        title = DocumentFactory(subject="thành lập Sở", issuer="X")
        assert list(Document.objects.best_first("sở")) == [title, rest]

    def test_words_together_before_scattered_ones(self):
        known("hóa đơn văn phòng"), known("văn hóa công sở")
        assert names(Regulation.objects.best_first("văn hóa")) == ["văn hóa công sở", "hóa đơn văn phòng"]

    def test_among_more_rows_than_are_ordered_the_best_are_found(self, monkeypatch):
        monkeypatch.setattr(searching, "BEST", 4)
        monkeypatch.setattr(searching, "WINDOW", 2)
        best = DocumentFactory(subject="lả lướt", issuer="X", date=datetime.date(1990, 1, 2))
        for _ in range(12):
            DocumentFactory(subject="là lượt", issuer="Sơn La")
        found = list(Document.objects.best_first("lả"))
        assert found[0] == best
        assert len(found) == 4
        old = Document.objects.filter(date__year=1990)
        assert list(old.best_first("la")) == [best]
        assert len(Document.objects.filter(date__year=2022).best_first("la")) == 4


class TestWithoutAnIndex:
    @pytest.fixture(autouse=True)
    def _no_fts5(self, monkeypatch):
        monkeypatch.setattr(search_index, "has_fts5", lambda alias: False)
        monkeypatch.setattr(search_index, "Tokens", search_index.Scan)

    def test_the_same_is_found(self):
        known("hóa đơn văn phòng"), known("văn hóa công sở"), known("vận hành")
        assert names(Regulation.objects.best_first("văn hóa")) == ["văn hóa công sở", "hóa đơn văn phòng"]

    def test_the_check_says_so(self):
        said = ["project.W001"] if connection.vendor == "sqlite" else []
        assert [found.id for found in search_has_an_index(None, databases=["default"])] == said


def test_the_check_is_content_with_an_index():
    assert search_has_an_index(None, databases=["default"]) == []


TOKEN = st.sampled_from(["van", "hoa", "hoan", "733", "=hoá", "^hoa", "ho", "nghieng"])
BEGINNINGS = [
    "v",
    "ho",
    "hoan",
    "nghien",
    "73",
    "=vă",
    "=văn",
    "=hoá",
    "=nghiê",
    "=nghiêng",
    "=đ",
    "=đườ",
    "=đườngx",
]
PART = st.recursive(
    TOKEN.map(WholeWord) | st.sampled_from(BEGINNINGS).map(Beginning),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        .map(tuple)
        .flatmap(lambda parts: st.sampled_from([AllOf(parts), AnyOf(parts)]))
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=PART, count=st.integers(1, 9))
def test_the_index_finds_what_reading_every_row_finds(part, count):
    """The newest rows, too, however far apart their keys are."""
    if not Regulation.objects.exists():
        texts = (
            "văn hóa",
            "hoá",
            "hoan nghênh 733",
            "nghiêng 1733",
            "vận động hoàn",
            "đường văn",
            "đướngxa",
            "hóa",
        )
        for name, key in zip(
            texts, (7, 9_999, 10_000, 95_000, 104_999, 105_000, 215_000, 219_999), strict=True
        ):
            FACTORIES[Regulation](pk=key, name=name)
    rows = Regulation.objects.order_by("-pk")
    index = search_index.index_of(rows)
    expected = list(rows.filter(scanned(part)))
    assert list(rows.filter(index.condition(part))) == expected
    assert index.newest_keys(part, count) == [row.pk for row in expected[:count]]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only there tokens are a column of their own")
def test_tokens_that_an_earlier_release_computed_are_made_anew():
    made = known("Quy chế văn hóa")
    table = Regulation._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DROP COLUMN search_tokens")
        cursor.execute(
            f"ALTER TABLE {table} ADD COLUMN search_tokens tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(search_text, ' '))) STORED"
        )
    assert not Regulation.objects.search("chế v").exists()
    install("default", "office_culture")
    assert Regulation.objects.search("chế v").get() == made
    with CaptureQueriesContext(connection) as captured:
        install("default", "office_culture")
    assert not [query for query in captured if "ALTER" in query["sql"]]


class TestRebuilding:
    def test_words_and_index_are_made_anew(self, capsys):
        made = known("Quy chế văn hóa")
        Regulation.objects.filter(pk=made.pk).update(search_text="cũ")
        assert not Regulation.objects.search("văn hóa")
        version = Regulation.objects.get(pk=made.pk).version
        call_command("rebuild_search", "office_culture.regulation")
        assert Regulation.objects.search("văn hóa").get().version == version
        assert "1 records had other words" in capsys.readouterr().out

    def test_a_kind_that_nobody_searches_is_named(self):
        with pytest.raises(CommandError, match=r"Not searched: office_culture\.nothing"):
            call_command("rebuild_search", "office_culture.nothing")


class TestLists:
    def test_shows_the_best_first_unless_a_column_is_chosen(self, superuser, signed_in):
        (
            DocumentFactory(subject="số lượng", date=datetime.date(2022, 5, 24)),
            DocumentFactory(subject="Sở Nội vụ"),
        )
        browser = signed_in(superuser)
        shown = browser.get(reverse(LIST), {"q": "sở"}).context["cl"].result_list
        assert [row.subject for row in shown] == ["Sở Nội vụ", "số lượng"]
        by_date = browser.get(reverse(LIST), {"q": "sở", "o": "-3"}).context["cl"].result_list
        assert [row.subject for row in by_date] == ["số lượng", "Sở Nội vụ"]

    def test_goes_together_with_filters_and_their_counts(self, superuser, signed_in):
        for number in range(3):
            DocumentFactory(subject="văn hóa", use="own_plan" if number else "directive")
        DocumentFactory(subject="vận hành hoan nghênh")
        page = signed_in(superuser).get(
            reverse(LIST), {"q": "văn hóa", "use__exact": "own_plan", "_facets": "True"}
        )
        assert page.context["cl"].result_count == 2
        assert "(1)" in page.content.decode()

    def test_costs_the_same_for_one_and_for_thirty_rows(self, superuser, signed_in):
        browser = signed_in(superuser)

        def statements():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(reverse(LIST), {"q": "văn hóa"}).status_code == 200
            return len(captured)

        DocumentFactory(subject="văn hóa")
        browser.get(reverse(LIST), {"q": "văn hóa"})
        one = statements()
        for _ in range(29):
            DocumentFactory(subject="văn hóa")
        assert statements() == one

    def test_finds_nothing_of_another_unit(self, contact_a, unit_a, unit_b, signed_in):
        for unit in (unit_a, unit_b):
            FACTORIES[Inspection](unit=unit, place="Hội trường văn hóa")
        page = signed_in(contact_a).get(
            reverse("admin:office_culture_inspection_changelist"), {"q": "văn hóa"}
        )
        assert [row.unit for row in page.context["cl"].result_list] == [unit_a]

    def test_offers_the_best_first(self, officer, office, signed_in):
        for name in ("Phòng Thải nghiệm", "Phòng Thái"):
            UnitFactory(name=name, parent=office)
        UnitFactory(name="Phòng Thái ngoài")
        asked = {
            "term": "thái",
            "app_label": "office_culture",
            "model_name": "document",
            "field_name": "issuing_unit",
        }
        offered = signed_in(officer).get(reverse("admin:autocomplete"), asked).json()["results"]
        assert [one["text"].split(",")[0] for one in offered] == ["Phòng Thái", "Phòng Thải nghiệm"]


def test_records_without_words_are_found_through_their_links():
    made = FACTORIES[RegulationRevision]()
    regulation = made.regulation
    assert (
        RegulationRevision.objects.search(regulation.name, {"regulation": Regulation.objects.all()}).get()
        == made
    )
    assert (
        RegulationRevision.objects.best_first(regulation.name, {"regulation": Regulation.objects.all()}).get()
        == made
    )
    assert not RegulationRevision.objects.search(regulation.name)
