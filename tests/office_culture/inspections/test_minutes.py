"""Minutes and result tables, read back from the PDF."""

import datetime

import pytest
from django.urls import reverse

from office_culture.actions import inspections
from office_culture.actions.findings import open_finding
from office_culture.actions.results import save_results
from office_culture.models import Event, Inspection, InspectionResult, TeamMember, Verb
from office_culture.papers.render import render
from office_culture.sections.papers_of_inspections import minutes, result_table
from office_culture.selectors.minutes import FOR_PAPERS, minutes_facts, round_facts
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import RoundBasisFactory
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


def test_minutes_say_when_where_who_what_and_with_which_result(office, unit_a, superuser):
    said = words_of(paper_of(visited(office, unit_a, superuser)))
    for phrase in (
        "BIÊN BẢN Kiểm tra văn hóa công sở năm 2022 tại Phòng A",
        "Thời gian bắt đầu: 08 giờ 05, ngày 10 tháng 5 năm 2022.",
        "Địa điểm: Phòng họp tầng 2.",
        "Trần Thị Trưởng, Phó Chánh Văn phòng - Tổ trưởng;",
        "Lò Văn Ghi, Chuyên viên - Thư ký.",
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
        "kết thúc vào 10 giờ 30 cùng ngày",
        "Người ghi biên bản: Lò Văn Ghi./.",
    ):
        assert phrase in said, phrase
    assert "Còn thiếu" not in said
    assert "DỰ THẢO" not in said


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
    inspection = at_work(unit_a, by=superuser, unit=office)
    Inspection.objects.filter(pk=inspection.pk).update(visited_on=None)
    said = words_of(paper_of(inspection))
    assert "DỰ THẢO" in said
    for gap in (
        "chưa ghi ngày kiểm tra",
        "chưa ghi người dự",
        "còn 03 nội dung chưa kiểm tra",
        "chưa ghi kết luận",
    ):
        assert gap in said
    assert "[Chưa ghi người ký]" in said


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


def test_the_download_is_recorded_once_closed_and_scoped(office, unit_a, superuser, contact_a, signed_in):
    inspection = visited(office, unit_a, superuser, close=False)
    address = reverse("admin:office_culture_inspection_minutes", args=[inspection.pk])
    draft = signed_in(contact_a).get(address)
    assert (draft["Content-Type"], draft["Content-Disposition"][:6]) == ("application/pdf", "inline")
    assert not Event.objects.filter(verb=Verb.DOWNLOAD).exists()
    inspections.workflow.perform("close", obj=inspection, by=superuser)
    paper = signed_in(contact_a).get(address)
    assert 'filename="bien-ban-kiem-tra-phong-a-2022.pdf"' in paper["Content-Disposition"]
    assert Event.objects.filter(verb=Verb.DOWNLOAD, object_id=inspection.pk, actor=contact_a).count() == 1


def test_the_result_table_lies_across_and_names_every_unit_and_group(office, unit_a, unit_b, superuser):
    first = visited(office, unit_a, superuser)
    held = first.inspection_round
    Inspection(inspection_round=held, unit=unit_b).save()
    content = render(result_table(round_facts(held)))
    said = words_of(content)
    assert "đã kiểm tra 01/02 đơn vị" in said
    assert "Kết quả trung bình: 66,7%" in said
    table = read(content)[-1]
    assert table.width > table.height
    row = table.find("Phòng A")
    assert any(line.text.startswith("66,7") and abs(line.top - row.top) < 8 for line in table.lines)
    assert "chưa kiểm tra xong" in " ".join(table.text.split())
    with opened(content) as pdf:
        assert len(pdf.pages) == 2
