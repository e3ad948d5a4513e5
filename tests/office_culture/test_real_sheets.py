"""Six messy files of offices through upload, questions and preview.

`data/sheets/expectations.tsv` says for each row what is right.
"""

import csv
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from campaign.models import CaseFileReturn, Innovation
from office_culture.models import Document, Person
from tests import sheets
from tests.factories.office import UnitFactory
from tests.office_culture.test_sheet_questions import answer

pytestmark = pytest.mark.django_db

FILES = Path(__file__).parents[1] / "data" / "sheets"
with (FILES / "expectations.tsv").open(encoding="utf-8") as expectations:
    EXPECTED = list(csv.DictReader(expectations, delimiter="\t"))

REGISTER = {"given-origin": "above", "given-use": "own_plan"}
UNITS_OF_03 = (
    "Văn phòng A", "Huyện B", "Trung tâm C", "Trung tâm D", *(f"Đơn vị {letter}" for letter in "EFGHIKL"),
)  # fmt: skip
# By file: what its rows are, the units that the office has, and what a person answers on the page of questions.
DOORS = {
    "01-danh-muc-van-ban.xlsx": (Document, (), [REGISTER]),
    "03-mot-cua.xlsx": (
        CaseFileReturn,
        UNITS_OF_03,
        [
            {
                "form-commas": "thousands",
                "form-spaces": "thousands",
                "form-words": "number",
                "form-dashes": "zero",
                "form-magnitudes": "multiply",
                "form-points": "decimals",
                "given-period_start": "1/1/2021",
                "given-period_end": "31/12/2021",
                "given-published_of": "số hồ sơ đã trả kết quả",
            }
        ],
    ),
    "05-sang-kien-utf8-phay.csv": (Innovation, (), [{"given-unit": "Phòng A"}]),
    "07-van-ban-tcvn3-abc.csv": (Document, (), [{"fonts": "TCVN3 (ABC)"}, REGISTER]),
    "11-nhieu-sheet.xlsx": (Document, (), [REGISTER]),
    "18-ho-ten-tach-cot.xlsx": (Person, ("Phòng Tổng hợp", "Phòng Nội chính", "Ban Tiếp công dân tỉnh"), []),
}
# What the page of questions asks of the whole file, so that its rows come in: those rows count as asked.
ASKED_ONCE = {("03-mot-cua.xlsx", row) for row in (6, 8, 9, 14)}
STORED = {
    ("01-danh-muc-van-ban.xlsx", 11): {"date": "02/08/2007"},
    ("01-danh-muc-van-ban.xlsx", 12): {"date": "05/09/2016"},
    ("01-danh-muc-van-ban.xlsx", 15): {"symbol": "11/2019/QĐ-UBND", "issuer": "UBND tỉnh Trà Vinh"},
    ("01-danh-muc-van-ban.xlsx", 16): {"date": "01/04/2020"},
    ("01-danh-muc-van-ban.xlsx", 18): {"date": "13/04/2022"},
    ("01-danh-muc-van-ban.xlsx", 19): {"symbol": "2284/KH-SLĐTBXH"},
    ("01-danh-muc-van-ban.xlsx", 26): {"subject": "=cmd|' /C calc'!A0"},
    ("03-mot-cua.xlsx", 4): {"received_in_all": "4218", "published_rate": "95,5", "in_progress": "6"},
    ("03-mot-cua.xlsx", 5): {"early": "", "returned": "", "published_rate": "99,68"},
    ("03-mot-cua.xlsx", 6): {"received_in_all": "5650"},
    ("03-mot-cua.xlsx", 7): {"resolved_in_all": "19944", "published_rate": "96,55"},
    ("03-mot-cua.xlsx", 8): {"received_in_all": "4218", "overdue": "0"},
    ("03-mot-cua.xlsx", 9): {"received_in_all": "4218", "overdue": "0"},
    ("03-mot-cua.xlsx", 11): {"resolved_in_all": "950"},
    ("05-sang-kien-utf8-phay.csv", 3): {"title": 'Phần mềm "Giao việc tức thời - nhắc việc thông minh"'},
    ("05-sang-kien-utf8-phay.csv", 4): {"title": "Họp trực tuyến, kết nối 3 cấp"},
    ("05-sang-kien-utf8-phay.csv", 5): {"title": "Số hoá hồ sơ"},
    ("07-van-ban-tcvn3-abc.csv", 2): {"issuer": "Chủ tịch Hội đồng Bộ trưởng", "type_name": ""},
    ("07-van-ban-tcvn3-abc.csv", 3): {"symbol": "28/HD-TĐKT"},
    ("07-van-ban-tcvn3-abc.csv", 5): {"issuer": "UBND TỈNH LÂM ĐỒNG"},
    ("11-nhieu-sheet.xlsx", 6): {"symbol": "179/KH-UBND", "date": "02/08/2019"},
    ("18-ho-ten-tach-cot.xlsx", 5): {"full_name": "Lường Văn Mẫu", "gender": "male"},
    ("18-ho-ten-tach-cot.xlsx", 64): {"full_name": "Giàng A Mẫu Mười"},
}
OUTCOMES = {
    "import": {"new"},
    "import+warn": {"new"},
    "duplicate": {"duplicate", "asked"},
    "ask": {"asked", "refused"},
    "reject": {"refused"},
}


def rows_named(words: str) -> set[int]:
    """ "9, 14" and "29-31" as numbers; nothing for a row that is no number."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?", words):
        found.update(range(int(first), int(last or first) + 1))
    return found


@pytest.fixture
def desk(officer, signed_in, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    with override("en"):
        yield made


@pytest.mark.parametrize("name", DOORS)
def test_each_row_of_a_real_file_has_the_outcome_that_is_right(desk, office, unit_a, name):
    model, units, answers = DOORS[name]
    for unit in units:
        UnitFactory(name=unit, parent=office)
    page = sheets.preview(desk, model, (FILES / name).read_bytes(), name=name)
    for given in answers:
        page = answer(desk, model, page, **given)
    report, said = page.context["report"], " ".join(page.context["notes"])
    read = {row.origin.row: row for row in report.rows}
    wrong = []
    for case in EXPECTED:
        if case["file"] != name or case["action"] not in {*OUTCOMES, "skip"}:
            continue
        if case["sheet"] in {"Biểu 02", "_dm", "Bìa", "Sheet2", "Sheet3", "Data, vh"}:
            continue
        for number in rows_named(case["row"]):
            row = read.get(number)
            outcome = "skip" if row is None else str(row.outcome)
            if case["action"] == "ask" and (name, number) in ASKED_ONCE:
                right = outcome == "new"
            else:
                right = outcome in OUTCOMES.get(case["action"], {"skip"})
            if case["action"] == "import+warn" and row is not None:
                right = right and bool(
                    row.warnings or re.search(rf"\b{number}\b", said) or "LÂM" in str(row.typed)
                )
            if not right:
                wrong.append((number, case["what"], outcome, row and row.errors))
    for (file, number), values in STORED.items():
        if file == name:
            columns = read[number].record
            shown = {key: report._resource.columns[key].export(columns) for key in values}
            kept = {key: "" if value is None else str(value) for key, value in shown.items()}
            wrong += [(number, kept, values)] if kept != values else []
    assert not wrong
