"""Minutes and result tables, read back from the PDF."""

import datetime

import pytest
from django.urls import reverse

from office_culture.actions import inspections
from office_culture.actions.findings import open_finding
from office_culture.actions.results import save_results
from office_culture.models import Finding, Inspection, InspectionResult, TeamMember
from office_culture.papers.render import render
from office_culture.sections.papers_of_inspections import minutes, result_table
from office_culture.selectors.minutes import FOR_PAPERS, minutes_facts, round_facts
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import FindingFactory, RoundBasisFactory
from tests.factories.office import PersonFactory, PostingFactory
from tests.office_culture.inspections.making import VISIT, a_version, at_work, every, keys
from tests.papers.reading import MM, opened, read
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db


def visited(office, unit, by, version=None, close=True) -> Inspection:
    """A visit with everything that minutes tell."""
    version = version or a_version(4, by=by)
    inspection = at_work(unit, by=by, version=version, unit=office, name="Kiểm tra văn hóa công sở năm 2022")
    held = inspection.inspection_round
    held.plan = DocumentFactory(symbol="30/KH-VPTN", subject="kiểm tra văn hóa công sở")
    held.save()
    RoundBasisFactory(
        inspection_round=held, document=DocumentFactory(symbol="26/CT-TTg", subject="siết kỷ cương")
    )
    head = held.members.get()
    head.name, head.post = "Trần Thị Trưởng", "Phó Chánh Văn phòng"
    head.save()
    writer = PersonFactory(full_name="Lò Văn Ghi", unit=office)
    TeamMember(inspection_round=held, person=writer, role="secretary", post="Chuyên viên").save()
    inspection.represented_by = PersonFactory(full_name="Ngô Văn Đơn Vị", unit=unit)
    PostingFactory(person=inspection.represented_by, post="Trưởng phòng")
    inspection.save()
    rows = every(inspection)
    rows[keys(inspection)[0]] = {"result": "failed", "observation": "Ba người chưa đeo thẻ."}
    rows[keys(inspection)[1]] = {"result": "not_applicable", "reason": "Không tiếp công dân."}
    header = {
        "begun_at": datetime.time(8, 5),
        "ended_at": datetime.time(10, 30),
        "place": "Phòng họp tầng 2",
        "present": "Ngô Văn Đơn Vị, Trưởng phòng\nVì Thị Viên",
        "unit_opinion": "Nhất trí với kết quả.",
        "conclusion": "Cần chấn chỉnh việc đeo thẻ.",
    }
    saved = save_results(
        inspection=inspection, rows=rows, by=by, opened_version=inspection.version, header=header
    )
    open_finding(
        result=InspectionResult.objects.get(pk=keys(inspection)[0]),
        content="Chưa đeo thẻ khi làm việc.",
        remedy="Đeo thẻ trong giờ làm việc.",
        due_on=VISIT + datetime.timedelta(days=20),
        by=by,
    )
    return inspections.workflow.perform("close", obj=saved, by=by) if close else saved


def paper_of(inspection) -> bytes:
    row = Inspection.objects.select_related(*FOR_PAPERS).get(pk=inspection.pk)
    return render(minutes(minutes_facts(row)))


def test_whoever_signs_for_the_unit_stands_among_those_present(office, unit_a, superuser):
    inspection = visited(office, unit_a, superuser)
    Inspection.objects.filter(pk=inspection.pk).update(present="Công chức của đơn vị")
    said = words_of(paper_of(inspection))
    assert "Ngô Văn Đơn Vị, Trưởng phòng; - Công chức của đơn vị." in said


def test_minutes_say_when_where_who_what_and_with_which_result(office, unit_a, superuser):
    said = words_of(paper_of(visited(office, unit_a, superuser)))
    for phrase in (
        "BIÊN BẢN Kiểm tra văn hóa công sở năm 2022 tại Phòng A",
        "Thời gian bắt đầu: 08 giờ 05 phút, ngày 10 tháng 5 năm 2022.",
        "Địa điểm: Phòng họp tầng 2.",
        "Trần Thị Trưởng, Phó Chánh Văn phòng: Tổ trưởng;",
        "Lò Văn Ghi, Chuyên viên: Thư ký.",
        "Ngô Văn Đơn Vị, Trưởng phòng;",
        "Vì Thị Viên.",
        "Kế hoạch số 30/KH-VPTN",
        "26/CT-TTg",
        "Tổng điểm đạt được: 6/9 điểm, bằng 66,7%",
        "Ba người chưa đeo thẻ.",
        "Chưa đeo thẻ khi làm việc (A1; thiếu sót)",
        "30/05/2022",
        "Nhất trí với kết quả.",
        "Cần chấn chỉnh việc đeo thẻ.",
        "kết thúc vào 10 giờ 30 phút cùng ngày",
        "Người ghi biên bản: Lò Văn Ghi./.",
    ):
        assert phrase in said, phrase
    assert "Còn thiếu" not in said
    assert "DỰ THẢO" in said, "without a number it is no official paper, and says so"


