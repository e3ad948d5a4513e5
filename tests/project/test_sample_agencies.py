"""Agencies of other kinds, from an empty database to a report: rows typed into the forms, steps by their buttons."""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.urls import reverse

from campaign.actions.outlines import load_outlines
from campaign.models import Report
from campaign.report.paper import report_paper
from campaign.report.preflight.examination import examine
from office_culture.models import IssuedPaper, Posting, Unit, User
from office_culture.project.sample import loader
from office_culture.project.sample.tables import TABLES as SAMPLE_TABLES
from tests import databases
from tests.browsers import browser_of
from tests.every_paper import every_paper
from tests.project.inspecting import hold_rounds
from tests.project.reading import printed

# The rules of official papers hold for every office; they ask the fixtures `all_papers` and `papers` of this module.
from tests.project.test_every_paper import (  # noqa: F401 - tests, collected here once more
    test_a_paper_names_a_body_in_one_form,
    test_cells_begin_with_capitals,
    test_columns_that_say_nothing_fall_out,
    test_lists_begin_with_capitals_and_are_closed_alike_on_any_paper,
    test_no_chart_and_no_heading_without_text_on_any_paper,
    test_no_sentence_stands_twice_on_a_paper,
    test_people_of_a_list_are_all_addressed_or_none,
    test_recipients_stand_once_and_as_above_only_below_addressees,
    test_running_text_gives_days_in_words_and_columns_of_days_in_figures,
    test_the_end_is_marked_once_where_nothing_is_missing,
    test_what_officials_do_not_write_on_any_paper,
    test_word_keeps_rows_whole_and_names_no_program,
    test_words_stand_once_and_quotes_are_closed,
)
from tests.project.test_report_style import (  # noqa: F401 - tests, collected here once more
    test_a_figure_stands_once_in_the_body,
    test_appendices_follow_the_order_in_which_the_body_leads_to_them,
    test_headings_stand_for_something,
    test_lists_begin_with_capitals_and_are_closed_alike,
    test_lists_of_the_body_are_short,
    test_no_column_is_of_dashes_throughout,
    test_no_column_of_figures_is_nought_throughout,
    test_the_body_has_no_chart_and_no_small_table,
    test_the_day_of_a_report_is_not_told_in_two_forms,
    test_what_officials_do_not_write,
)
from tests.project.typist import Typist, account_of, makes_account, names_awards

pytestmark = [pytest.mark.long, pytest.mark.django_db]

SAMPLES = loader.SAMPLE_OFFICE.parent
ALL_SAMPLES = sorted(path.name for path in SAMPLES.iterdir() if list(path.glob("*.toml")))
ISSUED_ON = datetime.date(2026, 3, 2)
# In this order; names, texts and states have hands of their own.
TYPED = (
    "people",
    "staffing",
    "documents",
    "unit_changes",
    "campaigns",
    "plans",
    "tasks",
    "movements",
    "channels",
    "activities",
    "late_causes",
    "case_files",
    "indicators",
    "digital_shares",
    "digital_systems",
    "innovations",
    "conferrals",
    "award_totals",
    "reports",
)
# What is done with every row of a table once all are there.
STEP_OF = {"unit_changes": "carry_out", "case_files": "confirm", "digital_shares": "confirm"}
EXPECTED: dict[str, tuple[str, ...]] = {
    "department": (
        "ỦY BAN NHÂN DÂN TỈNH GIẢ ĐỊNH SỞ MẪU",
        "12 lượt tập thể (trong đó 10 lượt theo số liệu tổng hợp, không có danh sách)",
        "Tập thể lao động tiên tiến: 11 lượt tập thể;",
        "Giấy khen của Giám đốc Sở: 12 lượt cá nhân.",
        "202 lượt cá nhân (trong đó 199 lượt theo số liệu tổng hợp, không có danh sách)",
        "Trong kỳ, Sở Mẫu không có sáng kiến, giải pháp được công nhận.",
        "Dương Văn Mẫu Bính Chánh Văn phòng Sở Chiến sĩ thi đua cơ sở",
        "GIÁM ĐỐC Nguyễn Văn Mẫu Giáp",
    ),
    "commune": (
        "Từ ngày 01 tháng 7 năm 2025, UBND xã Mẫu tiếp tục thực hiện nhiệm vụ của UBND xã Mẫu Thượng và UBND xã Mẫu Hạ "
        "theo Nghị quyết số 9999/NQ-UBTVQH15 ngày 16 tháng 6 năm 2025 của Ủy ban Thường vụ Quốc hội",
        "Lãnh đạo UBND xã Mẫu gồm: 01 Chủ tịch; 01 Phó Chủ tịch.",
        "Các phòng, ban, đơn vị trực thuộc: 04 đơn vị",
        "đã triển khai 03 nhiệm vụ, giao 03 đơn vị chủ trì: 01 nhiệm vụ đã hoàn thành đúng hạn",
        "tiếp nhận 3.280 hồ sơ thủ tục hành chính",
        "Tỷ lệ hồ sơ được tiếp nhận trực tuyến đạt 66,7%.",
        "Lao động tiên tiến: 31 lượt cá nhân (trong đó 30 lượt",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Hoàng Văn Mẫu Tý",
    ),
    "hospital": (
        "SỞ Y TẾ TỈNH VÍ DỤ BỆNH VIỆN ĐA KHOA MẪU",
        "Phong trào thi đua “Thầy thuốc ứng xử văn hóa, người bệnh hài lòng” năm 2025 do Bệnh viện phát động",
        "Lao động hợp đồng: 18 người.",
        "ban hành Quy tắc ứng xử của viên chức, người lao động",
        "Tỷ lệ hồ sơ bệnh án được lập trên môi trường điện tử đạt 92,5%.",
        "giảm 36,84% thời gian chờ khám trung bình (từ 95 phút xuống 60 phút)",
        "năm 2025 kiểm tra 02/02 đơn vị theo Kế hoạch số 57/KH-BVM",
        "đã khắc phục xong và được xác nhận 01 tồn tại, đúng hạn.",
        "Nội dung còn lượt kiểm tra chưa đạt yêu cầu: bài trí phòng làm việc, vệ sinh, cảnh quan (1/2 lượt, 50%).",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Tạ Văn Mẫu Hạ",
    ),
}


