"""Reading tables as people make them: from bytes to rows under official titles, or to questions."""

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from office_culture.sheets.answers import FileAnswers
from office_culture.sheets.cells import read_day, repeats_above, without_honorifics
from office_culture.sheets.columns import ColumnKind, Columns, OfficialColumn, Target
from office_culture.sheets.errors import SheetRefused, UnreadableCell
from office_culture.sheets.figures import FigureReading, Form, form_of, read_figure
from office_culture.sheets.periods import parse_period
from office_culture.sheets.reading import read, read_book
from office_culture.sheets.rows import is_row_of_numbers, is_total
from tests import messy, sheets

TODAY = datetime.date(2026, 1, 1)


def column(name, *titles, kind=ColumnKind.TEXT, required=False, **more):
    return OfficialColumn(name, titles[0], titles[:1], titles[1:], kind, required, **more)


DOCUMENT = Columns(
    [
        column("symbol", "Ký hiệu", "Số, ký hiệu", "Số KH", required=True),
        column("date", "Ngày", "Ngày ban hành", kind=ColumnKind.DATE),
        column("issuer", "Nơi ban hành", "Cơ quan ban hành", "CQBH", required=True),
        column("subject", "Trích yếu", "Trích yếu nội dung", required=True),
    ],
    needed=("symbol", "date", "issuer"),
)
PERSON = Columns(
    [
        column("full_name", "Họ và tên", "Họ tên", kind=ColumnKind.NAME, required=True),
        column("unit", "Đơn vị", kind=ColumnKind.LINK, required=True),
        column(
            "gender",
            "Giới tính",
            kind=ColumnKind.CHOICE,
            labels=(("male", "Nam"), ("female", "Nữ")),
        ),
        column("staff_number", "Mã số"),
    ],
    needed=("full_name", "unit"),
)
STAFF = Columns(
    [
        column("unit", "Đơn vị", kind=ColumnKind.LINK, required=True),
        column("year", "Năm", kind=ColumnKind.COUNT, required=True),
        column("actual", "Có mặt", kind=ColumnKind.COUNT, required=True),
        column("share", "Tỷ lệ", kind=ColumnKind.NUMBER),
    ],
    needed=("unit", "year"),
)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def taken(data: bytes, columns: Columns, answers=None, name="a.xlsx"):
    return read(read_book(name, data), columns, answers or FileAnswers(), today=TODAY)


def rows_of(reading):
    assert reading.dataset is not None, reading
    return [dict(zip(reading.dataset.headers, row, strict=True)) for row in reading.dataset]


def numbers_of(reading):
    return [place.row for place in reading.dataset.places]


def symbols_of(reading):
    return [row["Ký hiệu"] for row in rows_of(reading)]


WANTED = ["29/KH-VPTN", "174/QĐ-VPTN"]
TABLE = (messy.DOCUMENT_TITLES, *messy.DOCUMENTS)


# Finding the table


def test_headings_numbers_of_columns_groups_totals_and_signatures_are_no_rows():
    rows = messy.with_heading(
        messy.DOCUMENT_TITLES,
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("I", "Văn bản của Trung ương", None, None, None),
        messy.DOCUMENTS[0],
        (None,) * 5,
        ("TẬP THỂ", None, None, None, None),
        messy.DOCUMENTS[1],
        ("Tổng cộng: 2 văn bản", None, None, None, None),
    )
    reading = taken(sheets.saved(messy.book(*rows, merges=("A1:C1", "D1:E1", "A4:E4", "B8:E8"))), DOCUMENT)
    assert symbols_of(reading) == WANTED
    assert numbers_of(reading) == [9, 12]
    assert not any("rows give" in note or "there are" in note for note in reading.notes)
    assert any("“STT”" in note for note in reading.notes)


@pytest.mark.parametrize("starred", ["Số, ký hiệu (*)", "SỐ,\nKÝ HIỆU", "so ky hieu", "Số ký hiệu*"])
def test_titles_match_without_marks_stars_and_line_breaks(starred):
    titles = ("TT", starred, "Ngày ban hành", "CQBH", "Trích yếu")
    assert symbols_of(taken(sheets.workbook(titles, *messy.DOCUMENTS), DOCUMENT)) == WANTED


