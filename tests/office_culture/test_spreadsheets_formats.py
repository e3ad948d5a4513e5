"""Files as offices send them: damaged, locked, in old encodings, or made to harm."""

import io
import zipfile
from decimal import Decimal

import pytest
import tablib
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from office_culture.resources.errors import SheetRefused
from office_culture.resources.formats import CsvFormat, WorkbookFormat, read_sheet
from office_culture.resources.widgets import Number
from office_culture.text.normal import nfc
from tests import sheets

NAMES = "Tên,Ghi chú\nNguyễn Thị Hoà,“văn hóa”\n"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    "data",
    [
        NAMES.encode("utf-8"),
        NAMES.encode("utf-8-sig"),
        NAMES.encode("utf-16"),
        NAMES.encode("utf-16-le"),
        NAMES.encode("utf-16-be"),
        NAMES.replace(",", ";").encode("utf-8"),
        NAMES.replace(",", "\t").encode("utf-16"),
    ],
)
def test_reads_csv_in_the_encodings_and_delimiters_of_offices(data):
    dataset = read_sheet("a.csv", data)
    assert dataset.headers == ["Tên", "Ghi chú"]
    assert list(dataset[0]) == ["Nguyễn Thị Hoà", "“văn hóa”"]


def test_reads_windows_1258():
    # This code page keeps the tone as a sign of its own: "ễ" is "ê" and a tilde.
    data = "Tên,Năm\nNguyê\u0303n,1\n".encode("cp1258")
    assert list(read_sheet("a.csv", data)[0]) == ["Nguyễn", "1"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03 junk", b"a,b\n\x8d\x9d\xff", b"T\x81n,b\n1,2"])
def test_says_kindly_what_to_do_about_other_characters(data):
    with pytest.raises(SheetRefused, match="Save as"):
        read_sheet("a.csv", data)


def test_csv_with_a_missing_quotation_mark_is_refused():
    with pytest.raises(SheetRefused, match="quotation mark"):
        read_sheet("a.csv", 'Tên,b\n"x,1\n'.encode())


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.ods", b"PK", "Only Excel workbooks"),
        ("a", b"", "Only Excel workbooks"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0 old", "old .xls file or a workbook with a password"),
        ("a.xlsx", b"<html>", "no Excel workbook"),
        ("a.xlsx", b"PK\x03\x04 cut", "no Excel workbook"),
        ("a.xlsx", b"", "no Excel workbook"),
        ("a.csv", b"", "The file is empty"),
        ("a.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_refuses_what_is_no_sheet(name, data, words):
    with pytest.raises(SheetRefused, match=words):
        read_sheet(name, data)


def zipped(**parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>", **parts}.items():
            book.writestr(name, content)
    return target.getvalue()


def unopened(monkeypatch):
    def opened(*args, **kwargs):
        raise AssertionError("opened a file that had to be refused before")

    monkeypatch.setattr("office_culture.resources.formats.load_workbook", opened)


def test_refuses_a_zip_bomb_before_opening_it(monkeypatch):
    unopened(monkeypatch)
    bomb = zipped(**{"xl/worksheets/sheet1.xml": b"0" * (61 * 1024 * 1024)})
    assert len(bomb) < 200_000
    with pytest.raises(SheetRefused, match="unpacks to too much"):
        read_sheet("a.xlsx", bomb)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "no Excel workbook"),
        ('<row><c r="A1048576"><v>1</v></c></row>', "too many rows or columns"),
        ('<row><c r="XFD1"><v>1</v></c></row>', "too many rows or columns"),
    ],
)
def test_refuses_hostile_parts_before_opening_them(monkeypatch, part, words):
    unopened(monkeypatch)
    with pytest.raises(SheetRefused, match=words):
        read_sheet("a.xlsx", zipped(**{"xl/worksheets/sheet1.xml": part}))


def test_formatted_but_empty_cells_far_away_do_no_harm():
    book = Workbook()
    book.active.append(["Tên"])
    book.active.append(["x"])
    book.active["XFD30000"].number_format = "@"
    assert read_sheet("a.xlsx", sheets.saved(book)).dict == [{"Tên": "x"}]


def test_a_formula_counts_by_its_result_and_is_refused_without_one():
    book = Workbook()
    book.active.append(["Tên"])
    book.active.append(["=1+1"])
    with pytest.raises(SheetRefused, match="Cell A2 holds a formula without a result"):
        read_sheet("a.xlsx", sheets.saved(book))


def test_an_error_value_is_named():
    with pytest.raises(SheetRefused, match="Cell A2 holds the error #N/A"):
        read_sheet("a.xlsx", sheets.workbook(["Tên"], ["#N/A"]))


def test_a_percent_cell_counts_as_it_is_shown():
    book = Workbook()
    book.active.append(["Tên"])
    book.active.append([0.955])
    book.active["A2"].number_format = "0.0%"
    assert read_sheet("a.xlsx", sheets.saved(book))[0] == ("95,5%",)


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip).map(nfc)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_survives_both_kinds_of_file(texts):
    for kind in (WorkbookFormat(), CsvFormat()):
        dataset = tablib.Dataset(texts, headers=[f"c{n}" for n in range(len(texts))])
        assert list(kind.create_dataset(kind.export_data(dataset))[0]) == texts


@pytest.mark.parametrize("value", ["12.345", "0.125", "-1.234", "95.5", "1234.5", "-30", "2022"])
def test_a_number_in_csv_is_read_as_the_same_number(value):
    dataset = tablib.Dataset([Decimal(value)], headers=["n"])
    (cell,) = CsvFormat().create_dataset(CsvFormat().export_data(dataset))[0]
    assert Number().clean(cell) == Decimal(value)
