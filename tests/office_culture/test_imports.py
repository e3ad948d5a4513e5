"""The engine of imports: the same checks as the form, few statements, good rows alone, twins, and taking back."""

import datetime
import gc
import io

import pytest
import tablib
from django.contrib import admin
from django.core.management import CommandError, call_command
from django.db import connection
from django.forms import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from office_culture.actions.imports import undo
from office_culture.models import Document, Event, Person, StaffingReturn, Verb
from office_culture.resources import portions, waiting
from office_culture.resources.rows import ImportRow
from office_culture.selectors.events import events_of
from tests import sheets
from tests.factories.office import PersonFactory, PostingFactory, StaffingReturnFactory

pytestmark = pytest.mark.django_db

RETURN_TITLES = ("Unit", "Year", "Category", "Assigned", "Actual")
PEOPLE = ("Full name", "Unit")


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    with override("en"):
        yield


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


def sheet_of(model, user, rf):
    request = rf.get("/")
    request.user = user
    return admin.site._registry[model].sheets(request)[0]


def dataset(sheet, rows):
    """A table of the rows, each a dict by field name."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    made = tablib.Dataset(*[[row.get(name) for name in names] for row in rows])
    made.headers = [sheet.columns[name].title for name in names]
    return made


# One validation


documents = st.fixed_dictionaries(
    {
        "symbol": st.sampled_from(["01/KH-UBND", "1/KH-UBND", "7/2019/NĐ-CP", "12/TC", "Không số", "?", ""]),
        "date": st.sampled_from([None, datetime.date(2020, 1, 2), datetime.date(1901, 1, 2)]),
        "dated_in": st.sampled_from([None, 2019, 1901]),
        "issuer": st.sampled_from(["UBND tỉnh", "Bộ Nội vụ"]),
        "subject": st.sampled_from(["tổ chức phong trào", "xấu\u202e"]),
        "origin": st.sampled_from(["above", "own"]),
        "use": st.just("other"),
        "valid_from": st.sampled_from([None, datetime.date(2021, 1, 1)]),
        "valid_to": st.sampled_from([None, datetime.date(2020, 6, 1)]),
    }
)


@given(values=documents)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_document_that_the_form_refuses_is_refused_by_the_sheet_in_the_same_words(values, superuser, rf):
    Document.objects.get_or_create(
        symbol="01/KH-UBND",
        date=datetime.date(2020, 1, 2),
        issuer="Ủy ban",
        defaults={"subject": "có rồi", "origin": "above"},
    )
    request = rf.post("/")
    request.user = superuser
    page = admin.site._registry[Document]
    form_class = page.get_form(request)
    data = {**model_to_dict(Document()), **values}
    form = form_class({name: value for name, value in data.items() if value is not None})
    refused = {
        name: [" ".join(error.messages) for error in errors.as_data()] for name, errors in form.errors.items()
    }
    sheet = sheet_of(Document, superuser, rf)
    report = sheet.preview(dataset(sheet, [values]), file_name="x.xlsx")
    told: dict[str, list[str]] = {}
    for problem in report.rows[0].errors.items() if report.rows else ():
        told[problem[0]] = [" ".join(error.messages) for error in problem[1]]
    assert set(refused) == set(told), (refused, told)
    for name, sentences in told.items():
        for sentence in sentences:
            # A form wraps a question or a duplicate into answers and links.
            shown = "".join(refused[name])
            assert sentence in shown or sentence[:40] in shown, (refused, told)


@pytest.mark.parametrize("model", [StaffingReturn, Person, Document])
def test_statements_do_not_grow_with_the_rows(model, superuser, office, rf):
    def rows(count):
        day = datetime.date(2020, 1, 1)
        return {
            StaffingReturn: lambda n: {
                "unit": office.name,
                "year": 1950 + n % 100,
                "category": ("contract", "civil_servant", "public_employee", "self_financed")[n // 100 % 4],
                "actual": n // 400,
            },
            Person: lambda n: {"full_name": f"Người Thứ {n}", "unit": office.name, "staff_number": f"S{n}"},
            Document: lambda n: {
                "symbol": f"{n + 1}/KH-UBND",
                "date": day,
                "issuer": "UBND tỉnh",
                "subject": f"việc {n}",
                "origin": "above",
            },
        }[model]

    def statements(count):
        sheet = sheet_of(model, superuser, rf)
        data = dataset(sheet, [rows(count)(n) for n in range(count)])
        with CaptureQueriesContext(connection) as captured:
            report = sheet.preview(data, file_name="x.xlsx")
        assert report.new == count, report.problems[:2]
        return len(captured)

    statements(1)
    one, thirty, many = statements(1), statements(30), statements(400)
    assert one == thirty == many, "one question for a batch, whatever its rows"


def test_a_row_meets_those_before_it_in_the_file_as_if_they_were_stored(superuser, office, rf):
    sheet = sheet_of(Document, superuser, rf)
    row = {"symbol": "1/KH-UBND", "date": datetime.date(2020, 1, 2), "origin": "above", "subject": "việc"}
    twins = [{**row, "issuer": "UBND tỉnh"}, {**row, "issuer": "ubnd  TỈNH"}]
    report = sheet.preview(dataset(sheet, twins), file_name="x.xlsx")
    assert (report.new, report.duplicate) == (1, 1)
    assert "already" in report.problems[0].sentences[0].text


# What is written


def test_only_the_good_rows_come_in_and_the_others_are_named(desk, unit_a):
    rows = (
        RETURN_TITLES,
        ("Phòng A", 2022, "contract staff", 1, 1),
        ("Phòng A", 1822, "contract staff", 1, 1),
    )
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    assert "Take in only the 1 good row" in page.content.decode()
    assert "1 row stays behind" in sheets.text_of(page)
    token = sheets.token_of(page)
    told = desk.post(sheets.url(StaffingReturn, "explained"), {"file": token})
    book = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(told.content)).active.iter_rows()
    ]
    assert book[0][-2:] == ["What happens", "Explanation"]
    assert book[1][-2] == "New"
    assert book[2][-2] == "Refused"
    assert "between 1945 and 2100" in book[2][-1]
    desk.post(sheets.url(StaffingReturn, "process_import"), {"token": token, "only_good": "1"})
    assert StaffingReturn.objects.get().year == 2022
    assert Event.objects.get(verb=Verb.IMPORT).detail["refused"] == 1


def test_a_confirmation_of_the_whole_file_leaves_no_row_behind(desk, unit_a):
    rows = (RETURN_TITLES, ("Phòng A", 2022, "contract", 1, 1), ("Phòng A", 1822, "contract", 1, 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    assert "needs a correction" in sheets.text_of(sheets.confirm(desk, StaffingReturn, token))
    assert not StaffingReturn.objects.exists()


def test_warnings_of_a_record_are_shown_before_it_comes_in(desk, unit_a):
    page = sheets.preview(
        desk, StaffingReturn, sheets.workbook(RETURN_TITLES, ("Phòng A", 2022, "contract staff", 1, 5))
    )
    assert "5 people are more than the 1 posts assigned." in sheets.text_of(page)


def test_two_files_with_the_same_new_record_make_it_once(desk, unit_a):
    data = sheets.workbook(PEOPLE, ("Nguyễn Văn A", "Phòng A"))
    first, second = (sheets.token_of(sheets.preview(desk, Person, data)) for _ in range(2))
    sheets.confirm(desk, Person, first)
    assert "changed after the preview" in sheets.text_of(sheets.confirm(desk, Person, second))
    assert Person.objects.count() == 1


def test_a_record_made_between_validation_and_writing_is_not_made_twice(superuser, unit_a, rf, monkeypatch):
    sheet = sheet_of(Person, superuser, rf)
    data = dataset(sheet, [{"full_name": "Nguyễn Văn A", "unit": unit_a.name}])
    write = type(sheet)._write

    def meanwhile(self, batch, report, **detail):
        if not Person.objects.exists():
            PersonFactory(full_name="Nguyễn Văn A", unit=unit_a)
        write(self, batch, report, **detail)

    monkeypatch.setattr(type(sheet), "_write", meanwhile)
    report = sheet.bring_in(data, file_name="x.xlsx", seen={})
    assert "changed after the preview" in report.problems[0].sentences[0].text
    assert Person.objects.count() == 1


def test_an_import_is_taken_back_as_a_whole_and_once(desk, unit_a):
    kept = StaffingReturnFactory(unit=unit_a, year=2022, category="contract", assigned=1, actual=1)
    sheets.bring_in(
        desk,
        StaffingReturn,
        RETURN_TITLES,
        ("Phòng A", 2022, "contract staff", 1, 5),
        ("Phòng A", 2023, "contract staff", 1, 1),
    )
    imported = Event.objects.get(verb=Verb.IMPORT)
    assert "Undo this import" in desk.get(sheets.url(StaffingReturn, "import")).content.decode()
    undo = sheets.url(StaffingReturn, "undo_import")
    desk.post(undo, {"import": imported.pk})
    stored = StaffingReturn.objects.get()
    assert (stored.pk, stored.actual, stored.version) == (kept.pk, 1, 3)
    assert events_of(stored).first().changes == {"actual": [5, 1]}
    assert "taken back" in desk.get(sheets.url(StaffingReturn, "import")).content.decode()
    again = desk.post(undo, {"import": imported.pk}, follow=True)
    assert "taken back already" in again.content.decode()


def test_taking_back_many_rows_takes_few_statements(superuser, office, rf):
    def statements(first, count):
        sheet = sheet_of(StaffingReturn, superuser, rf)
        rows = [
            {"unit": office.name, "year": first + n, "category": "contract", "assigned": 1, "actual": 1}
            for n in range(count)
        ]
        batch = sheet.bring_in(dataset(sheet, rows), file_name="x.xlsx").batch
        with CaptureQueriesContext(connection) as captured:
            assert undo(batch, by=superuser) == count
        assert not StaffingReturn.objects.exists()
        assert Event.objects.filter(verb=Verb.DELETE).count() >= count
        return len(captured)

    statements(1950, 1)
    assert statements(1960, 3) == statements(1970, 30)


def test_an_import_on_which_something_rests_stays_as_a_whole(desk, unit_a, contact_a, signed_in):
    sheets.bring_in(desk, Person, PEOPLE, ("Người Một", "Phòng A"), ("Người Hai", "Phòng A"))
    imported = Event.objects.get(verb=Verb.IMPORT)
    undo = sheets.url(Person, "undo_import")
    assert signed_in(contact_a).post(undo, {"import": imported.pk}).status_code == 403, "somebody else's"
    PostingFactory(person=Person.objects.get(full_name="Người Một"), post="Chuyên viên")
    refused = desk.post(undo, {"import": imported.pk}, follow=True)
    assert "is used already, by: Chuyên viên" in refused.content.decode()
    other = Person.objects.get(full_name="Người Hai")
    other.gender = "male"
    other.save()
    refused = desk.post(undo, {"import": imported.pk}, follow=True)
    assert "Changed since then: Người Hai" in refused.content.decode()
    assert Person.objects.count() == 2


# People who may be one


@pytest.mark.parametrize(
    "typed",
    ["NGUYỄN  VĂN HOÀ", "đ/c Nguyễn Văn Hoà", "Nguyen Van Hoa"],
)
def test_a_person_in_another_spelling_is_asked_about(desk, unit_a, typed):
    there = PersonFactory(full_name="Nguyễn Văn Hòa", unit=unit_a)
    page = sheets.preview(desk, Person, sheets.workbook(PEOPLE, (typed, "Phòng A")))
    assert "To be decided: 1." in sheets.text_of(page)
    assert f'value="same:{there.pk}"' in page.content.decode()


@pytest.mark.parametrize("typed", ["Ông Nguyễn Văn Hòa", "ThS. Nguyễn Văn Hòa"])
def test_a_form_of_address_makes_nobody_another(desk, unit_a, typed):
    PersonFactory(full_name="Nguyễn Văn Hòa", unit=unit_a)
    page = sheets.preview(desk, Person, sheets.workbook(PEOPLE, (typed, "Phòng A")))
    assert "Unchanged: 1." in sheets.text_of(page)


def test_the_answer_the_same_is_remembered(desk, unit_a):
    there = PersonFactory(full_name="Nguyễn Văn Hòa", unit=unit_a)
    titles = (*PEOPLE, "Gender")
    data = sheets.workbook(titles, ("ÔNG NGUYỄN VĂN HOÀ", "Phòng A", "male"))
    token = asked(sheets.preview(desk, Person, data))
    page = desk.post(sheets.url(Person, "import"), {"answered": token, "answer-!2": f"same:{there.pk}"})
    assert "New: 0. Changed: 1." in sheets.text_of(page)
    sheets.confirm(desk, Person, sheets.token_of(page))
    there.refresh_from_db()
    assert (there.full_name, there.gender) == ("Nguyễn Văn Hòa", "male")
    assert "Unchanged: 1." in sheets.text_of(sheets.preview(desk, Person, data)), "asked once"


def test_the_answer_another_is_remembered(desk, unit_a):
    PersonFactory(full_name="Nguyễn Văn Hòa", unit=unit_a)
    data = sheets.workbook(PEOPLE, ("Nguyễn Văn Hoà", "Phòng A"))
    page = sheets.preview(desk, Person, data)
    key = page.content.decode().partition('value="keep:')[2].partition('"')[0]
    page = desk.post(sheets.url(Person, "import"), {"answered": asked(page), "answer-!2": f"keep:{key}"})
    assert "New: 1." in sheets.text_of(page)
    sheets.confirm(desk, Person, sheets.token_of(page))
    assert Person.objects.count() == 2
    assert "Unchanged: 1." in sheets.text_of(sheets.preview(desk, Person, data))


def test_the_add_page_asks_too(desk, unit_a):
    PersonFactory(full_name="Nguyễn Văn Hòa", unit=unit_a)
    page = desk.post(
        sheets.url(Person, "add"),
        {
            "full_name": "NGUYỄN VĂN HOÀ",
            "unit": unit_a.pk,
            "postings-TOTAL_FORMS": "0",
            "postings-INITIAL_FORMS": "0",
        },
    )
    assert "Is it the same one?" in page.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize("told_apart", [{"staff_number": "2"}, {"born_on": "1/2/1990"}])
def test_what_tells_people_apart_asks_nothing(desk, unit_a, told_apart):
    PersonFactory(
        full_name="Nguyễn Văn Hòa", unit=unit_a, staff_number="1", born_on=datetime.date(1980, 1, 2)
    )
    titles = (*PEOPLE, "Staff number", "Date of birth")
    row = ("Nguyễn Văn Hoà", "Phòng A", told_apart.get("staff_number"), told_apart.get("born_on"))
    assert "New: 1." in sheets.text_of(sheets.preview(desk, Person, sheets.workbook(titles, row)))


def test_a_name_has_letters(desk, unit_a):
    page = sheets.preview(desk, Person, sheets.workbook(PEOPLE, ("12345", "Phòng A")))
    assert "A name has letters" in sheets.text_of(page)


def asked(page) -> str:
    return page.content.decode().partition('name="answered" value="')[2].partition('"')[0]


# Rows that name each other, and files that wait


def test_a_unit_may_stand_before_the_unit_it_belongs_to_but_in_no_circle(desk, office):
    titles = ("Name", "Kind", "Belongs to", "Exists from")
    sheets.bring_in(
        desk,
        office.__class__,
        titles,
        ("Phòng Con", "department", "Sở Mẹ", None),
        ("Sở Mẹ", "agency", office.name, None),
    )
    child = office.__class__.objects.get(name="Phòng Con")
    assert child.path.startswith(child.parent.path)
    assert child.parent.name == "Sở Mẹ"
    circle = sheets.workbook(titles, ("Một", "agency", "Hai", None), ("Hai", "agency", "Một", None))
    assert "name each other in a circle" in sheets.text_of(sheets.preview(desk, office.__class__, circle))


def test_an_account_has_a_quota_of_waiting_files(desk, unit_a, monkeypatch, settings):
    monkeypatch.setattr(waiting, "MOST_FILES", 2)
    data = sheets.workbook(RETURN_TITLES, ("Phòng A", 2022, "contract staff", 1, 1))
    tokens = [sheets.token_of(sheets.preview(desk, StaffingReturn, data)) for _ in range(3)]
    assert len(list(settings.WAITING_IMPORTS_DIR.iterdir())) == 2
    assert sheets.confirm(desk, StaffingReturn, tokens[0]).url.endswith("/import/")
    monkeypatch.setattr(waiting, "MOST_BYTES_OF_ALL", 10)
    assert "Too many files wait" in sheets.preview(desk, StaffingReturn, data).content.decode()


def test_a_long_file_comes_in_by_command_in_portions_of_one_batch(superuser, unit_a, tmp_path, monkeypatch):
    monkeypatch.setattr(portions, "PORTION", 2)
    path = tmp_path / "people.csv"
    path.write_text("Full name,Unit\n" + "".join(f"Người Thứ {n},Phòng A\n" for n in "ABCDE"), "utf-8-sig")
    out = io.StringIO()
    call_command("import_sheet", "office_culture.person", str(path), by=superuser.username, stdout=out)
    assert "5 new, 0 changed" in out.getvalue()
    imported = Event.objects.filter(verb=Verb.IMPORT)
    assert imported.count() == 3
    assert len({event.batch for event in imported}) == 1
    call_command("import_sheet", "office_culture.person", str(path), by=superuser.username, stdout=out)
    assert "0 new, 0 changed" in out.getvalue()
    undo(imported.first().batch, by=superuser)
    assert not Person.objects.exists()
    path.write_text("Full name,Unit\nNgười A,Phòng A\nNgười B,Phòng A\n12345,Phòng A\n", "utf-8")
    with pytest.raises(CommandError, match="1 rows need a correction"):
        call_command("import_sheet", "office_culture.person", str(path), by=superuser.username, stdout=out)
    assert not Person.objects.exists()


def test_the_rows_of_a_portion_are_given_back_before_the_next(superuser, unit_a, tmp_path, monkeypatch, rf):
    monkeypatch.setattr(portions, "PORTION", 2)
    path = tmp_path / "people.csv"
    path.write_text("Full name,Unit\n" + "".join(f"Người Thứ {n},Phòng A\n" for n in "ABCDE"), "utf-8-sig")
    for write in (False, True):
        new = 0
        for report in portions.run(sheet_of(Person, superuser, rf), path, write=write):
            new += report.new
            assert not [thing for thing in gc.get_objects() if type(thing) is ImportRow]
        assert new == 5