def test_a_table_may_begin_anywhere_and_lie_below_a_cover():
    rows = [(None, *row) for row in TABLE]
    made = messy.book((None, None, "Biểu số 01"), (), (), *rows)
    made.create_sheet("Bìa", 0)["C5"] = "BÁO CÁO SỐ LIỆU"
    made.create_sheet("Trống")
    reading = taken(sheets.saved(made), DOCUMENT)
    assert symbols_of(reading) == WANTED
    assert reading.dataset.places[0].sheet == "Biểu"


def test_of_several_tables_a_person_chooses_and_several_of_one_layout_are_read_together():
    made = messy.book(*TABLE, title="Một")
    for row in (messy.DOCUMENT_TITLES, (1, "5/KH-X", "1/2/2022", "Sở", "x")):
        (made["Hai"] if "Hai" in made else made.create_sheet("Hai")).append(row)
    for row in (("Stt", "Họ tên", "Danh hiệu"), (1, "Mào Văn Mẫu", "Nghệ nhân")):
        (made["Ba"] if "Ba" in made else made.create_sheet("Ba")).append(row)
    asked = taken(sheets.saved(made), DOCUMENT)
    assert asked.asks_sheets
    assert asked.dataset is None
    assert [layout.table.sheet for layout in asked.chosen] == ["Một", "Hai"]
    reading = taken(sheets.saved(made), DOCUMENT, FileAnswers(sheets=("Một", "Hai")))
    assert [(place.sheet, place.row) for place in reading.dataset.places] == [
        ("Một", 2),
        ("Một", 3),
        ("Hai", 2),
    ]
    assert any("Ba" in note for note in reading.notes)


def test_names_in_two_columns_are_joined_and_crosses_are_choices():
    rows = (
        ("STT", "Họ và tên", None, "Giới tính", None, "Đơn vị"),
        (None, None, None, "Nam", "Nữ", None),
        (1, "Lường Văn ", " Mẫu", "x", None, "Phòng A"),
        (2, "K'Sor Thị", "Mẫu", None, "X", "Phòng A"),
        (3, "Ya", "Mẫu", "x", "x", "Phòng A"),
    )
    merges = ("A1:A2", "B1:C2", "D1:E1", "F1:F2")
    found = rows_of(taken(sheets.saved(messy.book(*rows, merges=merges)), PERSON))
    assert [row["Họ và tên"] for row in found] == ["Lường Văn Mẫu", "K'Sor Thị Mẫu", "Ya Mẫu"]
    assert [row["Giới tính"] for row in found[:2]] == ["male", "female"]
    assert isinstance(found[2]["Giới tính"], UnreadableCell)
    # The same without any merge, as CSV has it, and with a title for each part of the name.
    text = messy.csv_of(
        [
            ("STT", "Họ và tên đệm", "Tên", "Giới tính", None, "Đơn vị"),
            (None, None, None, "Nam", "Nữ", None),
            *rows[2:4],
        ]
    )
    again = rows_of(taken(text.encode(), PERSON, name="a.csv"))
    assert [row["Họ và tên"] for row in again] == ["Lường Văn Mẫu", "K'Sor Thị Mẫu"]
    assert [row["Giới tính"] for row in again] == ["male", "female"]


def test_columns_of_years_become_rows_of_years():
    rows = (
        ("TT", "Đơn vị", "Có mặt", None, None),
        (None, None, "Năm 2020", 2021, "2022"),
        (1, "Phòng A", 10, 11, None),
        (2, "Phòng B", 5, None, 7),
    )
    reading = taken(sheets.saved(messy.book(*rows, merges=("A1:A2", "B1:B2", "C1:E1"))), STAFF)
    assert reading.dataset is not None, [(c.key, c.target) for c in reading.chosen[0].mapped]
    assert [(r["Đơn vị"], r["Năm"], r["Có mặt"]) for r in rows_of(reading)] == [
        ("Phòng A", 2020, 10),
        ("Phòng A", 2021, 11),
        ("Phòng B", 2020, 5),
        ("Phòng B", 2022, 7),
    ]


