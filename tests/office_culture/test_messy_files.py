"""Files as offices make them, each with other habits, through the pages: upload, questions, preview, confirmation."""

import datetime

import pytest
from django.utils.translation import override

from awards.models import Conferral, YearlyRating
from campaign.models import CaseFileReturn
from office_culture.models import Document, Person, StaffingReturn
from tests import messy, sheets
from tests.factories.awards import AwardFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory
from tests.office_culture.test_sheet_questions import answer, problem_rows

pytestmark = pytest.mark.django_db

REGISTER = {"given-origin": "above", "given-use": "own_plan"}
TITLES = ("TT", "Số, ký hiệu", "Ngày tháng năm", "Cơ quan ban hành", "Trích yếu nội dung")


@pytest.fixture(autouse=True)
def waiting_files(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    with override("en"):
        yield


@pytest.fixture
def desk(officer, signed_in, unit_a, unit_b):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


def book(*rows, merges=()):
    return sheets.saved(messy.book(*rows, merges=merges))


def previewed(browser, model, data, name="f.xlsx", **answers):
    """The preview, after one page of questions where there is one."""
    page = sheets.preview(browser, model, data, name=name)
    if 'class="sheet-questions"' in page.content.decode():
        page = answer(browser, model, page, **answers)
    assert 'class="sheet-questions"' not in page.content.decode(), sheets.text_of(page)
    return page


def taken(browser, model, *columns):
    """A function that takes a file in and returns these columns of what is stored then."""

    def take(data, name="f.xlsx", **answers):
        page = previewed(browser, model, data, name, **answers)
        assert "Nothing was saved" not in sheets.text_of(page), sheets.text_of(page)
        done = sheets.confirm(browser, model, sheets.token_of(page))
        assert done.status_code == 302, sheets.text_of(done)
        return list(model.objects.order_by("pk").values_list(*columns))

    return take


def test_day_month_and_year_and_number_and_letters_in_columns_of_their_own(desk):
    data = book(
        ("TT", "Số", "Ký hiệu", "Ngày", "Tháng", "Năm", "Cơ quan ban hành", "Trích yếu"),
        (1, 12, "KH-UBND", 5, 3, 2021, "UBND tỉnh", "Kế hoạch A"),
        (2, "014", "/KH-UBND", "16", "12", 2021.0, "UBND tỉnh", "Kế hoạch B"),
    )
    take = taken(desk, Document, "symbol", "date")
    assert take(data, **REGISTER) == [
        ("12/KH-UBND", datetime.date(2021, 3, 5)),
        ("014/KH-UBND", datetime.date(2021, 12, 16)),
    ]


def test_a_day_in_words_behind_the_symbol_and_the_type_at_the_head_of_the_subject(desk):
    data = book(
        ("PHỤ LỤC",),
        ("TT", "Số, ký hiệu, ngày tháng năm ban hành", "Tên loại và trích yếu nội dung văn bản", "CQBH"),
        (1, "12/2021/NĐ-CP ngày 24/02/2021", "Nghị định về văn hóa công sở", "Chính phủ"),
        (2, "Số 15/CT-TTg, ngày 01 tháng 3 năm 2022", "Chỉ thị về kỷ luật", "Thủ tướng Chính phủ"),
        (3, "14/TT-BNV ngày 2/3/2022", "Thông tư hướng dẫn", "Bộ Nội vụ"),
    )
    take = taken(desk, Document, "symbol", "date", "type_name")
    assert take(data, **REGISTER) == [
        ("12/2021/NĐ-CP", datetime.date(2021, 2, 24), "Nghị định"),
        ("15/CT-TTg", datetime.date(2022, 3, 1), "Chỉ thị"),
        ("14/TT-BNV", datetime.date(2022, 3, 2), "Thông tư"),
    ]


def test_a_type_that_neither_symbol_nor_subject_tells_is_asked_for(desk):
    page = previewed(
        desk, Document, book(TITLES, (1, "14/TT-BNV", "2/3/2022", "Bộ Nội vụ", "hướng dẫn")), **REGISTER
    )
    assert problem_rows(page) == [2]
    assert "Thông tư" in sheets.text_of(page)


def test_two_tables_on_one_sheet_and_signatures_in_the_column_of_numbers(desk):
    data = book(
        ("I. VĂN BẢN CỦA TRUNG ƯƠNG",),
        TITLES,
        (1, "12/2021/NĐ-CP", "05/03/2021", "Chính phủ", "A"),
        (),
        ("II. VĂN BẢN CỦA TỈNH",),
        TITLES,
        (1, "12/KH-UBND", "05/03/2021", "UBND tỉnh", "Kế hoạch A"),
        (),
        ("Người lập biểu", None, None, "Lãnh đạo"),
        ("Nguyễn Văn Mẫu", None, None, "Trần Thị Mẫu"),
    )
    assert taken(desk, Document, "symbol")(data, **REGISTER) == [("12/2021/NĐ-CP",), ("12/KH-UBND",)]


def test_below_a_table_without_numbers_stand_a_total_and_who_signs(desk):
    data = book(
        ("Số, ký hiệu", "Ngày ban hành", "Trích yếu"),
        ("12/KH-UBND", "05/03/2021", "A"),
        ("Tổng hợp: 01 văn bản", None, None),
        ("KT. CHÁNH VĂN PHÒNG", None, None),
        ("PHÓ CHÁNH VĂN PHÒNG", None, None),
        ("Nguyễn Văn Mẫu", None, None),
    )
    assert taken(desk, Document, "symbol")(data, **REGISTER, **{"given-issuer": "UBND tỉnh"}) == [
        ("12/KH-UBND",)
    ]


def test_names_in_three_columns(desk):
    data = book(
        ("STT", "Họ", "Tên đệm", "Tên", "Giới tính", "Phòng"),
        (1, "Nguyễn", "Văn", "An", "nam", "Phòng A"),
        (2, "Điểu", None, "K'Rút", "Nam", "phòng b"),
    )
    assert taken(desk, Person, "full_name", "unit__name")(data) == [
        ("Nguyễn Văn An", "Phòng A"),
        ("Điểu K'Rút", "Phòng B"),
    ]


def test_the_heading_of_a_group_names_the_unit_of_the_rows_below_it(desk):
    data = book(
        ("TT", "Họ và tên", "Ngày sinh"),
        ("I", "PHÒNG A", None),
        (1, "Nguyễn Văn An", "01/02/1975"),
        ("II. Phòng B", None, None),
        (1, "Nguyễn Văn Anh", "01/02/1977"),
        merges=("A4:C4",),
    )
    take = taken(desk, Person, "full_name", "unit__name")
    assert take(data, **{"given-unit": "@groups"}) == [
        ("Nguyễn Văn An", "Phòng A"),
        ("Nguyễn Văn Anh", "Phòng B"),
    ]


def test_a_post_behind_a_name_does_not_become_part_of_it(desk):
    page = previewed(
        desk, Person, book(("Họ và tên", "Đơn vị"), ("Trần Văn Cường, PCVP", "Phòng A"), ("Lê An", "Phòng A"))
    )
    assert problem_rows(page) == [2]
    assert "Write the name alone" in sheets.text_of(page)


def test_quarters_and_months_beside_their_year(desk):
    data = book(
        ("Đơn vị", "Quý", "Năm", "Tiếp nhận mới", "Đúng hạn"),
        ("Phòng A", "Quý I", 2022, 12, 12),
        (None, "II", 2022, 13, 13),
        ("Phòng B", "III/2022", 2022, 15, 15),
        ("Phòng B", 4, 2022, 15, 15),
        merges=("A2:A3",),
    )
    found = taken(desk, CaseFileReturn, "unit__name", "period_start", "period_end")(data)
    assert found == [
        ("Phòng A", datetime.date(2022, 1, 1), datetime.date(2022, 3, 31)),
        ("Phòng A", datetime.date(2022, 4, 1), datetime.date(2022, 6, 30)),
        ("Phòng B", datetime.date(2022, 7, 1), datetime.date(2022, 9, 30)),
        ("Phòng B", datetime.date(2022, 10, 1), datetime.date(2022, 12, 31)),
    ]


def test_sums_of_quarters_between_months_are_no_rows(desk):
    data = book(
        ("Tháng", "Năm", "Đơn vị", "Tiếp nhận mới", "Đúng hạn"),
        (1, 2022, "Phòng A", 10, 10),
        ("Tháng 2", 2022, "Phòng A", 11, 11),
        ("Cộng quý I", None, None, 21, 21),
        ("Lũy kế", None, None, 21, 21),
    )
    found = taken(desk, CaseFileReturn, "period_start", "new")(data)
    assert found == [(datetime.date(2022, 1, 1), 10), (datetime.date(2022, 2, 1), 11)]


def test_a_share_is_offered_for_no_count(desk):
    made = messy.book(
        ("Đơn vị", "Tiếp nhận mới", "Tỷ lệ giải quyết đúng hạn", "Tỷ lệ hồ sơ trả lại"),
        ("Phòng A", 1000, 0.955, 0.01),
    )
    made.active["C2"].number_format = made.active["D2"].number_format = "0.0%"
    page = previewed(
        desk,
        CaseFileReturn,
        sheets.saved(made),
        **{
            "given-period_start": "1/1/2022",
            "given-period_end": "31/12/2022",
            "given-published_of": "số hồ sơ đã trả kết quả",
        },
    )
    text = sheets.text_of(page)
    assert "Tỷ lệ giải quyết đúng hạn → In time as published (%)" in text, text
    assert "“Tỷ lệ hồ sơ trả lại”" in text, text
    assert "95,5" in text, text


def test_collectives_and_people_under_their_headings_in_one_column(desk, unit_a):
    PersonFactory(full_name="Nguyễn Văn An", unit=unit_a)
    AwardFactory(name="Giấy khen")
    DocumentFactory(symbol="733/QĐ-UBND", date=datetime.date(2022, 5, 10))
    data = book(
        ("DANH SÁCH KHEN THƯỞNG",),
        ("STT", "Họ và tên / Tên tập thể", "Chức vụ", "Hình thức khen thưởng", "Năm", "Số QĐ", "Ngày ký"),
        ("A", "TẬP THỂ"),
        (1, "Phòng A", None, "Giấy khen", 2021, "733/QĐ-UBND", "10/5/2022"),
        ("B", "CÁ NHÂN"),
        (1, "Ông Nguyễn Văn An", "Trưởng phòng", "nt", 2021, "nt", "nt"),
        ("Danh sách này có 01 tập thể và 01 cá nhân./.",),
    )
    assert taken(desk, Conferral, "unit__name", "person__full_name")(data) == [
        ("Phòng A", None),
        ("Phòng A", "Nguyễn Văn An"),
    ]


def test_ratings_in_columns_of_years_and_in_short(desk, unit_a):
    PersonFactory(full_name="Nguyễn Văn An", unit=unit_a)
    data = book(
        ("STT", "Họ và tên", "Kết quả đánh giá, xếp loại", None, None),
        (None, None, "Năm 2020", "Năm 2021", "Năm 2022"),
        (1, "Nguyễn Văn An", "HTXSNV", "-", "Hoàn thành tốt nhiệm vụ"),
        merges=("C1:E1", "A1:A2", "B1:B2"),
    )
    assert taken(desk, YearlyRating, "year", "rating")(data) == [(2020, "excellent"), (2022, "good")]


def test_categories_of_staff_in_the_words_of_offices(desk):
    data = book(
        ("STT", "Đơn vị", "Năm", "Loại biên chế", "Biên chế giao", "Hiện có"),
        (1, "Phòng A", 2022, "CC", "10", "9 người"),
        (2, "Phòng A", 2022, "Viên chức", "5", 5),
        (None, "Cộng", None, None, 15, 13),
    )
    page = previewed(desk, StaffingReturn, data, **{"form-words": "number"})
    assert "the total of “Hiện có” is 13, the rows give 14" in sheets.text_of(page), sheets.text_of(page)
    sheets.confirm(desk, StaffingReturn, sheets.token_of(page))
    assert list(StaffingReturn.objects.order_by("pk").values_list("category", "actual")) == [
        ("civil_servant", 9),
        ("public_employee", 5),
    ]
