from datetime import date

import pytest

from office_culture.text.citations import Citation, Citations, about, full, short

PLAN = Citation(
    key="plan-2019",
    type_name="Kế hoạch",
    symbol="29/KH-VPUB",
    day=date(2019, 8, 14),
    issuer="Văn phòng UBND tỉnh",
    subject="tổ chức thực hiện phong trào thi đua",
)
LAW = Citation(
    key="law",
    type_name="Luật",
    symbol="06/2022/QH15",
    day=date(2022, 6, 15),
    issuer="Quốc hội",
    subject="Thi đua, khen thưởng",
)


def test_a_document_is_named_in_full_and_then_in_short():
    citations = Citations()
    assert citations.cite(PLAN) == (
        "Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019 của Văn phòng UBND tỉnh "
        "về tổ chức thực hiện phong trào thi đua"
    )
    assert citations.cite(PLAN) == citations.cite(PLAN) == "Kế hoạch số 29/KH-VPUB"


def test_every_paper_begins_anew():
    assert Citations().cite(PLAN) == Citations().cite(PLAN) == full(PLAN)


def test_a_law_is_named_by_type_and_name_every_time():
    citations = Citations()
    assert [citations.cite(LAW), citations.cite(LAW)] == ["Luật Thi đua, khen thưởng"] * 2
    named = Citation("code", "Bộ luật", subject="Bộ luật Lao động")
    assert full(named) == short(named) == "Bộ luật Lao động"


def test_the_same_number_of_another_year_is_told_apart_by_date():
    later = Citation("plan-2022", "Kế hoạch", "29/KH-VPUB", date(2022, 2, 5), "Văn phòng UBND tỉnh", "sơ kết")
    citations = Citations()
    citations.cite(PLAN)
    assert citations.cite(later) == full(later)
    assert citations.cite(PLAN) == "Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019"
    assert citations.cite(later) == "Kế hoạch số 29/KH-VPUB ngày 05 tháng 02 năm 2022"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("tổ chức thực hiện phong trào", "về tổ chức thực hiện phong trào"),
        ("về tổ chức phong trào.", "về tổ chức phong trào"),
        ("Về việc ban hành Quy chế;", "về việc ban hành Quy chế"),
        ("V/v sơ kết 03 năm", "về việc sơ kết 03 năm"),
        ("ban hành Kế hoạch", "về việc ban hành Kế hoạch"),
        ("Ban hành Kế hoạch", "về việc ban hành Kế hoạch"),
        ("Quy chế làm việc của Văn phòng", "về Quy chế làm việc của Văn phòng"),
        ("vệ sinh nơi làm việc", "về vệ sinh nơi làm việc"),
        (" . ", ""),
        ("", ""),
    ],
)
def test_the_subject_follows_as_a_phrase(subject, text):
    assert about(subject) == text


def test_what_is_not_known_is_left_out():
    assert full(Citation("a", "Thông báo")) == "Thông báo"
    assert full(Citation("a", "Công văn", "05/BNV-VP")) == "Công văn số 05/BNV-VP"
    nameless = Citation("a", "Thông báo", day=date(2022, 1, 5), subject="lịch trực")
    assert short(nameless) == "Thông báo ngày 05 tháng 01 năm 2022 về lịch trực"
    assert full(Citation("a", "Luật", "06/2022/QH15")) == "Luật số 06/2022/QH15"
