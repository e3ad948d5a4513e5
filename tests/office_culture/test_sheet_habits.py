"""Habits of tables that say two things in one cell, or one thing in two columns; and files that lost their letters."""

import datetime

import pytest
from django.utils.translation import override

from office_culture.sheets.answers import FileAnswers
from office_culture.sheets.columns import ColumnKind, Columns
from office_culture.sheets.errors import SheetRefused
from office_culture.sheets.figures import FigureReading, Form, read_figure
from tests import messy, sheets
from tests.office_culture.test_sheet_reading import DOCUMENT, PERSON, STAFF, column, rows_of, taken

DATED = Columns(
    [
        column("symbol", "Ký hiệu", required=True),
        column("date", "Ngày", kind=ColumnKind.DATE, year_column="dated_in"),
        column("dated_in", "Năm ban hành", kind=ColumnKind.COUNT),
        column("issuer", "Nơi ban hành", required=True),
    ],
    needed=("symbol", "date", "issuer"),
)
BORN = Columns(
    [
        *PERSON.columns,
        column("born_on", "Ngày sinh", "Năm sinh", kind=ColumnKind.DATE, year_column="born_in"),
        column("born_in", "Sinh năm", kind=ColumnKind.COUNT),
    ],
    needed=PERSON.needed,
)
PERIODS = Columns(
    [
        column("unit", "Đơn vị", kind=ColumnKind.LINK, required=True),
        column("period_start", "Từ ngày", kind=ColumnKind.DATE),
        column("period_end", "Đến ngày", kind=ColumnKind.DATE),
        column("rate", "Tỷ lệ", kind=ColumnKind.NUMBER),
        column("rate_of", "Tỷ lệ của", explains="rate"),
    ],
    needed=("unit", "period_start", "period_end"),
)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_symbol_and_day_in_one_cell():
    rows = rows_of(
        taken(
            sheets.workbook(
                ("STT", "Số, ngày tháng văn bản", "Nơi ban hành"),
                (1, "Quyết định số 733/QĐ-TTg ngày 14/6/2019", "Thủ tướng"),
                (2, "26/CT-TTg, 05/9/2016", "Thủ tướng"),
                (3, "29/KH-VPTN", "Văn phòng"),
            ),
            DATED,
            FileAnswers(given={"date": ""}),
        )
    )
    assert [(row["Ký hiệu"], row["Ngày"]) for row in rows] == [
        ("733/QĐ-TTg", datetime.date(2019, 6, 14)),
        ("26/CT-TTg", datetime.date(2016, 9, 5)),
        ("29/KH-VPTN", None),
    ]


def test_a_year_alone_in_a_column_of_days():
    table = sheets.workbook(
        ("Ký hiệu", "Ngày", "Nơi ban hành"), ("15/CT", 1989, "a"), ("16/CT", "năm 1990", "a")
    )
    assert [(row["Ngày"], row["Năm ban hành"]) for row in rows_of(taken(table, DATED))] == [
        (None, 1989),
        (None, 1990),
    ]


def test_the_year_of_birth_stands_in_the_column_of_the_sex():
    made = messy.book(
        ("TT", "Họ và tên", "Năm sinh", None, "Đơn vị"),
        (None, None, "Nam", "Nữ", None),
        (1, "Nguyễn Văn Một", 1980, None, "- Phòng A"),
        (2, "Lò Thị Hai", None, "1985", "b) Phòng A"),
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    )
    found = [
        (row["Giới tính"], row["Sinh năm"], row["Đơn vị"]) for row in rows_of(taken(sheets.saved(made), BORN))
    ]
    assert found == [("male", 1980, "Phòng A"), ("female", 1985, "Phòng A")]


def test_one_column_with_the_year_or_the_period():
    table = sheets.workbook(
        ("STT", "Đơn vị", "Năm"), (1, "A", 2021), (2, "A", "2018 - 2020"), (3, "A", "quý I/2022")
    )
    rows = rows_of(taken(table, PERIODS))
    assert [(row["Từ ngày"].isoformat(), row["Đến ngày"].isoformat()) for row in rows] == [
        ("2021-01-01", "2021-12-31"),
        ("2018-01-01", "2020-12-31"),
        ("2022-01-01", "2022-03-31"),
    ]


def test_what_explains_a_column_is_asked_for_with_it_and_given_only_beside_a_value():
    table = sheets.workbook(("Đơn vị", "Năm", "Tỷ lệ"), ("A", 2021, "95,5%"), ("B", 2021, None))
    reading = taken(table, PERIODS)
    assert [column.name for column in reading.unexplained] == ["rate_of"]
    assert reading.dataset is None
    rows = rows_of(taken(table, PERIODS, FileAnswers(given={"rate_of": "số hồ sơ"})))
    assert [row["Tỷ lệ của"] for row in rows] == ["số hồ sơ", None]


def test_a_hidden_sheet_is_offered_and_read_only_if_it_is_chosen():
    made = messy.book(("Ký hiệu", "Ngày", "Nơi ban hành", "Trích yếu"), ("29/KH-VP", "1/1/2020", "a", "b"))
    hidden = made.create_sheet("Kho")
    hidden.append(("Ký hiệu", "Ngày", "Nơi ban hành", "Trích yếu"))
    hidden.append(("999/QĐ-CU", "1/1/2020", "a", "b"))
    hidden.sheet_state = "veryHidden"
    data = sheets.saved(made)
    reading = taken(data, DOCUMENT)
    assert [(layout.table.sheet, layout.table.is_hidden) for layout in reading.layouts] == [
        ("Biểu", False),
        ("Kho", True),
    ]
    assert [row["Ký hiệu"] for row in rows_of(reading)] == ["29/KH-VP"]
    chosen = rows_of(taken(data, DOCUMENT, FileAnswers(sheets=("Kho",))))
    assert [row["Ký hiệu"] for row in chosen] == ["999/QĐ-CU"]


def test_a_total_above_its_rows_is_compared_with_those_below():
    table = (
        ("STT", "Đơn vị", "Năm", "Có mặt"),
        ("TỔNG SỐ", None, None, 9),
        (1, "A", 2021, 5),
        (2, "B", 2021, 4),
    )
    assert not any("rows give" in note for note in taken(sheets.workbook(*table), STAFF).notes)
    wrong = (*table[:1], ("TỔNG SỐ", None, None, 10), *table[2:])
    assert any("is 10, the rows give 9" in note for note in taken(sheets.workbook(*wrong), STAFF).notes)


def test_a_file_that_lost_its_letters_is_refused_and_questions_are_no_lost_letters():
    rows = (messy.DOCUMENT_TITLES, *messy.DOCUMENTS)
    lost = messy.csv_of(rows, ";").encode("cp1252", "replace")
    with pytest.raises(SheetRefused, match="Letters of this file are lost"):
        taken(lost, DOCUMENT, name="a.csv")
    asked = [*rows[:-1], (2, "30/KH-VP", "1/1/2020", "Ai? Ở đâu? Khi nào?", "Vì sao ? Thế nào ?")]
    assert taken(messy.csv_of(asked, ";").encode(), DOCUMENT, name="a.csv").dataset is not None


@pytest.mark.parametrize(("cell", "figure"), [("'4218", "4218"), ("'25", "25"), ("…", None), ("...", None)])
def test_an_apostrophe_before_a_figure_and_dots_for_none(cell, figure):
    assert read_figure(cell, ColumnKind.COUNT, {Form.DASHES: FigureReading.BLANK}) == figure