def test_an_unknown_or_repeated_column_is_asked_about_and_placed_by_the_answer():
    rows = (("Đơn vị", "Năm", "Có mặt", "Có mặt", "Màu"), ("Phòng A", 2022, 3, 4, "đỏ"))
    data = sheets.workbook(*rows)
    asked = taken(data, STAFF)
    assert [column.key for column in asked.uncertain] == ["co mat", "co mat #2", "mau"]
    left_out = {"co mat": Target(), "co mat #2": Target("actual"), "mau": Target()}
    reading = taken(data, STAFF, FileAnswers(columns=left_out))
    assert rows_of(reading)[0]["Có mặt"] == 4
    assert any("“Màu”" in note for note in reading.notes)
    both = {**left_out, "co mat": Target("actual")}
    assert taken(data, STAFF, FileAnswers(columns=both)).twice == ("Có mặt",)


def test_a_title_that_the_office_added_is_known():
    known = Columns(STAFF.columns, added={"quan so": "actual", "mau": ""}, needed=STAFF.needed)
    rows = (("Đơn vị", "Năm", "Quân số", "Màu"), ("Phòng A", 2022, 4, "đỏ"))
    assert rows_of(taken(sheets.workbook(*rows), known))[0]["Có mặt"] == 4


def test_what_the_file_lacks_is_given_once():
    data = sheets.workbook(("Stt", "Đơn vị", "Có mặt"), (1, "Phòng A", 4), (2, "Phòng B", 5))
    asked = taken(data, STAFF)
    assert [column.name for column in asked.missing] == ["year", "share"]
    assert asked.dataset is None
    reading = taken(data, STAFF, FileAnswers(given={"year": "2022"}))
    assert [row["Năm"] for row in rows_of(reading)] == ["2022", "2022"]


def test_a_table_of_ours_is_data_to_its_last_row():
    rows = (
        ("Ký hiệu", "Ngày", "Nơi ban hành", "Trích yếu"),
        ("Tổng cộng", None, "Sở", "CỘNG"),
        ("I", None, "x", "y"),
    )
    assert numbers_of(taken(sheets.workbook(*rows), DOCUMENT)) == [2, 3]


def test_the_row_of_titles_can_be_named():
    rows = (
        ("Số liệu", "A", "B", "C"),
        ("Ký hiệu", "Ngày", "Nơi ban hành", "Trích yếu"),
        ("1/KH-X", None, "Sở", "x"),
    )
    reading = taken(sheets.workbook(*rows), DOCUMENT, FileAnswers(header_rows={"Sheet": 2}))
    assert numbers_of(reading) == [3]
    with pytest.raises(SheetRefused, match="No table"):
        taken(sheets.workbook(*rows), DOCUMENT, FileAnswers(header_rows={"Sheet": 99}))


# What stands around the values


def test_hidden_rows_columns_and_sheets_are_left_out_by_saying_so():
    made = messy.book(*TABLE, (3, "9/KH-X", "1/1/2022", "Sở", "ẩn"))
    made.active.row_dimensions[4].hidden = True
    made.active.column_dimensions["C"].hidden = True
    made.active["B2"].comment = Comment("xem lại", "ai")
    made.active.auto_filter.ref = "A1:E4"
    hidden = made.create_sheet("Data", 0)
    hidden.append(("Ký hiệu", "Trích yếu"))
    hidden.append(("999/QĐ-CU", "cũ"))
    hidden.sheet_state = "hidden"
    made.create_sheet("vh").sheet_state = "veryHidden"
    answers = FileAnswers(given={"date": ""})
    reading = taken(sheets.saved(made), DOCUMENT, answers)
    assert symbols_of(reading) == WANTED
    assert rows_of(reading)[0]["Ngày"] is None
    told = " ".join(reading.notes)
    assert "Data" in told
    assert "hidden rows left out: 4" in told
    assert "Ngày ban hành" in told
    everything = taken(sheets.saved(made), DOCUMENT, FileAnswers(hidden_too=True))
    assert symbols_of(everything) == [*WANTED, "9/KH-X"]


