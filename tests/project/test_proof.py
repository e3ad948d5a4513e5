"""Slips that the preflight finds on the whole paper, whatever record they were typed into."""

import datetime
from dataclasses import replace

import pytest

from campaign.models import Movement, Narrative, OutlineVersion, Report
from campaign.report.preflight.examination import examine
from office_culture.papers.blocks import Paragraph
from office_culture.papers.proofreading import TextFault, text_faults
from office_culture.selectors.paper_checks.registry import paper_checks
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory
from tests.papers import examples
from tests.project.examining import issues_of_check

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

DAY = datetime.date(2022, 6, 1)


@pytest.fixture
def report(db) -> Report:
    return Report.objects.get(kind="interim")


def seen(report: Report, check: str) -> list[str]:
    return [issue.seen for issue in issues_of_check(report, check, DAY)]


def writes(report: Report, text: str, section: str = "assessment.strengths") -> None:
    narrative = Narrative.objects.get(report=report, section=section)
    narrative.text = text
    narrative.save()


def test_the_reports_of_the_sample_office_have_none():
    for report in Report.objects.order_by("pk"):
        found = {(issue.check, issue.sentence) for issue in examine(report, DAY)}
        codes = {check.code for check in paper_checks} | {"praise"}
        assert not [one for one in found if one[0] in codes], report


def test_a_doubled_word_and_a_sign_without_partner_in_a_text(report):
    writes(report, "Thực hiện Quyết định số số 34/QĐ-VPUB về “văn hóa công sở. Kết quả luôn luôn tốt.")
    slips = seen(report, "proof")
    assert "số số" in slips
    assert any("“văn hóa" in words for words in slips)
    assert "luôn luôn" not in slips


def test_slips_in_the_subject(report):
    report.subject = "Sơ kết về về phong trào “thi đua theo kế hoạch ngày 14/6/0219"
    report.save()
    slips = seen(report, "proof")
    assert "về về" in slips
    assert any("“thi đua" in words for words in slips)
    assert "14/6/0219" in seen(report, "paper_dates")


def test_a_day_that_cannot_be_in_the_results_of_a_movement(report):
    movement = Movement.objects.order_by("position").first()
    movement.results = "Tổng kết ngày 31/02/2021."
    movement.save()
    assert "31/02/2021" in seen(report, "paper_dates")


def test_a_citation_whose_day_differs_from_the_register(report):
    writes(report, "Thực hiện Kế hoạch số 29/KH-VPUB ngày 15/9/2019 của Văn phòng.")
    assert seen(report, "register") == ["2019-09-15"]
    writes(report, "Thực hiện Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019 của Văn phòng.")
    assert seen(report, "register") == []


@pytest.mark.parametrize(("known", "typed"), [(1989, []), (1990, ["1989-03-02"])])
def test_a_document_without_its_day_is_of_any_day_of_its_year(report, known, typed):
    DocumentFactory(symbol="15/CT-BNV", type_name="Chỉ thị", issuer="Bộ Nội vụ", date=None, dated_in=known)
    writes(report, "Thực hiện Chỉ thị số 15/CT-BNV ngày 02/3/1989 của Bộ Nội vụ.")
    assert seen(report, "register") == typed


@pytest.mark.parametrize(
    ("recipients", "named"),
    [
        ("Sở Nội vụ (báo cáo)\nLãnh đạo Văn phòng", ["Sở Nội vụ (báo cáo)"]),
        ("Lãnh đạo Văn phòng\nLãnh đạo văn phòng", ["Lãnh đạo Văn phòng", "Lãnh đạo văn phòng"]),
        ("Lãnh đạo Văn phòng\nCác phòng", []),
        ("UBND tỉnh\nỦy ban nhân dân tỉnh", ["UBND tỉnh", "Ủy ban nhân dân tỉnh"]),
    ],
)
def test_a_body_named_twice(report, recipients, named):
    report.recipients = recipients
    report.save()
    assert seen(report, "same_body") == named


def test_a_heading_that_promises_causes(report):
    writes(report, "Một số đơn vị còn chậm.", "assessment.limits")
    assert seen(report, "promised") == ["nguyên nhân"]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "Kế hoạch số 29/KH-VPUB ngày 14/8/2019 của Sở Nội vụ về tổ chức thực hiện phong trào thi đua.",
            ["Sở Nội vụ"],
        ),
        (
            "Kế hoạch số 29/KH-VPUB của Văn phòng UBND tỉnh về tuyển dụng viên chức.",
            ["tuyển dụng viên chức."],
        ),
        (
            "Kế hoạch số 29/KH-VPUB ngày 14/8/2019 của Văn phòng UBND tỉnh về tổ chức thực hiện phong trào thi đua.",
            [],
        ),
        ("Kế hoạch số 29/KH-VPUB của Văn phòng đã được triển khai tới các đơn vị.", []),
        ("Kế hoạch số 179/KH-UBND ngày 02 tháng 8 năm 2019 của Ủy ban nhân dân tỉnh Sơn La.", []),
        ("Thực hiện Quyết định số 777/QĐ-XYZ.", ["777/QĐ-XYZ"]),
    ],
)
def test_a_citation_whose_issuer_or_wording_differs_from_the_register(report, text, typed):
    writes(report, text)
    assert seen(report, "register") == typed


