"""Sheets through the pages of the admin: preview, confirmation, export, template."""

import datetime
import io

import pytest
import tablib
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from office_culture.admin.people import StaffingReturnAdmin
from office_culture.models import Event, Person, Posting, StaffingReturn, Unit, UnitKind, Verb
from office_culture.resources import waiting
from office_culture.resources.errors import SheetRefused
from office_culture.resources.page import Page
from office_culture.resources.people import StaffingReturnResource
from office_culture.selectors.events import events_of
from tests import sheets
from tests.answers import assert_saved
from tests.factories.office import PersonFactory, PostingFactory, StaffingReturnFactory, UnitFactory

pytestmark = pytest.mark.django_db

RETURN_TITLES = ("Unit", "Year", "Category", "Assigned", "Actual", "Source")


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture(autouse=True)
def waiting_files(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    return tmp_path / "imports"


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


@pytest.fixture
def desk_a(contact_a, signed_in):
    made = signed_in(contact_a)
    made.cookies["django_language"] = "en"
    return made


def test_preview_saves_nothing_and_confirmation_saves_all(desk, officer, unit_a):
    rows = (RETURN_TITLES, ("Phòng A", 2022, "civil servants", 10, 9, "Sở Nội vụ"))
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    assert "New: 1. Changed: 0. Unchanged: 0." in sheets.text_of(page)
    assert not StaffingReturn.objects.exists()
    sheets.confirm(desk, StaffingReturn, sheets.token_of(page))
    made = StaffingReturn.objects.get()
    assert (made.unit, made.year, made.assigned, made.actual) == (unit_a, 2022, 10, 9)
    entry = events_of(made).get()
    assert (entry.reason, entry.actor) == ("import sheet.xlsx", officer)
    event = Event.objects.get(verb=Verb.IMPORT)
    assert entry.batch == event.batch is not None
    assert event.actor == officer
    assert (event.detail["new"], event.detail["file"]) == (1, "sheet.xlsx")


def test_changes_are_shown_with_what_was_there_before(desk, unit_a):
    StaffingReturnFactory(unit=unit_a, year=2022, category="civil_servant", assigned=10, actual=9)
    rows = (RETURN_TITLES[:5], ("Phòng A", 2022, "civil_servant", 10, 8))
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    assert "<del>9</del>" in page.content.decode()
    assert "<ins>8</ins>" in page.content.decode()
    sheets.confirm(desk, StaffingReturn, sheets.token_of(page))
    made = StaffingReturn.objects.get()
    assert (made.actual, made.version) == (8, 2)
    changed, imported = events_of(made).first(), Event.objects.get(verb=Verb.IMPORT)
    assert changed.changes == {"actual": [9, 8]}
    assert changed.batch == imported.batch


def test_an_unchanged_row_is_not_written(desk, unit_a):
    made = StaffingReturnFactory(unit=unit_a, year=2022, category="civil_servant")
    data = sheets.export(desk, StaffingReturn)
    page = sheets.preview(desk, StaffingReturn, data)
    assert "New: 0. Changed: 0. Unchanged: 1." in sheets.text_of(page)
    sheets.confirm(desk, StaffingReturn, sheets.token_of(page))
    assert StaffingReturn.objects.get().version == made.version


def test_a_name_without_diacritics_is_found_and_other_diacritics_are_asked_about(desk, office):
    UnitFactory(name="Phòng Tổ chức", parent=office)
    for typed in ("phòng  tổ chức", "PHONG TO CHUC"):
        page = sheets.preview(
            desk, StaffingReturn, sheets.workbook(RETURN_TITLES, (typed, 2022, "civil servants", 10, 9, ""))
        )
        assert "New: 1." in sheets.text_of(page), sheets.text_of(page)
    other = sheets.workbook(RETURN_TITLES, ("Phòng Tố chức", 2022, "civil servants", 10, 9, ""))
    page = sheets.preview(desk, StaffingReturn, other)
    assert "There is no unit “Phòng Tố chức”. Is it: Phòng Tổ chức?" in sheets.text_of(page)
    UnitFactory(name="Phòng Tô chức", parent=office)
    both = sheets.workbook(RETURN_TITLES, ("Phong To chuc", 2022, "civil servants", 10, 9, ""))
    assert "can mean more than one unit" in sheets.text_of(sheets.preview(desk, StaffingReturn, both))


def test_names_every_broken_cell_by_row_and_column_and_saves_nothing(desk, unit_a):
    rows = (
        RETURN_TITLES,
        ("Phòng A", 2022, "civil servants", 10, 9, ""),
        (None, None, None, None, None, None),
        ("Phòng Không Có", "hai nghìn", "gone", "10,5", "1.00", ""),
        ("Phòng A", 2021, "contract staff", -1, None, "bad\u202etext"),
    )
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    text = sheets.text_of(page)
    assert "2 rows of “sheet.xlsx” need a correction" in text
    for words in (
        "4 Unit There is no unit “Phòng Không Có”",
        "Year “hai nghìn” is not a number",
        "Category “gone” is not one of",
        "Assigned “10,5” is not a whole number",
        "Actual “1.00” has a decimal point",
        "Source ",
    ):
        assert words in text
    assert "New: 1. Changed: 0. Unchanged: 0. Duplicate: 0. To be decided: 0. Refused: 2." in text
    assert "2 rows stay behind" in text
    assert not StaffingReturn.objects.exists()


def test_database_rules_are_told_at_their_column(desk, unit_a):
    rows = (RETURN_TITLES[:5], ("Phòng A", 1822, "civil servants", -1, 9))
    text = sheets.text_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    assert "Assigned A number of posts cannot be negative." in text
    assert "Year Enter a year with four digits between 1945 and 2100." in text


def test_one_row_that_broke_since_the_preview_stops_the_whole_file(desk, office, unit_a):
    rows = (
        ("Full name", "Unit", "Staff number"),
        ("Người Một", "Phòng A", "1"),
        ("Người Hai", "Phòng A", "2"),
    )
    token = sheets.token_of(sheets.preview(desk, Person, sheets.workbook(*rows)))
    PersonFactory(full_name="Người Ba", staff_number="2", unit=unit_a)
    # The number now belongs to another person: the row would change that person, not add one.
    Unit.objects.filter(pk=unit_a.pk).update(name="Phòng Khác")
    page = sheets.confirm(desk, Person, token)
    assert "There is no unit “Phòng A”" in sheets.text_of(page)
    assert Person.objects.count() == 1
    assert not Event.objects.filter(verb=Verb.IMPORT).exists()


def test_the_same_record_twice_in_a_file_is_refused(desk, unit_a):
    row = ("Phòng A", 2022, "civil servants", 10, 9)
    text = sheets.text_of(sheets.preview(desk, StaffingReturn, sheets.workbook(RETURN_TITLES[:5], row, row)))
    assert "3 Unit The same record stands in row 2 already." in text


def test_a_unit_can_name_a_parent_of_the_same_file(desk, office):
    sheets.bring_in(
        desk,
        Unit,
        ("Name", "Kind", "Belongs to", "Exists from"),
        ("Sở Mới", "agency", office.name, None),
        ("Phòng Mới", "department", "Sở Mới", datetime.date(2020, 1, 2)),
    )
    made = Unit.objects.get(name="Phòng Mới")
    assert made.parent.name == "Sở Mới"
    assert made.path.startswith(made.parent.path)
    assert made.valid_from == datetime.date(2020, 1, 2)


def test_two_people_of_one_name_stay_two_people(desk, unit_a):
    PersonFactory(full_name="Nguyễn Văn A", unit=unit_a, staff_number="01")
    sheets.bring_in(
        desk,
        Person,
        ("Full name", "Unit", "Staff number", "Date of birth"),
        ("Nguyễn Văn A", "Phòng A", "01", "2/3/1980"),
        ("Nguyễn Văn A", "Phòng A", "02", datetime.datetime(1990, 4, 5)),  # noqa: DTZ001 - as Excel stores a date
    )
    born = dict(Person.objects.values_list("staff_number", "born_on"))
    assert born == {"01": datetime.date(1980, 3, 2), "02": datetime.date(1990, 4, 5)}


def test_a_name_that_two_bear_asks_which_one(desk, unit_a, unit_b):
    PersonFactory(full_name="Nguyễn Văn A", unit=unit_a)
    PersonFactory(full_name="Nguyễn Văn A", unit=unit_b)
    titles = ("Person", "Unit", "Post", "From")
    page = sheets.preview(
        desk, Posting, sheets.workbook(titles, ("Nguyễn Văn A", "Phòng A", "Trưởng phòng", None))
    )
    assert "Write one of: Nguyễn Văn A (Phòng A); Nguyễn Văn A (Phòng B)." in sheets.text_of(page)
    sheets.bring_in(desk, Posting, titles, ("nguyễn văn a (phòng a)", "Phòng A", "Trưởng phòng", ""))
    assert Posting.objects.get().person.unit == unit_a


def test_a_sheet_in_the_other_language_is_understood(desk, unit_a):
    with override("vi"):
        titles = [
            str(StaffingReturn._meta.get_field(n).verbose_name)
            for n in ("unit", "year", "category", "actual")
        ]
        category = str(StaffingReturn._meta.get_field("category").choices[0][1])
    sheets.bring_in(desk, StaffingReturn, titles, ("Phòng A", "2022", category, "4.218"))
    assert StaffingReturn.objects.get().actual == 4218


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("Unit", "Colour"), ("Phòng A", "red")], "Colour please check"),
        ([("Unit", "Unit"), ("Phòng A", "Phòng A")], "Unit please check"),
        ([("Unit", "Year"), ("Phòng A", 2022)], "What the file lacks Say it once"),
        ([("Unit", "Year", "Category", None), ("Phòng A", 2022, "contract", "?")], "D please check"),
        ([RETURN_TITLES], "no rows below its titles"),
    ],
)
def test_a_file_of_another_shape_is_asked_about_or_refused(desk, unit_a, rows, words):
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    assert words in sheets.text_of(page)
    assert 'name="token"' not in page.content.decode()