def test_a_merged_cell_belongs_to_every_row_it_covers():
    rows = (
        messy.DOCUMENT_TITLES,
        (1, "1/QĐ-X", "1/2/2022", "Sở Nội vụ", "a"),
        (2, "2/QĐ-X", None, None, "b"),
        (3, "3/QĐ-X", None, None, "c"),
    )
    found = rows_of(taken(sheets.saved(messy.book(*rows, merges=("C2:C4", "D2:D3"))), DOCUMENT))
    assert [row["Ngày"] for row in found] == [datetime.date(2022, 2, 1)] * 3
    assert [row["Nơi ban hành"] for row in found] == ["Sở Nội vụ", "Sở Nội vụ", None]


def test_an_error_or_a_formula_without_result_counts_only_in_our_columns():
    made = messy.book((*messy.DOCUMENT_TITLES, "Kiểm tra"), *((*row, "#N/A") for row in messy.DOCUMENTS))
    for row in (2, 3):
        made.active.cell(row=row, column=6).data_type = "e"
    answers = FileAnswers(columns={"kiem tra": Target()})
    assert symbols_of(taken(sheets.saved(made), DOCUMENT, answers)) == WANTED
    made.active["B2"], made.active["E3"] = "#REF!", "=A1&B1"
    made.active["B2"].data_type = "e"
    found = rows_of(taken(sheets.saved(made), DOCUMENT, answers))
    assert "#REF!" in str(found[0]["Ký hiệu"].reason)
    assert "without a result" in str(found[1]["Trích yếu"].reason)


def test_days_from_1904_are_the_days_that_excel_shows():
    day = datetime.date(2022, 5, 17)
    serial = (day - datetime.date(1904, 1, 1)).days
    data = messy.from_1904(
        messy.DOCUMENT_TITLES, (1, "1/KH-X", day, "Sở", "a"), (2, "2/KH-X", serial, "Sở", "b")
    )
    reading = taken(data, DOCUMENT)
    assert [row["Ngày"] for row in rows_of(reading)] == [day, day]
    assert any("17/05/2022" in note for note in reading.notes)


def test_strict_workbooks_and_wrong_dimensions_are_read_whole():
    made = messy.book(*TABLE)
    made.active["C2"] = datetime.date(2022, 5, 17)
    made.active["C2"].number_format = "dd/mm/yyyy"
    data = sheets.saved(made)

    def cut(name, text):
        return text.replace('<dimension ref="A1:E3"', '<dimension ref="A1:A1"')

    for odd in (messy.strict(data), messy.changed(data, cut)):
        assert odd != data
        found = rows_of(taken(odd, DOCUMENT))
        assert [row["Ký hiệu"] for row in found] == WANTED
        assert found[0]["Ngày"] == datetime.date(2022, 5, 17)


def test_number_formats_show_per_cent_and_leading_zeros():
    made = messy.book(("Đơn vị", "Năm", "Có mặt", "Tỷ lệ"), ("Phòng A", 2022, 7, 0.955))
    made.active["D2"].number_format = "0.0%"
    assert rows_of(taken(sheets.saved(made), STAFF))[0]["Tỷ lệ"] == "95,5%"
    made = messy.book(("Họ và tên", "Đơn vị", "Mã số"), ("Nguyễn Văn Mẫu", "Phòng A", 7))
    made.active["C2"].number_format = "000"
    assert rows_of(taken(sheets.saved(made), PERSON))[0]["Mã số"] == "007"