def test_a_symbol_in_the_results_of_a_movement_that_no_register_holds(report):
    movement = Movement.objects.order_by("position").first()
    movement.results = "Tổng kết theo Kế hoạch số 777/KH-XYZ."
    movement.save()
    assert seen(report, "register") == ["777/KH-XYZ"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Phòng Tổ chức - Hành chính - quản trị đã tham mưu.", True),
        ("Trung tâm Phục vụ hành chính công tỉnh đã tiếp nhận.", True),
        ("Phòng Tổ chức - Hành chính - Quản trị đã tham mưu.", False),
    ],
)
def test_a_name_in_two_spellings(report, text, named):
    writes(report, text)
    assert bool(seen(report, "spellings")) is named


def test_a_unit_in_a_post_and_the_site_of_the_office_in_two_spellings(report):
    writes(report, "Trang Thông tin điện tử Văn phòng.")
    assert len(seen(report, "spellings")) == 1
    writes(report, "Đồng chí Giám đốc Trung tâm Phục vụ hành chính công.")
    assert len(seen(report, "spellings")) == 1
    writes(report, "PHÒNG TỔNG HỢP; Trang thông tin điện tử Văn phòng.")
    assert seen(report, "spellings") == []


def test_people_whose_names_differ_in_tones_are_two(report):
    unit = report.unit
    for name in ("Nguyễn Huy Anh", "Nguyễn Huy Ánh"):
        PersonFactory(unit=unit, full_name=name)
    writes(report, "Đồng chí Nguyễn Huy Anh và đồng chí Nguyễn Huy Ánh.")
    assert seen(report, "spellings") == []
    writes(report, "Đồng chí Nguyễn Huy Anh và đồng chí Nguyễn huy Anh.")
    assert seen(report, "spellings") == ["Nguyễn Huy Anh | Nguyễn huy Anh"]


def test_open_places_of_a_draft(report):
    writes(report, "Đã thực hiện [điền kết quả] và .......; khóa XX.")
    assert seen(report, "open_places") == ["[điền kết quả]", "......."]


def test_kinh_gui_without_further_recipients(report):
    report.recipients = ""
    report.save()
    assert seen(report, "recipients") == [""]


@pytest.mark.parametrize(
    ("text", "check", "seen_there"),
    [
        ("Văn phòng tiếp nhận 4.300 hồ sơ.", "contradicted", 1),
        ("Văn phòng tiếp nhận {case_files.received} hồ sơ.", "contradicted", 0),
        ("Năm 2020 xếp thứ 9/20.", "contradicted", 1),
        ("3.543 trước hạn, 500 đúng hạn, 190 trả lại, tổng 4.212.", "sums", 1),
        ("Cán bộ, công chức đeo thẻ nghiêm túc, đúng quy định.", "praise", 1),
        ("Việc đeo thẻ đã được quán triệt, song một số đơn vị chưa thành nền nếp.", "praise", 0),
    ],
)
def test_words_that_the_figures_deny(report, text, check, seen_there):
    writes(report, text)
    assert len(seen(report, check)) == seen_there


def test_the_office_sets_below_which_share_praise_is_pointed_out(report):
    writes(report, "Cán bộ, công chức đeo thẻ nghiêm túc, đúng quy định.")
    OutlineVersion.objects.filter(pk=report.outline_version_id).update(least_met=50)
    assert seen(report, "praise") == []


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Ban hành quyết định quyết định", []),
        ("ngày ngày, dần dần, xanh xanh", []),
        ("theo theo quy định", [TextFault.DOUBLED]),
        ("a) Nội dung thứ nhất; b) nội dung thứ hai", []),
        ("đạt 84,1% (tiếp nhận 25 hồ sơ); còn lại", []),
        ("(thực hiện Kế hoạch", [TextFault.UNBALANCED]),
        ('phong trào "thi đua', [TextFault.UNBALANCED]),
        ("thi đua” giai đoạn", [TextFault.UNBALANCED]),
        ("“Thi đua “văn hóa””", [TextFault.UNBALANCED]),
    ],
)
def test_what_is_a_fault_and_what_is_none(words, kinds):
    paper = replace(examples.letter(), blocks=(Paragraph.of(words),))
    before = {fault.words for fault in text_faults(examples.letter())}
    assert [fault.kind for fault in text_faults(paper) if fault.words not in before] == kinds
