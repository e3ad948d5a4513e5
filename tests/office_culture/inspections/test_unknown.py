"""What is not known is no nought and no hundred: from the form of an inspection to its papers and the report."""

import pytest

from office_culture.actions import inspections
from office_culture.actions.counters import check_counters
from office_culture.actions.results import save_results
from office_culture.models import BreachCount, Inspection, InspectionResult, Result
from office_culture.papers.blocks import Table
from office_culture.papers.render import render
from office_culture.rules.parts import At
from office_culture.sections.inspection_table import inspection_table_blocks
from office_culture.sections.inspections import conduct_blocks, inspections_blocks
from office_culture.sections.papers_of_inspections import minutes, result_table
from office_culture.selectors.inspection_facts import MOST_BREACHES, inspection_facts
from office_culture.selectors.inspection_table import inspection_table
from office_culture.selectors.minutes import FOR_PAPERS, minutes_facts, round_facts
from office_culture.text.citations import Citations
from tests.campaign.reading import scope_of, tables, words
from tests.forms import every_form
from tests.office_culture.inspections.making import a_version, answers, at_work, every, keys
from tests.office_culture.inspections.test_form import address, typed, with_role
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db

CLOSED_ARCHIVE = "Kho lưu trữ đóng cửa, không có người giữ chìa khóa"


@pytest.fixture
def inspector(office):
    return with_role("inspector", office, "Ân Thị Kiểm")


@pytest.fixture
def english(signed_in):
    def browser(user):
        user.language = "en"
        user.save()
        return signed_in(user)

    return browser


def closed(inspection, by, rows):
    saved = save_results(inspection=inspection, rows=rows, by=by, opened_version=inspection.version)
    return inspections.workflow.perform("close", obj=saved, by=by)


def report_of(office):
    facts = inspection_facts(scope_of(office))
    return [*inspections_blocks(facts, At("III.4", Citations())), *conduct_blocks(facts)]


def said_by(inspection) -> str:
    row = Inspection.objects.select_related(*FOR_PAPERS).get(pk=inspection.pk)
    return words_of(render(minutes(minutes_facts(row))))


def test_an_item_that_could_not_be_assessed_is_named_and_closes(
    office, unit_a, superuser, inspector, english
):
    inspection = at_work(unit_a, by=superuser, unit=office)
    first, second, third = keys(inspection)
    rows = {
        first: {"result": "met"},
        second: {"result": "met"},
        third: {"result": "not_assessed", "reason": CLOSED_ARCHIVE},
    }
    browser = english(inspector)
    assert browser.post(address(inspection), typed(inspection, rows)).status_code == 302
    page = browser.get(address(inspection, "step", "close")).content.decode()
    assert "Could not be assessed; the minutes name them" in page
    inspection.refresh_from_db()
    assert browser.post(address(inspection, "step", "close"), answers(inspection)).status_code == 302
    kept = Inspection.objects.get(pk=inspection.pk)
    assert (kept.state, kept.met, kept.not_assessed, kept.not_applicable) == ("closed", 2, 1, 0)
    # 6 of 6 points so far; 6 of 9 if the last item is not met: the outcome is not certain.
    assert (kept.score, kept.band) == (100, "")
    assert "1 item could not be assessed" in browser.get(address(inspection, "result")).content.decode()
    said = said_by(kept)
    assert "tính trên 02/03 nội dung áp dụng đã đánh giá); chưa xếp loại" in said
    assert CLOSED_ARCHIVE in said
    assert "Tất cả nội dung đã đánh giá đều đạt." in said
    held = words_of(render(result_table(round_facts(kept.inspection_round))))
    assert "Nội dung không đánh giá được, không tính trong số liệu trên: Phòng A: A3." in held
    assert check_counters() == []