def test_both_sides_sign_level_with_each_other_on_the_last_page(office, unit_a, superuser):
    last = read(paper_of(visited(office, unit_a, superuser)))[-1]
    unit, team = last.find("Ngô Văn Đơn Vị"), last.find("Trần Thị Trưởng")
    assert unit.top == pytest.approx(team.top, abs=1)
    middle = 30 * MM + (last.width - 45 * MM) / 2
    assert unit.x1 < middle < team.x0
    assert last.find("ĐẠI DIỆN ĐƠN VỊ").top == pytest.approx(last.find("TM. TỔ KIỂM TRA").top, abs=1)
    assert unit.face.endswith(team.face)
    assert last.find("Nơi nhận:").top > unit.bottom


def test_what_is_missing_is_a_visible_gap_and_an_open_inspection_a_draft(office, unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, unit=office, told=False)
    Inspection.objects.filter(pk=inspection.pk).update(visited_on=None)
    said = words_of(paper_of(inspection))
    assert "DỰ THẢO" in said
    for gap in (
        "chưa ghi ngày kiểm tra",
        "chưa ghi người dự",
        "còn 03 nội dung chưa kiểm tra",
        "chưa ghi địa điểm",
        "chưa ghi ý kiến của đơn vị",
        "chưa ghi kết luận",
        "chưa ghi giờ kết thúc",
    ):
        assert gap in said
    assert "[Chưa ghi người ký]" in said
    for unrecorded in ("không có ý kiến khác", "Không phát sinh tồn tại", "nhất trí và ký tên", "cùng ngày"):
        assert unrecorded not in said


def test_closed_minutes_say_nothing_that_nobody_recorded(office, unit_a, superuser):
    """An inspection closed before its page asked for all this: gaps."""
    inspection = visited(office, unit_a, superuser)
    empty = dict.fromkeys(("place", "unit_opinion", "conclusion", "agreement"), "")
    Inspection.objects.filter(pk=inspection.pk).update(begun_at=None, ended_at=None, **empty)
    said = words_of(paper_of(inspection))
    assert said.count("Còn thiếu") == 5
    for unrecorded in ("không có ý kiến khác", "nhất trí và ký tên", "kết thúc vào", "Địa điểm: Phòng A"):
        assert unrecorded not in said


def test_items_short_of_full_without_a_finding_are_not_called_none(office, unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, unit=office)
    rows = every(inspection) | {keys(inspection)[0]: {"result": "failed"}}
    saved = save_results(inspection=inspection, rows=rows, by=superuser, opened_version=inspection.version)
    done = inspections.workflow.perform("close", obj=saved, by=superuser)
    said = words_of(paper_of(done))
    assert "Không phát sinh" not in said
    assert "không ấn định thời hạn khắc phục đối với 01 nội dung" in said


def test_a_unit_that_does_not_agree_is_not_said_to(office, unit_a, superuser):
    inspection = visited(office, unit_a, superuser, close=False)
    answers = {"agreement": "reserved", "unit_opinion": "Đơn vị đề nghị xem lại nội dung A1."}
    done = inspections.workflow.perform("close", obj=inspection, by=superuser, answers=answers)
    said = words_of(paper_of(done))
    assert "nhất trí" not in said
    assert "Đơn vị đề nghị xem lại nội dung A1." in said
    assert "ý kiến của đơn vị nêu tại mục V" in said


def test_closing_asks_for_what_the_minutes_say(office, unit_a, superuser, signed_in):
    inspection = at_work(unit_a, by=superuser, unit=office, told=False)
    save_results(
        inspection=inspection, rows=every(inspection), by=superuser, opened_version=inspection.version
    )
    address = reverse("admin:office_culture_inspection_step", args=[inspection.pk, "close"])
    browser = signed_in(superuser)
    signer = PersonFactory(full_name="Ngô Văn Đơn Vị", unit=unit_a)
    answers = {
        "begun_at": "08:00",
        "ended_at": "07:30",
        "place": "Phòng họp tầng 2",
        "represented_by": signer.pk,
        "unit_opinion": "Đơn vị không có ý kiến khác.",
        "conclusion": "Đơn vị thực hiện tốt.",
        "agreement": "agreed",
    }
    assert set(browser.get(address).context["form"].fields) - {"opened_version"} == set(answers)
    for name in answers:
        refused = browser.post(address, {**answers, name: ""})
        assert name in refused.context["form"].errors
    assert "ended_at" in browser.post(address, answers).context["form"].errors
    assert Inspection.objects.get().state == "at_work"
    assert browser.post(address, {**answers, "ended_at": "10:30"}).status_code == 302
    closed = Inspection.objects.get()
    assert (closed.state, closed.unit_opinion) == ("closed", "Đơn vị không có ý kiến khác.")
    said = words_of(paper_of(closed))
    assert "kết thúc vào 10 giờ 30 phút cùng ngày" in said
    assert "Còn thiếu" not in said