def test_a_total_that_does_not_agree_is_named():
    rows = (
        ("TT", "Đơn vị", "Năm", "Có mặt"),
        ("I", "Khối hành chính", None, None),
        (1, "Phòng A", 2022, 4),
        (2, "Phòng B", 2022, 5),
        (None, "Cộng I", None, 9),
        ("II", "Khối sự nghiệp", None, None),
        (1, "Trung tâm", 2022, 3),
        (None, "Cộng II", None, 4),
        (None, "Tổng cộng", None, 12),
    )
    reading = taken(sheets.workbook(*rows), STAFF)
    assert [row["Có mặt"] for row in rows_of(reading)] == [4, 5, 3]
    wrong = [note for note in reading.notes if "the rows give" in note]
    assert len(wrong) == 1
    assert "row 8" in wrong[0]
    # A total of all behind a total of some, with rows between.
    reading = taken(sheets.workbook(*rows[:7], (None, "Tổng cộng 3 đơn vị", None, 12)), STAFF)
    assert not [note for note in reading.notes if "the rows give" in note or "but there are" in note]


# Delimiters, encodings, fonts


@pytest.mark.parametrize("head", ["", "sep=;\r\n", '"sep=;"\r\n'])
def test_semicolons_are_found_over_the_whole_file(head):
    rows = [*TABLE[:2], (2, "174/QĐ-VPTN", "19/5/2022", "Sở, ban, ngành, huyện, xã", "a, b, c, d, e, f")]
    reading = taken(messy.csv_of(rows, ";", head).encode(), DOCUMENT, name="a.csv")
    assert symbols_of(reading) == WANTED
    assert numbers_of(reading) == [2, 3]
    assert rows_of(reading)[1]["Trích yếu"] == "a, b, c, d, e, f"