@dataclass(frozen=True)
class Agency:
    """An agency that was typed in, and what its report says where `load_sample` loads it instead."""

    name: str
    loaded: str


def type_in(tables: Mapping[str, Any]) -> None:
    """The agency and its accounts by the administrator, all else by the officer who keeps the records."""
    administrator = Typist(browser_of(User.objects.create_superuser("root", password=tables["password"])))
    agency, *units = tables["units"]
    administrator.types_rows("units", [agency])
    officer = _at_work(administrator, tables, "records_officer")
    officer.types_rows("units", units)
    names_awards(officer, tables.get("award_names", ()))
    for name in TYPED:
        officer.types_rows(name, tables.get(name, ()))
        for record in SAMPLE_TABLES[name].model._default_manager.order_by("pk") if name in STEP_OF else ():
            officer.takes(record, STEP_OF[name])
    hold_rounds(officer, lambda: _at_work(administrator, tables, "unit_contact"), tables)
    (row,) = tables["reports"]
    report = Report.objects.get()
    officer.writes(report, row["narratives"])
    leader = _at_work(administrator, tables, "leader")
    officer.takes(report, "submit")
    leader.takes(report, "approve")


def _at_work(administrator: Typist, tables: Mapping[str, Any], role: str) -> Typist:
    row = account_of(tables, role)
    return Typist(browser_of(makes_account(administrator, row)))


def words_as_loaded(name: str) -> str:
    """The report as `load_sample` gives it; nothing stays."""
    with transaction.atomic(), mock.patch.object(loader, "load_catalogue"):
        loader.load(SAMPLES / name)
        words = printed(Report.objects.get())
        transaction.set_rollback(True)
    return words


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def agency(request, django_db_setup, django_db_blocker) -> Iterator[Agency]:
    """Typed in where the program was only installed; afterwards the database is as it was."""
    with django_db_blocker.unblock(), databases.office("catalogue"), transaction.atomic():
        load_outlines()
        loaded = words_as_loaded(request.param)
        type_in(loader.read(SAMPLES / request.param))
        yield Agency(request.param, loaded)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def words(agency, django_db_blocker) -> str:
    with django_db_blocker.unblock():
        return printed(Report.objects.get())


@pytest.fixture(scope="module")
def papers(agency, django_db_blocker) -> list:
    with django_db_blocker.unblock():
        return [report_paper(Report.objects.get())]


@pytest.fixture(scope="module")
def all_papers(agency, django_db_blocker) -> list:
    with django_db_blocker.unblock():
        return list(every_paper())


def test_nothing_stands_against_its_issue(agency):
    assert [issue.sentence for issue in examine(Report.objects.get(), ISSUED_ON)] == []


def test_it_says_what_was_typed(agency, words):
    for sentence in EXPECTED[agency.name]:
        assert sentence in words


def test_what_does_not_apply_is_no_gap(words):
    assert "[Còn thiếu" not in words


def test_what_is_typed_is_what_the_command_loads(agency, words):
    assert words == agency.loaded


def names_in(tables: Mapping[str, Any]) -> set[str]:
    """Names of units, people and places of an office."""
    units = {
        str(row[key]) for row in tables["units"] for key in ("name", "printed_name", "place") if key in row
    }
    return units | {row["full_name"] for row in tables["people"]}


def test_it_speaks_of_itself_alone(agency, words):
    own = " ".join(names_in(loader.read(SAMPLES / agency.name)))
    for other in ALL_SAMPLES:
        foreign = {name for name in names_in(loader.read(SAMPLES / other)) if name not in own}
        assert [name for name in foreign if re.search(rf"\b{re.escape(name)}\b", words)] == [], other


@pytest.mark.parametrize("agency", ["commune"], indirect=True)
def test_after_a_merger_the_history_goes_on(agency):
    """Awards stay with the commune of their day; the history of the new one leads to them, and staff went along."""
    commune, before = Unit.objects.get(code="UBND"), Unit.objects.get(name="UBND xã Mẫu Thượng")
    assert before.valid_to == datetime.date(2025, 6, 30)
    awards = before.conferrals.values_list("award__name", flat=True)
    assert set(awards) == {"Tập thể lao động xuất sắc", "Lao động tiên tiến"}
    officer = User.objects.get(username="canbo")
    page = browser_of(officer).get(reverse("admin:awards_conferral_unit", args=[commune.pk]))
    assert "Tập thể lao động xuất sắc" in page.content.decode()
    moved = Posting.objects.filter(person__full_name="Lục Thị Mẫu Mão").order_by("valid_from")
    assert [(post.unit, post.valid_to) for post in moved] == [(before, before.valid_to), (commune, None)]


def test_it_is_issued_by_the_button(agency):
    report = Report.objects.get()
    officer = User.objects.get(
        username=account_of(loader.read(SAMPLES / agency.name), "records_officer")["username"]
    )
    Typist(browser_of(officer)).takes(report, "issue")
    paper = IssuedPaper.objects.get()
    assert (paper.number, paper.symbol) == (1, f"01/BC-{report.unit.code}")
