"""Files as offices send them: damaged, locked, in old encodings, or made to harm."""

import datetime
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
from office_culture.resources.formats import CsvFormat, WorkbookFormat
from office_culture.resources.widgets import Number
from office_culture.sheets.answers import FileAnswers
from office_culture.sheets.book import Book
from office_culture.sheets.columns import ColumnKind, Columns, OfficialColumn
from office_culture.sheets.reading import read, read_book
from office_culture.sheets.unpacking import repacked, unpack
from office_culture.text.normal import nfc
from tests import messy, sheets

TODAY = datetime.date(2026, 1, 1)
NAMES = "Tên,Ghi chú\nNguyễn Thị Hoà,“văn hóa”\n"


def rows_of(book: Book) -> list[list]:
    return [list(row) for row in book.sheets[0].rows]


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
    assert rows_of(read_book("a.csv", data)) == [["Tên", "Ghi chú"], ["Nguyễn Thị Hoà", "“văn hóa”"]]


def test_reads_windows_1258():
    # This code page keeps the tone as a sign of its own: "ễ" is "ê" and a tilde.
    data = "Tên,Năm\nNguyê\u0303n,1\n".encode("cp1258")
    assert rows_of(read_book("a.csv", data))[1] == ["Nguyễn", "1"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03 junk", b"a,b\n\x8d\x9d\xff", b"T\x81n,b\n1,2"])
def test_says_kindly_what_to_do_about_other_characters(data):
    with pytest.raises(SheetRefused, match="Save as"):
        read_book("a.csv", data)


def test_csv_with_a_missing_quotation_mark_is_refused():
    with pytest.raises(SheetRefused, match="quotation mark"):
        read_book("a.csv", 'Tên,b\n"x,1\n'.encode())


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
        read_book(name, data)


def zipped(**parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in {"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>", **parts}.items():
            book.writestr(name, content)
    return target.getvalue()


def unopened(monkeypatch):
    def opened(*args, **kwargs):
        raise AssertionError("opened a file that had to be refused before")

    monkeypatch.setattr("office_culture.sheets.workbook.CalamineWorkbook", opened)


def test_refuses_a_zip_bomb_before_opening_it(monkeypatch):
    unopened(monkeypatch)
    bomb = zipped(**{"xl/worksheets/sheet1.xml": b"0" * (61 * 1024 * 1024)})
    assert len(bomb) < 200_000
    with pytest.raises(SheetRefused, match="unpacks to too much"):
        read_book("a.xlsx", bomb)


WORKBOOK = (
    '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "no Excel workbook"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "no Excel workbook"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16-le"), "no Excel workbook"),
        ('<?xml version="1.0" encoding="utf-7"?><a/>', "no Excel workbook"),
        ('<s><row><c r="A1048576"><v>1</v></c></row></s>', "too many rows or columns"),
        ('<s><row r="1048576"><c><v>1</v></c></row></s>', "too many rows or columns"),
        ('<s><row><c r="XFD1"><v>1</v></c></row></s>', "too many rows or columns"),
        (
            '<x:s xmlns:x="y"><x:row><x:c r="XFD1"><x:v>1</x:v></x:c></x:row></x:s>',
            "too many rows or columns",
        ),
        ("<s><row><c>", "damaged"),
    ],
)
def test_refuses_hostile_parts_before_opening_them(monkeypatch, part, words):
    unopened(monkeypatch)
    parts = {
        "xl/workbook.xml": WORKBOOK[0],
        "xl/_rels/workbook.xml.rels": WORKBOOK[1],
        "xl/worksheets/sheet1.xml": part,
    }
    with pytest.raises(SheetRefused, match=words):
        read_book("a.xlsx", zipped(**parts))


def test_a_zip_that_lies_about_its_sizes_is_unpacked_no_further():
    """The reader gets the parts that were checked, and no other zip."""
    book = sheets.workbook(["Tên"], ["x"])
    seen = []
    parts = unpack(book)
    with zipfile.ZipFile(repacked(parts)) as archive:
        seen = [(entry.filename, entry.file_size) for entry in archive.infolist()]
    assert dict(seen) == {name: len(content) for name, content in parts.items()}
    assert all(name.endswith((".xml", ".rels")) for name, _size in seen)


def test_formatted_but_empty_cells_far_away_do_no_harm():
    book = Workbook()
    book.active.append(["Tên"])
    book.active.append(["x"])
    book.active["XFD30000"].number_format = "@"
    far = '</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    data = messy.changed(sheets.saved(book), lambda _name, text: text.replace("</sheetData>", far))
    assert rows_of(read_book("a.xlsx", data)) == [["Tên"], ["x"]]


def test_merged_cells_beyond_measure_are_refused():
    one = '<mergeCell ref="A1:A9"/>'
    many = f"</sheetData><mergeCells>{one * 10_001}</mergeCells>"
    data = messy.changed(sheets.workbook(["Tên"], ["x"]), lambda _n, text: text.replace("</sheetData>", many))
    with pytest.raises(SheetRefused, match="too many rows or columns"):
        read_book("a.xlsx", data)


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).filter(str.strip).map(nfc)


@settings(max_examples=30, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_text_survives_both_kinds_of_file(texts):
    for kind in (WorkbookFormat(), CsvFormat()):
        titles = [f"c{n}" for n in range(len(texts))]
        dataset = tablib.Dataset(texts, headers=titles)
        book = read_book(f"a.{kind.get_extension()}", kind.export_data(dataset))
        columns = Columns([OfficialColumn(title, title, (title,)) for title in titles])
        reading = read(book, columns, FileAnswers(), today=TODAY)
        # By chance a text may look like one of an old font; then a person is asked.
        assert reading.fonts or list(reading.dataset[0]) == texts


@pytest.mark.parametrize("value", ["12.345", "0.125", "-1.234", "95.5", "1234.5", "-30", "2022"])
def test_a_number_in_csv_is_read_as_the_same_number(value):
    dataset = tablib.Dataset([Decimal(value)], headers=["n"])
    book = read_book("a.csv", CsvFormat().export_data(dataset))
    reading = read(
        book, Columns([OfficialColumn("n", "n", ("n",), kind=ColumnKind.NUMBER)]), FileAnswers(), today=TODAY
    )
    assert not reading.forms, "what we write ourselves needs no question"
    assert Number().clean(reading.dataset[0][0]) == Decimal(value)