def windows_1258(text: str) -> bytes:
    """That code page has the tones as signs of their own behind the letter."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = []
    for sign in text:
        decomposed = unicodedata.normalize("NFD", sign)
        tone = "".join(mark for mark in decomposed if mark in tones)
        parts.append(unicodedata.normalize("NFC", "".join(m for m in decomposed if m not in tones)) + tone)
    return "".join(parts).encode("cp1258")


@pytest.mark.parametrize(
    "encode",
    [
        windows_1258,
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-8-sig"),
    ],
)
def test_encodings_of_offices_need_no_question(encode):
    reading = taken(encode(messy.csv_of(TABLE, ";")), DOCUMENT, name="a.csv")
    assert symbols_of(reading) == WANTED
    assert rows_of(reading)[1]["Trích yếu"] == "Quy chế văn hóa công sở"


@pytest.mark.parametrize(("fonts", "typed"), [("TCVN3 (ABC)", messy.in_tcvn3), ("VNI", messy.in_vni)])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_old_fonts_are_shown_before_and_after_and_converted_on_a_yes(fonts, typed, kind):
    rows = [[typed(cell) if isinstance(cell, str) else cell for cell in row] for row in TABLE]
    data = messy.csv_of(rows, ";").encode("cp1252") if kind == "csv" else sheets.workbook(*rows)
    asked = taken(data, DOCUMENT, name=f"a.{kind}")
    assert asked.fonts.fonts == fonts
    assert len(asked.fonts.samples) == 5
    assert "Tổ chức phong trào thi đua" in {sample.after for sample in asked.fonts.samples}
    assert asked.dataset is None
    reading = taken(data, DOCUMENT, FileAnswers(fonts=fonts), name=f"a.{kind}")
    assert symbols_of(reading) == WANTED
    assert rows_of(reading)[0]["Trích yếu"] == "Tổ chức phong trào thi đua"


def test_a_column_in_an_old_font_leaves_the_others_as_they_are():
    rows = [
        ("Ký hiệu", "Ngày", "Nơi ban hành", "Trích yếu"),
        ("1/KH-X", None, "Sở Nội vụ", messy.in_tcvn3("tổ chức phong trào thi đua")),
        ("2/KH-X", None, "Lò Cà Hà", messy.in_tcvn3("quy chế văn hóa công sở")),
    ]
    data = sheets.workbook(*rows)
    guess = taken(data, DOCUMENT).fonts
    assert guess.columns == {"Sheet": frozenset({3})}
    found = rows_of(taken(data, DOCUMENT, FileAnswers(fonts=guess.fonts)))
    assert [row["Nơi ban hành"] for row in found] == ["Sở Nội vụ", "Lò Cà Hà"]


def test_a_foreign_apostrophe_stays_and_that_of_our_export_goes():
    rows = [("Ký hiệu", "Ngày", "Nơi ban hành", "Trích yếu"), ("1/KH-X", None, "'-x", "'=1+1")]
    text = messy.csv_of(rows)
    assert rows_of(taken(text.encode(), DOCUMENT, name="a.csv"))[0]["Trích yếu"] == "'=1+1"
    ours = rows_of(taken(text.encode("utf-8-sig"), DOCUMENT, name="a.csv"))[0]
    assert (ours["Nơi ban hành"], ours["Trích yếu"]) == ("-x", "=1+1")


# Cells


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("02/8/2007", (2007, 8, 2)),
        ("05/09/2016", (2016, 9, 5)),
        ("13.4.2022", (2022, 4, 13)),
        ("2022-04-13", (2022, 4, 13)),
        ("2022-04-13T00:00:00", (2022, 4, 13)),
        ("17/5/2022 09:30", (2022, 5, 17)),
        ("Hà Nội, ngày 05 tháng 01 năm 2022", (2022, 1, 5)),
        (43922, (2020, 4, 1)),
        ("43922", (2020, 4, 1)),
        (datetime.datetime(2022, 5, 17, 9, 30), (2022, 5, 17)),  # noqa: DTZ001 - as a workbook gives it
    ],
)
def test_days_are_read_day_first(typed, day):
    assert read_day(typed) == datetime.date(*day)


@pytest.mark.parametrize("typed", ["31/02/2022", "12/31/2022", "14/6/19", "hôm nay", 2022, 4.5])
def test_what_is_no_day_stays_to_be_refused(typed):
    assert read_day(typed) == typed


@settings(max_examples=40, deadline=None)
@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2090, 1, 1)))
def test_a_serial_is_the_day_that_excel_shows(day):
    serial = (day - datetime.date(1899, 12, 30)).days
    assert read_day(serial) == day
    assert read_day(serial - 1462, counts_from_1904=True) == day or serial - 1462 < 10_000


@pytest.mark.parametrize(
    ("typed", "form", "reading", "value"),
    [
        ("4,218", Form.COMMAS, FigureReading.THOUSANDS, 4218),
        ("4,218", Form.COMMAS, FigureReading.DECIMALS, Decimal("4.218")),
        ("1,234.5", Form.COMMAS, FigureReading.THOUSANDS, Decimal("1234.5")),
        ("95.5%", Form.POINTS, FigureReading.DECIMALS, Decimal("95.5")),
        ("4 218", Form.SPACES, FigureReading.THOUSANDS, 4218),
        ("4\u00a0218", Form.SPACES, FigureReading.THOUSANDS, 4218),
        ("5,65 ngàn", Form.MAGNITUDES, FigureReading.MULTIPLY, 5650),
        ("2 triệu", Form.MAGNITUDES, FigureReading.MULTIPLY, 2_000_000),
        ("12 hồ sơ", Form.WORDS, FigureReading.NUMBER, 12),
        ("-", Form.DASHES, FigureReading.ZERO, 0),
        ("–", Form.DASHES, FigureReading.BLANK, None),
        ("không", None, None, 0),
        ("không có số liệu", None, None, None),
        ("4.218", None, None, "4.218"),
        ("95,5", None, None, "95,5"),
        (4.218, None, None, 4.218),
        (None, None, None, None),
    ],
)
def test_figures_are_read_by_what_is_certain_and_by_one_answer(typed, form, reading, value):
    assert form_of(typed, ColumnKind.NUMBER) == form
    assert read_figure(typed, ColumnKind.NUMBER, {form: reading} if form else {}) == value
    if form:
        refused = read_figure(typed, ColumnKind.NUMBER, {form: FigureReading.REFUSE})
        assert isinstance(refused, UnreadableCell)


def test_a_count_never_takes_decimals_from_a_comma():
    refused = read_figure("4,218", ColumnKind.COUNT, {Form.COMMAS: FigureReading.DECIMALS})
    assert isinstance(refused, UnreadableCell)
    asked = taken(sheets.workbook(("Đơn vị", "Năm", "Có mặt"), ("Phòng A", 2022, "4,218")), STAFF)
    assert [(q.form, q.readings) for q in asked.forms] == [
        (Form.COMMAS, (FigureReading.THOUSANDS, FigureReading.REFUSE))
    ]
    assert asked.forms[0].examples == ("C2: 4,218",)


def test_as_above_repeats_and_has_nothing_above_the_first_row():
    rows = [
        messy.DOCUMENT_TITLES,
        (1, "1/KH-X", "1/2/2022", "-nt-", "a"),
        (2, "2/KH-X", "nt", "Sở", "b"),
        (3, "3/KH-X", "như trên", "- nt -", "c"),
        (4, "4/KH-X", "\u3003", "\u201d", "d"),
    ]
    found = rows_of(taken(sheets.workbook(*rows), DOCUMENT))
    assert isinstance(found[0]["Nơi ban hành"], UnreadableCell)
    assert [row["Ngày"] for row in found] == [datetime.date(2022, 2, 1)] * 4
    assert [row["Nơi ban hành"] for row in found[1:]] == ["Sở"] * 3
    assert not repeats_above("NT/KH")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ông Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("Đ/c  Lò Thị Mẫu", "Lò Thị Mẫu"),
        ("PGS.TS. Trần Mẫu", "Trần Mẫu"),
        ("Đồng chí ThS Trần Mẫu", "Trần Mẫu"),
        ("Bà: H'Hen Niê", "H'Hen Niê"),
        ("Ôn Văn Mẫu", "Ôn Văn Mẫu"),
        ("Bạ Thị Mẫu", "Bạ Thị Mẫu"),
        ("Cổ Văn Mẫu", "Cổ Văn Mẫu"),
        ("Ông Mẫu", "Ông Mẫu"),
    ],
)
def test_forms_of_address_are_taken_off_names(typed, name):
    assert without_honorifics(typed) == name


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("01/01/2019-23/5/2022", ((2019, 1, 1), (2022, 5, 23))),
        ("21/7-20/8/2021", ((2021, 7, 21), (2021, 8, 20))),
        ("2020", ((2020, 1, 1), (2020, 12, 31))),
        ("5/2021", ((2021, 5, 1), (2021, 5, 31))),
        ("Quý II/2022", ((2022, 4, 1), (2022, 6, 30))),
        ("6 tháng đầu năm 2022", ((2022, 1, 1), (2022, 6, 30))),
        ("6 tháng cuối năm 2022", ((2022, 7, 1), (2022, 12, 31))),
        ("Phòng A", None),
        ("13/2022", None),
    ],
)
def test_periods_in_cells(text, span):
    expected = tuple(datetime.date(*day) for day in span) if span else None
    assert parse_period(text, today=TODAY) == expected


@pytest.mark.parametrize("text", ["Tổng cộng", "Cộng I", "TỔNG SỐ: 60 người", "Cộng:", "Tổng"])
def test_totals(text):
    assert is_total(text)


@pytest.mark.parametrize("text", ["Tổng cục Thuế", "Cộng tác viên", "Tổng công ty Điện lực", "Tống Văn Mẫu"])
def test_names_that_begin_like_a_total_are_none(text):
    assert not is_total(text)


def test_rows_of_numbers():
    assert is_row_of_numbers(["(1)", "(2)", "(3)"])
    assert is_row_of_numbers(["A", "B", "1", "2=1+3"])
    assert is_row_of_numbers([1, 2, 3, 4])
    assert not is_row_of_numbers([1, 4, 5])
    assert not is_row_of_numbers(["1", "Phòng A", "3"])


def test_answers_come_back_from_json_as_they_were():
    answers = FileAnswers(
        fonts="VNI",
        sheets=("Một",),
        header_rows={"Một": 3},
        hidden_too=True,
        columns={
            "so kh": Target("symbol"),
            "nam": Target("gender", mark="male"),
            "x": Target("a", year=2021),
        },
        forms={Form.COMMAS: FigureReading.THOUSANDS},
        given={"source": "Sở"},
    )
    assert FileAnswers.from_json(answers.as_json()) == answers
