"""Slips that the preflight finds on the whole paper, whatever record they were typed into."""

import datetime
from dataclasses import replace

import pytest

from campaign.models import Movement, Narrative, Report
from campaign.report.preflight.examination import examine
from office_culture.papers.blocks import Paragraph
from office_culture.papers.proofreading import TextFault, text_faults
from tests.papers import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

DAY = datetime.date(2022, 6, 1)


@pytest.fixture
def report(db) -> Report:
    return Report.objects.get(kind="interim")


def seen(report: Report, check: str) -> list[str]:
    issues = examine(Report.objects.get(pk=report.pk), DAY)
    return [issue.seen for issue in issues if issue.check == check]


def writes(report: Report, text: str, section: str = "assessment.strengths") -> None:
    narrative = Narrative.objects.get(report=report, section=section)
    narrative.text = text
    narrative.save()


def test_the_reports_of_the_sample_office_have_none():
    for report in Report.objects.order_by("pk"):
        for check in ("proof", "paper_dates", "same_body", "promised"):
            assert seen(report, check) == [], (report, check)


def test_a_doubled_word_and_a_sign_without_partner_in_a_text(report):
    writes(report, "Thực hiện Quyết định số số 34/QĐ-VPUB về “văn hóa công sở. Kết quả luôn luôn tốt.")
    assert "số số" in seen(report, "proof")
    assert any("“văn hóa" in words for words in seen(report, "proof"))
    assert "luôn luôn" not in seen(report, "proof")


def test_slips_in_the_subject(report):
    report.subject = "Sơ kết về về phong trào “thi đua theo kế hoạch ngày 14/6/0219"
    report.save()
    assert "về về" in seen(report, "proof")
    assert any("“thi đua" in words for words in seen(report, "proof"))
    assert "14/6/0219" in seen(report, "paper_dates")


def test_a_day_that_cannot_be_in_the_results_of_a_movement(report):
    movement = Movement.objects.order_by("position").first()
    movement.results = "Tổng kết ngày 31/02/2021."
    movement.save()
    assert "31/02/2021" in seen(report, "paper_dates")


def test_a_citation_whose_day_differs_from_the_register(report):
    writes(report, "Thực hiện Kế hoạch số 29/KH-VPUB ngày 15/9/2019 của Văn phòng.")
    assert "2019-09-15" in seen(report, "citations")
    writes(report, "Thực hiện Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019 của Văn phòng.")
    assert "2019-08-14" not in seen(report, "citations")


@pytest.mark.parametrize(
    ("recipients", "named"),
    [
        ("Sở Nội vụ (báo cáo)\nLãnh đạo Văn phòng", ["Sở Nội vụ (báo cáo)"]),
        ("Lãnh đạo Văn phòng\nLãnh đạo văn phòng", ["Lãnh đạo Văn phòng", "Lãnh đạo văn phòng"]),
        ("Lãnh đạo Văn phòng\nCác phòng", []),
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
    ("words", "kinds"),
    [
        ("Ban hành quyết định quyết định", []),
        ("ngày ngày, dần dần, xanh xanh", []),
        ("theo theo quy định", [TextFault.DOUBLED]),
        ("a) Nội dung thứ nhất; b) nội dung thứ hai", []),
        ("đạt 84,1% (tiếp nhận 25 hồ sơ); còn lại", []),
        ("(thực hiện Kế hoạch", [TextFault.UNBALANCED]),
        ("thi đua” giai đoạn", [TextFault.UNBALANCED]),
        ("“Thi đua “văn hóa””", [TextFault.UNBALANCED]),
    ],
)
def test_what_is_a_fault_and_what_is_none(words, kinds):
    paper = replace(examples.letter(), blocks=(Paragraph.of(words),))
    before = {fault.words for fault in text_faults(examples.letter())}
    assert [fault.kind for fault in text_faults(paper) if fault.words not in before] == kinds
