"""Messy files through the pages: upload, questions about them, preview, confirmation."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils.translation import override

from awards.models import Conferral
from campaign.models import CaseFileReturn, Innovation
from office_culture.models import ColumnTitle, Document, Event, Person, StaffingReturn, Verb
from tests import messy, sheets
from tests.factories.awards import AwardFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

# A list of documents says nothing of these, and every document needs them.
OWN = {"given-origin": "own", "given-use": "own_plan"}
TABLE = (messy.DOCUMENT_TITLES, *messy.DOCUMENTS)


@pytest.fixture(autouse=True)
def waiting_files(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    with override("en"):
        yield


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


def fields_of(page) -> dict[str, object]:
    """What a browser would post of the form on the page of questions: the chosen options, ticks and texts."""
    body = page.content.decode()
    form = re.search(r'<form[^>]*class="sheet-questions".*?</form>', body, re.S)
    assert form, sheets.text_of(page)
    posted: dict[str, object] = {}
    for select in re.finditer(r'<select name="([^"]+)".*?</select>', form[0], re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', select[0])
        posted[select[1]] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input[^>]*>", form[0]):
        name, kind = re.search(r'name="([^"]+)"', tag), re.search(r'type="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if not name or kind[1] == "submit" or name[1] == "csrfmiddlewaretoken":
            continue
        if kind[1] in {"radio", "checkbox"}:
            if " checked" in tag:
                posted.setdefault(name[1], []).append(value[1] if value else "on")
        else:
            posted[name[1]] = value[1] if value else ""
    return posted


def answer(browser, model, page, **answers):
    """Posts the form of questions as it stands, with these answers changed."""
    posted = {**fields_of(page), **answers}
    return browser.post(sheets.url(model, "import"), posted)


def column_named(page, title: str) -> str:
    """The name of the field that places this column of the file."""
    label = rf'<label for="id_(column-\d+)"[^>]*>{re.escape(title)}</label>'
    return re.search(label, page.content.decode())[1]


def confirmed(browser, model, page):
    done = sheets.confirm(browser, model, sheets.token_of(page))
    assert done.status_code == 302, sheets.text_of(done)


def problem_rows(page) -> list[int]:
    table = re.search(r'<table class="sheet-problems">.*?</table>', page.content.decode(), re.S)
    return [int(row) for row in re.findall(r"<tr><td>(\d+)</td>", table[0])] if table else []


def test_a_messy_list_of_documents_comes_in_after_one_question(desk):
    rows = messy.with_heading(
        *TABLE,
        (3, "06/2020/QĐ-UBND", 43922, "UBND tỉnh", "Sửa đổi quy chế"),
        ("Tổng cộng: 4 văn bản", None, None, None, None),
    )
    page = sheets.preview(desk, Document, sheets.saved(messy.book(*rows, merges=("A4:E4",))))
    page = answer(desk, Document, page, **OWN)
    text = sheets.text_of(page)
    assert "New: 3." in text, text
    assert "01/04/2020" in text
    assert "“Tổng cộng: 4 văn bản”, but there are 3 rows" in text
    confirmed(desk, Document, page)
    assert {str(document.date) for document in Document.objects.all()} == {
        "2022-05-17",
        "2022-05-19",
        "2020-04-01",
    }
    assert Event.objects.get(verb=Verb.IMPORT).detail["new"] == 3


def test_problems_are_named_by_the_row_of_the_file(desk):
    rows = messy.with_heading(
        *TABLE, (3, "59/QĐ-X", "31/02/2022", "Sở", "x"), (4, None, "1/2/2022", "Sở", "y")
    )
    page = answer(desk, Document, sheets.preview(desk, Document, sheets.workbook(*rows)), **OWN)
    assert problem_rows(page) == [9, 10]
    assert "Take all of this in" not in sheets.text_of(page)
    assert "Change columns and answers" in sheets.text_of(page)


def test_an_old_font_is_shown_and_converted_on_a_yes_and_refused_on_a_no(desk):
    rows = [[messy.in_tcvn3(cell) if isinstance(cell, str) else cell for cell in row] for row in TABLE]
    data = messy.csv_of(rows, ";").encode("cp1252")
    page = sheets.preview(desk, Document, data, name="cu.csv")
    assert "Tổ chức phong trào thi đua" in sheets.text_of(page)
    assert "TCVN3" in sheets.text_of(page)
    refused = answer(desk, Document, page, fonts="no")
    assert "not Unicode" in sheets.text_of(refused)
    page = sheets.preview(desk, Document, data, name="cu.csv")
    page = answer(desk, Document, answer(desk, Document, page, fonts="TCVN3 (ABC)"), **OWN)
    assert "New: 2." in sheets.text_of(page), sheets.text_of(page)
    confirmed(desk, Document, page)
    assert set(Document.objects.values_list("subject", flat=True)) == {
        "Tổ chức phong trào thi đua",
        "Quy chế văn hóa công sở",
    }


def test_a_placed_column_is_remembered_and_can_be_placed_anew(desk, unit_a):
    rows = (
        ("Stt", "Đơn vị", "Năm", "Diện người", "Quân số", "Màu"),
        (1, "Phòng A", 2022, "contract", 4, "đỏ"),
    )
    data = sheets.workbook(*rows)
    page = sheets.preview(desk, StaffingReturn, data)
    page = answer(
        desk,
        StaffingReturn,
        page,
        **{
            column_named(page, "Diện người"): "category|||",
            column_named(page, "Quân số"): "actual|||",
            column_named(page, "Màu"): "|||",
        },
    )
    assert "New: 1." in sheets.text_of(page), sheets.text_of(page)
    assert "“Màu”" in sheets.text_of(page)
    known = {title.title: title.column for title in ColumnTitle.objects.all()}
    assert known == {"Diện người": "category", "Quân số": "actual", "Màu": ""}
    again = sheets.preview(desk, StaffingReturn, data)
    assert "New: 1." in sheets.text_of(again), "a remembered layout needs no question"
    token = sheets.token_of(again)
    changed = desk.post(sheets.url(StaffingReturn, "import"), {"reading": token, "change": "1"})
    page = answer(desk, StaffingReturn, changed, **{column_named(changed, "Quân số"): "assigned|||"})
    assert ColumnTitle.objects.get(title="Quân số").column == "assigned"
    assert sheets.confirm(desk, StaffingReturn, token).status_code == 302
    assert not StaffingReturn.objects.exists(), "the old preview is used up"


def test_a_layout_is_not_remembered_for_who_may_not_add_titles(unit_a, unit_b, signed_in):
    user = UserFactory(username="few", unit=unit_a)
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_staffingreturn"))
    desk = signed_in(user)
    desk.cookies["django_language"] = "en"
    rows = (("Đơn vị", "Năm", "Đối tượng", "Quân số"), ("Phòng A", 2022, "contract", 4))
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    assert "Remember these titles" not in sheets.text_of(page)
    answer(desk, StaffingReturn, page, remember="on", **{column_named(page, "Quân số"): "actual|||"})
    assert not ColumnTitle.objects.exists()


def test_what_the_file_lacks_and_uncertain_figures_are_asked_once(desk, unit_a):
    rows = (
        ("Stt", "Đơn vị", "Đối tượng", "Có mặt"),
        (1, "Phòng A", "contract", "1,218"),
        (2, "Phòng A", "civil_servant", "12 người"),
    )
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    assert "Say it once" in sheets.text_of(page)
    unanswered = answer(desk, StaffingReturn, page)
    assert "Please answer what is marked" in sheets.text_of(unanswered)
    page = answer(
        desk,
        StaffingReturn,
        unanswered,
        **{"given-year": "2022", "form-commas": "thousands", "form-words": "number"},
    )
    assert "New: 2." in sheets.text_of(page), sheets.text_of(page)
    confirmed(desk, StaffingReturn, page)
    assert sorted(StaffingReturn.objects.values_list("year", "actual")) == [(2022, 12), (2022, 1218)]


def test_a_question_belongs_to_its_account_and_cannot_be_confirmed(desk, contact_a, unit_a, signed_in):
    rows = (("Đơn vị", "Năm", "Đối tượng", "Quân số"), ("Phòng A", 2022, "contract", 4))
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    token = fields_of(page)["reading"]
    sheets.confirm(desk, StaffingReturn, token)
    assert not StaffingReturn.objects.exists()
    spy = signed_in(contact_a)
    assert spy.post(sheets.url(StaffingReturn, "import"), {"reading": token}).status_code == 302
    assert "Quân số" in answer(desk, StaffingReturn, page).content.decode(), (
        "it is still there for its account"
    )


def test_titles_of_columns_are_checked(db):
    for kind, title, column in (
        ("no.such", "x", ""),
        ("office_culture.document", "x", "gone"),
        ("office_culture.document", "***", ""),
    ):
        with pytest.raises(ValidationError):
            ColumnTitle(kind=kind, title=title, column=column).full_clean()


def staff_list(people=6):
    """A list of staff as offices keep it: the name in two columns below one title, the sex crossed in two."""
    rows = [
        ("DANH SÁCH CÁN BỘ, CÔNG CHỨC", *[None] * 5),
        (None,) * 6,
        ("STT", "Họ và tên", None, "Giới tính", None, "Đơn vị"),
        (None, None, None, "Nam", "Nữ", None),
        *(
            (n, f"Ông Lò Văn {'Mẫu ' * n}".strip(), f"Thứ {n}", "x", None, "Phòng A")
            for n in range(1, people)
        ),
        (people, "H'Hen", "Niê", None, "x", "Phòng A"),
        (f"Tổng số: {people} người (trong đó nữ: 2)", *[None] * 5),
    ]
    merges = ("A1:F1", "A3:A4", "B3:C4", "D3:E3", "F3:F4", f"A{5 + people}:F{5 + people}")
    return sheets.saved(messy.book(*rows, merges=merges))


def test_a_list_of_staff_comes_in_with_whole_names(desk, unit_a):
    page = sheets.preview(desk, Person, staff_list())
    text = sheets.text_of(page)
    assert "New: 6." in text, text
    assert "Forms of address were taken off 5 names" in text
    confirmed(desk, Person, page)
    people = dict(Person.objects.values_list("full_name", "gender"))
    assert people["H'Hen Niê"] == "female"
    assert people["Lò Văn Mẫu Thứ 1"] == "male"


def case_files(*rows):
    return sheets.saved(
        messy.book(
            ("BIỂU TỔNG HỢP KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",),
            (),
            (
                "STT",
                "Đơn vị / kỳ",
                "Tổng tiếp nhận",
                "Kỳ trước chuyển sang",
                "Tiếp nhận mới",
                "Đúng hạn",
                "Trả lại",
                "Tỷ lệ đúng và sớm hạn",
            ),
            *rows,
            (None, "Cộng", "=SUM(C4:C9)", "=SUM(D4:D9)", None, None, None, None),
        )
    )


def test_case_files_with_periods_in_the_name_and_figures_of_every_kind(desk, unit_a, unit_b):
    data = case_files(
        (1, "Phòng A, 01/01/2019-23/5/2022", "4.218", "25", "4193", "3.543", 190, "95,5%"),
        (2, "Phòng B, 2020", 59010, 1982, 57028, 57502, None, None),
        (3, "Phòng B, 5/2021", "4,218", "25", "4,193", "12 hồ sơ", "-", "95.5%"),
        (4, "Phòng A", "4 218", 25, "4 193", "không", "1,5 ngàn", None),
    )
    page = sheets.preview(desk, CaseFileReturn, data)
    page = answer(
        desk,
        CaseFileReturn,
        page,
        **{
            "form-commas": "thousands",
            "form-points": "decimals",
            "form-spaces": "thousands",
            "form-words": "number",
            "form-dashes": "zero",
            "form-magnitudes": "multiply",
            "given-period_start": "1/6/2022",
            "given-period_end": "31/12/2022",
            "given-source": "Trung tâm phục vụ hành chính công",
            "given-published_of": "số hồ sơ đã trả kết quả",
        },
    )
    assert "New: 4." in sheets.text_of(page), sheets.text_of(page)
    confirmed(desk, CaseFileReturn, page)
    found = {
        (str(r.unit), str(r.period_start), str(r.period_end)): (
            r.received_in_all,
            r.new,
            r.on_time,
            r.returned,
        )
        for r in CaseFileReturn.objects.all()
    }
    assert found["Phòng A", "2019-01-01", "2022-05-23"] == (4218, 4193, 3543, 190)
    assert found["Phòng B", "2020-01-01", "2020-12-31"] == (59010, 57028, 57502, None)
    assert found["Phòng B", "2021-05-01", "2021-05-31"] == (4218, 4193, 12, 0)
    assert found["Phòng A", "2022-06-01", "2022-12-31"] == (4218, 4193, 0, 1500)


def test_a_decimal_in_a_count_is_refused_at_its_row(desk, unit_a):
    data = case_files((1, "Phòng A, 2020", 4.218, 25, 4.193, 3, 1, None))
    page = sheets.preview(desk, CaseFileReturn, data)
    assert problem_rows(page) == [4]
    assert "not a whole number" in sheets.text_of(page)


def test_innovations_as_csv_take_their_unit_once(desk, unit_a):
    rows = [
        ("STT", "Tên sáng kiến", "Tác giả", "Năm", "Hiệu quả", "Mức giảm (%)"),
        (1, "Họp trực tuyến, kết nối 3 cấp", "Lò Văn Mẫu; Điêu Văn Mẫu", 2021, "không có số liệu", None),
        (2, "Số hoá hồ sơ", "Tráng Thị Mẫu", 2021, None, "40,5"),
    ]
    page = sheets.preview(desk, Innovation, messy.csv_of(rows).encode(), name="sk.csv")
    page = answer(desk, Innovation, page, **{"given-unit": "Phòng A"})
    assert "New: 2." in sheets.text_of(page), sheets.text_of(page)
    assert "“Tác giả”" in sheets.text_of(page)
    confirmed(desk, Innovation, page)
    assert Innovation.objects.filter(title="Họp trực tuyến, kết nối 3 cấp", unit=unit_a).exists()


def test_a_list_of_awards_with_merged_decisions_groups_and_repeats(desk, unit_a):
    for name in ("Lò Văn Mẫu", "K'Sor Thị Mẫu"):
        PersonFactory(full_name=name, unit=unit_a)
    AwardFactory(name="Lao động tiên tiến")
    decision = DocumentFactory(symbol="733/QĐ-UBND")
    head = (
        "STT",
        "Họ và tên",
        "Chức vụ",
        "Đơn vị công tác",
        "Danh hiệu, hình thức khen thưởng",
        "Số QĐ",
        "Ngày ký",
    )
    rows = (
        ("DANH SÁCH KHEN THƯỞNG NĂM 2022",),
        (),
        head,
        ("I", "TẬP THỂ", *[None] * 5),
        (1, "Phòng A", None, "Phòng A", "Lao động tiên tiến", "733/QĐ-UBND", "17/5/2022"),
        ("II", "CÁ NHÂN", *[None] * 5),
        (1, "Ông Lò Văn Mẫu", "Chuyên viên", "Phòng A", "-nt-", None, None),
        (2, "Bà K'Sor Thị Mẫu", "Trưởng phòng", "như trên", "-nt-", None, None),
        (None, "Cộng", *[None] * 5),
    )
    data = sheets.saved(messy.book(*rows, merges=("F5:F8", "G5:G8", "B4:G4", "B6:E6")))
    page = answer(
        desk,
        Conferral,
        sheets.preview(desk, Conferral, data),
        **{"given-ground": "merit", "given-period_start": "1/1/2022", "given-period_end": "31/12/2022"},
    )
    assert "New: 3." in sheets.text_of(page), sheets.text_of(page)
    confirmed(desk, Conferral, page)
    found = Conferral.objects.values_list("person__full_name", "decision", "decided_on__year")
    assert set(found) == {(name, decision.pk, 2022) for name in (None, "Lò Văn Mẫu", "K'Sor Thị Mẫu")}