def test_an_outcome_that_a_critical_item_holds_down_says_why(office, unit_a, superuser):
    version = a_version(12, by=superuser, critical=True)
    inspection = at_work(unit_a, by=superuser, unit=office, version=version)
    rows = every(inspection) | {keys(inspection)[0]: {"result": "failed"}}
    saved = save_results(inspection=inspection, rows=rows, by=superuser, opened_version=inspection.version)
    done = inspections.workflow.perform("close", obj=saved, by=superuser)
    assert (done.score > 90, done.band) == (True, "Đạt")
    wording = done.results.get(item__code="A1").item.wording
    why = f"do không đạt nội dung then chốt “{wording}”"
    assert f"xếp loại: Đạt (không xếp loại cao hơn {why})" in words_of(paper_of(done))
    report = words_of(render(result_table(round_facts(done.inspection_round))))
    assert f"{done.unit.name} xếp loại Đạt {why}." in report


def test_an_outcome_by_points_alone_needs_no_reason(office, unit_a, superuser):
    said = words_of(paper_of(visited(office, unit_a, superuser)))
    assert "xếp loại: Đạt." in said
    assert "không xếp loại cao hơn" not in said


def test_the_report_of_a_round_names_every_finding_and_whom_it_is_put_to(office, unit_a, superuser):
    held = visited(office, unit_a, superuser).inspection_round
    said = words_of(render(result_table(round_facts(held))))
    for phrase in (
        "Kính gửi: Lãnh đạo Văn phòng Thử nghiệm",
        "ngày 10 tháng 5 năm 2022, Tổ kiểm tra đã kiểm tra 01/01 đơn vị",
        "Qua kiểm tra có 01 lượt nội dung chưa đạt hoặc chỉ đạt một phần.",
        "Tổ kiểm tra yêu cầu khắc phục 01 tồn tại:",
        "Chưa đeo thẻ khi làm việc",
        "Đeo thẻ trong giờ làm việc",
        "Như trên",
    ):
        assert phrase in said, phrase


def test_a_finding_mended_later_stays_open_on_the_minutes_of_its_day(office, unit_a, superuser):
    first = at_work(unit_a, by=superuser, unit=office)
    FindingFactory(result__inspection=first, found_on=VISIT - datetime.timedelta(days=200))
    Finding.objects.update(
        state="verified",
        remedied_on=VISIT + datetime.timedelta(days=9),
        verified_on=VISIT + datetime.timedelta(days=10),
        verified_by="Tổ kiểm tra",
    )
    later = at_work(unit_a, by=superuser, unit=office)
    assert minutes_facts(Inspection.objects.select_related(*FOR_PAPERS).get(pk=later.pk)).still_open == 1
    Finding.objects.update(remedied_on=VISIT, verified_on=VISIT)
    assert minutes_facts(Inspection.objects.select_related(*FOR_PAPERS).get(pk=later.pk)).still_open == 0


def test_minutes_without_points_name_no_score(office, unit_a, superuser):
    version = a_version(4, by=superuser, scored=False)
    said = words_of(paper_of(visited(office, unit_a, superuser, version=version)))
    assert "Tổng điểm" not in said
    assert "Tỷ lệ" not in said
    assert "Ba người chưa đeo thẻ." in said


def test_a_hostile_text_is_printed_and_not_obeyed(office, unit_a, superuser):
    inspection = visited(office, unit_a, superuser, close=False)
    header = {"conclusion": "<b>Đậm</b> & <img src=x> " + "dài" * 300}
    save_results(
        inspection=inspection, rows={}, by=superuser, opened_version=inspection.version, header=header
    )
    assert "<b>Đậm</b> & <img src=x>" in words_of(paper_of(inspection))


def test_the_result_table_lies_across_and_names_every_unit_and_group(office, unit_a, unit_b, superuser):
    first = visited(office, unit_a, superuser)
    held = first.inspection_round
    Inspection(inspection_round=held, unit=unit_b).save()
    content = render(result_table(round_facts(held)))
    said = words_of(content)
    assert "đã kiểm tra 01/02 đơn vị" in said
    assert "Kết quả trung bình đạt 66,7% số điểm; có 01 đơn vị xếp loại Đạt." in said
    table = read(content)[-1]
    assert table.width > table.height
    row = table.find("Phòng A")
    assert any(line.text.startswith("66,7") and abs(line.top - row.top) < 8 for line in table.lines)
    assert "chưa kiểm tra xong" in " ".join(table.text.split())
    with opened(content) as pdf:
        assert len(pdf.pages) == 2
