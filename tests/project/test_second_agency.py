"""Another agency, with other names and with nothing in many places, gets its own correct report."""

import re

import pytest

from campaign.models import Report
from campaign.report.preflight.examination import examine
from office_culture.selectors.paper_checks.registry import paper_checks
from tests.project.reading import printed

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("second_agency")]


@pytest.fixture(scope="module")
def words(second_agency, django_db_blocker) -> str:
    with django_db_blocker.unblock():
        return printed(Report.objects.get())


def test_its_own_letterhead_symbol_and_place(words):
    assert "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG GIẢ ĐỊNH" in words
    assert "CỤC BẢO TỒN THIÊN NHIÊN VÀ ĐA DẠNG SINH HỌC" in words
    assert "CHI CỤC BẢO TỒN THIÊN NHIÊN" in words
    assert re.search(r"Số: */BC-CCBTTN", words)
    assert re.search(r"Hồng Lam, ngày +tháng +năm 2024", words)


def test_several_addressees_stand_below_each_other(words):
    assert re.search(
        r"Kính gửi: - Cục Bảo tồn Thiên nhiên và Đa dạng sinh học; - Trung tâm Dữ liệu Giả định\.", words
    )


def test_its_own_figures_and_people(words):
    assert "được giao 21 biên chế, hiện có 19 người" in words
    assert "năm 2023 xếp thứ 3/17 đơn vị thuộc Cục" in words
    assert "CHI CỤC TRƯỞNG Tôn Nữ Thử Nghiệm Hồng Đào" in words
    assert "- Lưu: VT, HCTH." in words


def test_what_does_not_exist_is_said_and_what_is_owed_is_shown(words):
    assert re.search(r"không (phát sinh|có) sáng kiến", words)
    assert "[Còn thiếu: III.2. Thực hiện cải cách hành chính] Chưa có số liệu hồ sơ" in words


def test_nothing_stands_against_its_words():
    report = Report.objects.get()
    codes = {check.code for check in paper_checks} | {"praise"}
    assert not [issue for issue in examine(report, report.as_of) if issue.check in codes]


@pytest.mark.parametrize("foreign", ["Sơn La", "VPUB", "TCHCQT", "UBND tỉnh", "Chánh Văn phòng"])
def test_nothing_of_the_sample_office_is_in_it(words, foreign):
    assert foreign not in words


def test_the_code_knows_no_office():
    """Outside the sample data no file names the office from which the project grew."""
    from office_culture.project.sample.loader import SAMPLE_OFFICE

    root = SAMPLE_OFFICE.parents[3]
    for package in ("office_culture", "campaign", "awards"):
        for path in (root / package).rglob("*.py"):
            assert "Sơn La" not in path.read_text("utf-8"), path