def test_it_says_why(unit_a, superuser, inspector, english):
    inspection = at_work(unit_a, by=superuser)
    rows = {keys(inspection)[0]: {"result": "not_assessed", "reason": " "}}
    page = english(inspector).post(address(inspection), typed(inspection, rows)).content.decode()
    assert "Say why the item does not apply or could not be assessed." in page
    assert not InspectionResult.objects.exclude(result=Result.UNCHECKED).exists()


def test_an_outcome_is_given_where_what_is_unknown_cannot_change_it(office, unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, version=a_version(20, by=superuser), unit=office)
    rows = every(inspection) | {keys(inspection)[0]: {"result": "not_assessed", "reason": CLOSED_ARCHIVE}}
    assert closed(inspection, superuser, rows).band == "Xuất sắc"


def test_a_sample_tells_of_its_cases(office, unit_a, superuser, inspector, signed_in):
    version = a_version(2, by=superuser, sampling=True, wording="Hồ sơ được lập đúng quy định")
    inspection = at_work(unit_a, by=superuser, version=version, unit=office)
    first, second = keys(inspection)
    rows = {first: {"result": "unchecked", "counted": "424", "compliant": "333"}, second: {"result": "met"}}
    assert signed_in(inspector).post(address(inspection), typed(inspection, rows)).status_code == 302
    inspection.refresh_from_db()
    done = inspections.workflow.perform("close", obj=inspection, by=superuser)
    (table,) = tables(conduct_blocks(inspection_facts(scope_of(office))))
    assert table[0] == ["Hồ sơ được lập đúng quy định", "1", "1", "0", "21,5% (91/424 trường hợp)"]
    assert check_counters() == []
    inspections.workflow.perform("reopen", obj=done, by=superuser, reason="Kiểm tra lại.")
    assert set(BreachCount.objects.values_list("cases", "compliant")) == {(0, 0)}


def test_a_table_of_breaches_says_how_many_it_leaves_out(office, unit_a, superuser):
    many = MOST_BREACHES + 2
    inspection = at_work(unit_a, by=superuser, version=a_version(many, by=superuser), unit=office)
    closed(inspection, superuser, every(inspection, Result.FAILED))
    blocks = every_form(report_of(office))
    (table,) = [one for one in blocks if isinstance(one, Table) and one.caption.startswith("Những nội dung")]
    assert len(table.rows) == MOST_BREACHES
    assert table.notes == ("Ngoài các nội dung trong bảng, còn 02 nội dung khác chưa đạt yêu cầu.",)


def test_what_failed_without_a_finding_is_said(office, unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, unit=office)
    done = closed(inspection, superuser, every(inspection) | {keys(inspection)[0]: {"result": "failed"}})
    assert (
        "có 01 lượt nội dung chưa đạt hoặc chỉ đạt một phần mà Tổ kiểm tra không ấn định thời hạn"
        in words(report_of(office))
    )
    said = said_by(done)
    assert "Tổ kiểm tra không ấn định thời hạn khắc phục đối với 01 nội dung" in said
    assert "Không phát sinh tồn tại" not in said


def test_an_inspection_that_found_all_in_order_says_so(office, unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, version=a_version(2, by=superuser, scored=False), unit=office)
    assert "Qua kiểm tra" not in words(report_of(office))
    closed(inspection, superuser, every(inspection))
    said = words(report_of(office))
    assert "Qua kiểm tra, không có tồn tại phải khắc phục." in said
    assert "đơn vị được kiểm tra." not in said


def test_a_checklist_without_points_prints_no_column_of_points(office, unit_a, superuser):
    version = a_version(2, by=superuser, scored=False)
    inspection = at_work(unit_a, by=superuser, version=version, unit=office)
    closed(inspection, superuser, every(inspection))
    (table,) = [block for block in every_form(report_of(office)) if isinstance(block, Table)]
    assert [column.head for column in table.columns] == ["Năm", "Số đơn vị được kiểm tra"]
    blocks = inspection_table_blocks(inspection_table(scope_of(office)), At("PL", Citations()))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [column.head for column in table.columns][2:] == ["Tồn tại"]