@pytest.mark.long
def test_too_many_rows_are_refused_before_any_is_read(desk, unit_a, django_assert_max_num_queries):
    rows = [("Phòng A", 2022, "contract", None, n) for n in range(10_001)]
    data = sheets.workbook(RETURN_TITLES[:5], *rows)
    with django_assert_max_num_queries(30):
        page = sheets.preview(desk, StaffingReturn, data)
    assert "10001 rows; at most 10000" in sheets.text_of(page).replace(",", "")


def test_statements_grow_by_a_small_constant_for_each_row(desk, unit_a):
    def statements(rows: int) -> int:
        data = sheets.workbook(
            RETURN_TITLES[:5], *(("Phòng A", 1950 + n, "contract staff", 1, 1) for n in range(rows))
        )
        with CaptureQueriesContext(connection) as captured:
            page = sheets.preview(desk, StaffingReturn, data)
        assert f"New: {rows}." in sheets.text_of(page)
        units = [q["sql"] for q in captured if 'FROM "office_culture_unit"' in q["sql"]]
        assert len(units) <= 3, "units are looked up once for the file, not in each row"
        return len(captured)

    few, many = statements(5), statements(25)
    assert (many - few) / 20 <= 10


# Export


def test_export_keeps_types_and_leaves_no_formula(desk, office):
    UnitFactory(
        name="=1+1",
        abbreviation="007",
        parent=office,
        kind=UnitKind.PUBLIC_SERVICE,
        self_financed_percent=100,
        valid_from=datetime.date(2020, 1, 2),
        tasks="+một\n-hai",
    )
    sheet = load_workbook(io.BytesIO(sheets.export(desk, Unit, filters="q=007"))).active
    cells = dict(zip([c.value for c in sheet[1]], sheet[2], strict=True))
    assert (cells["Name"].value, cells["Name"].data_type) == ("=1+1", "s")
    assert (cells["Abbreviation"].value, cells["Abbreviation"].number_format) == ("007", "@")
    assert (cells["Self-financed (%)"].value, cells["Self-financed (%)"].data_type) == (100, "n")
    assert cells["Exists from"].is_date
    assert cells["Exists from"].number_format == "dd/mm/yyyy"
    assert cells["Exists to"].value is None


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", ["=1+1", "+84", "-x", "@SUM(A1)", "'=1", "'plain", "''@x", "#N/A"])
def test_dangerous_text_comes_back_as_it_was(desk, office, kind, name):
    UnitFactory(name=name, parent=office)
    data = sheets.export(desk, Unit, kind=kind)
    page = sheets.preview(desk, Unit, data, name=f"units.{kind}")
    assert "New: 0. Changed: 0. Unchanged: 2." in sheets.text_of(page)


def test_csv_opens_in_excel_and_runs_nothing(desk, office):
    UnitFactory(name="=HYPERLINK(1)", parent=office, tasks="@x")
    data = sheets.export(desk, Unit, kind="csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = sheets.csv_rows_of(data)
    assert "'=HYPERLINK(1)" in {row[0] for row in rows}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_export_follows_search_filters_and_columns(desk, office, unit_a):
    UnitFactory(name="Trung tâm Thông tin", parent=office, kind=UnitKind.PUBLIC_SERVICE)
    data = sheets.export(
        desk, Unit, filters="kind__exact=public_service&q=thong+tin", columns=["0:name", "0:kind"]
    )
    assert sheets.rows_of(data) == [["Name", "Kind"], ["Trung tâm Thông tin", "public-service unit"]]
    event = Event.objects.get(verb=Verb.EXPORT)
    assert (event.detail["rows"], event.detail["columns"]) == (1, ["name", "kind"])
    assert event.detail["filters"] == "kind__exact=public_service&q=thong+tin"


def test_a_wrong_filter_is_told_and_nothing_breaks(desk, office):
    for ask in (desk.get, desk.post):
        page = ask(sheets.url(Unit, "export") + "?valid_from__nonsense=1")
        assert_saved(page)


def test_export_of_the_selected_rows_needs_no_second_form(desk, office):
    made = [UnitFactory(parent=office) for _ in range(120)]
    action = {"action": "export_selected", "_selected_action": [made[0].pk, made[1].pk]}
    rows = sheets.rows_of(desk.post(sheets.url(Unit, "changelist"), action).content)
    assert {row[0] for row in rows[1:]} == {made[0].name, made[1].name}
    rows = sheets.rows_of(desk.post(sheets.url(Unit, "changelist"), {**action, "select_across": "1"}).content)
    assert len(rows) == 1 + Unit.objects.count()


def test_more_rows_than_can_be_ticked_are_led_to_the_export(desk, office, monkeypatch):
    monkeypatch.setattr("office_culture.admin.bricks.sheet_exports.MOST_ROWS", 1)
    made = [UnitFactory(parent=office) for _ in range(2)]
    action = {"action": "export_selected", "_selected_action": [row.pk for row in made]}
    page = desk.post(sheets.url(Unit, "changelist") + "?o=1", action, follow=True)
    assert page.redirect_chain[-1][0].endswith("?o=1")
    assert "more than can be ticked. “Export” takes all rows of the list." in page.content.decode()


def test_export_costs_the_same_for_one_and_for_thirty_rows(desk, unit_a):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            sheets.export(desk, Posting)
        return len(captured)

    PostingFactory(person=PersonFactory(unit=unit_a))
    one = statements()
    for _ in range(29):
        PostingFactory(person=PersonFactory(unit=unit_a))
    assert statements() == one


def test_template_holds_titles_lists_and_advice(desk, unit_a):
    book = load_workbook(io.BytesIO(desk.get(sheets.url(StaffingReturn, "template", 0)).content))
    assert all(cell.font.bold and cell.alignment.wrap_text for cell in book.active[1]), (
        "titles are read in full"
    )
    data, advice = book.worksheets[0], book.worksheets[1]
    assert [cell.value for cell in data[1]] == list(RETURN_TITLES)
    assert data.column_dimensions["F"].number_format == "@"
    assert {str(v.sqref).partition(":")[0] for v in data.data_validations.dataValidation} == {
        "A2",
        "C2",
    }
    words = [cell.value for row in advice.iter_rows() for cell in row if cell.value]
    assert "A whole number, for example 4.218." in words
    assert "civil servants" in {row[2] for row in book["lists"].iter_rows(values_only=True)}


# Between preview and confirmation


def test_a_confirmation_works_once(desk, unit_a):
    rows = (RETURN_TITLES[:5], ("Phòng A", 2022, "contract staff", 1, 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    sheets.confirm(desk, StaffingReturn, token)
    again = desk.post(sheets.url(StaffingReturn, "process_import"), {"token": token}, follow=True)
    assert "used up or too old" in again.content.decode()
    assert Event.objects.filter(verb=Verb.IMPORT).count() == 1


@pytest.mark.parametrize("forged", ["", "../../etc/passwd", "/etc/passwd", "secret", "a" * 43, "a\x00b"])
def test_a_forged_token_reads_and_deletes_nothing(desk, waiting_files, forged):
    waiting_files.mkdir(exist_ok=True)
    other = waiting_files / "secret"
    other.write_text("untouched")
    page = sheets.confirm(desk, StaffingReturn, forged)
    assert page.status_code == 302
    assert other.read_text() == "untouched"
    assert not Event.objects.filter(verb=Verb.IMPORT).exists()


def test_a_token_is_good_for_its_own_account_and_sheet_only(desk, desk_a, unit_a, waiting_files):
    rows = (RETURN_TITLES[:5], ("Phòng A", 2022, "contract staff", 1, 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    sheets.confirm(desk_a, StaffingReturn, token)
    sheets.confirm(desk, Unit, token)
    assert not StaffingReturn.objects.exists()
    assert len(list(waiting_files.iterdir())) == 1
    sheets.confirm(desk, StaffingReturn, token)
    assert StaffingReturn.objects.exists()


def test_an_altered_or_old_file_is_not_taken_in(desk, unit_a, waiting_files, monkeypatch):
    rows = (RETURN_TITLES[:5], ("Phòng A", 2022, "contract staff", 1, 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    (kept,) = waiting_files.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    with kept.open("ab") as file:
        file.write(b"more")
    sheets.confirm(desk, StaffingReturn, token)
    monkeypatch.setattr(waiting, "LIFETIME_SECONDS", -1)
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    sheets.confirm(desk, StaffingReturn, token)
    assert not StaffingReturn.objects.exists()
    call_command("purge_imports", stdout=io.StringIO())
    assert not list(waiting_files.iterdir())


def test_purging_leaves_what_still_waits(desk, unit_a, waiting_files):
    rows = (RETURN_TITLES[:5], ("Phòng A", 2022, "contract staff", 1, 1))
    sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    out = io.StringIO()
    call_command("purge_imports", stdout=out)
    assert out.getvalue().startswith("0 ")
    assert list(waiting_files.iterdir())


# What a page would not let through


def test_what_the_page_keeps_closed_stays_closed(desk, unit_a, monkeypatch):
    monkeypatch.setattr(
        StaffingReturnAdmin, "closed", lambda self, obj: "Reported already." * (obj.year == 2022)
    )
    StaffingReturnFactory(unit=unit_a, year=2022, category="contract", assigned=1, actual=1)
    StaffingReturnFactory(unit=unit_a, year=2023, category="contract", assigned=1, actual=1)
    data = sheets.export(desk, StaffingReturn)
    assert "Unchanged: 2." in sheets.text_of(sheets.preview(desk, StaffingReturn, data))
    rows = (RETURN_TITLES[:5], *(("Phòng A", year, "contract staff", 1, 5) for year in (2022, 2023)))
    text = sheets.text_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    assert "2 Reported already." in text
    assert "1 row of" in text


def test_a_unique_value_is_told_at_its_column(desk, unit_a):
    PersonFactory(full_name="Người Một", unit=unit_a, staff_number="1")
    person = PersonFactory(full_name="Người Hai", unit=unit_a)
    PostingFactory(person=person, unit=unit_a, post="Trưởng phòng")
    titles = ("Person", "Unit", "Post", "From")
    text = sheets.text_of(
        sheets.preview(
            desk, Posting, sheets.workbook(titles, ("Người Hai", "Phòng A", "Phó phòng", "1/2/2020"))
        )
    )
    assert "has a main post without an end already" in text


def test_an_import_without_account_is_refused():
    page = Page(columns=["unit"], refusal=lambda *_: "", locked=lambda *_: (), choices=lambda _name: None)
    sheet = StaffingReturnResource(page=page)
    with pytest.raises(SheetRefused):
        sheet.preview(tablib.Dataset(["x"], headers=["Unit"]), file_name="x.xlsx")
    StaffingReturnFactory()
    assert len(sheet.export(StaffingReturn.objects.all())) == 0
