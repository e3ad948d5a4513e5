"""The appendices of a report in every form, and what the outline leaves out."""

import datetime
import io
import re

import pytest
from django.apps import apps
from django.utils import timezone
from docx import Document

from campaign.actions import outlines, reports
from campaign.actions.acknowledgements import acknowledge
from campaign.models import Report, ReportState
from campaign.report.origins import figures
from campaign.report.paper import report_paper
from campaign.report.preflight.result import preflight_result
from office_culture.actions import outgoing
from office_culture.actions.versions import next_version
from office_culture.models import User
from office_culture.papers import frozen
from office_culture.papers.blocks import Heading
from office_culture.papers.html import render_html
from office_culture.papers.paper import Paper
from office_culture.papers.render import as_text, as_word, render
from office_culture.sections.attachments import attached
from office_culture.text.dates import in_words
from office_culture.text.numbers import number
from tests.project.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

TITLES = (
    "DANH MỤC VĂN BẢN CHỈ ĐẠO, TRIỂN KHAI",
    "SỐ LIỆU CHI TIẾT",
    "TỔNG HỢP KẾT QUẢ KIỂM TRA THEO ĐƠN VỊ",
    "DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC ĐỀ NGHỊ VÀ ĐƯỢC KHEN THƯỞNG",
)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def report() -> Report:
    return Report.objects.filter(state=ReportState.DRAFT, kind="interim").latest("pk")


@pytest.fixture(scope="module")
def paper(sample_office, django_db_blocker) -> Paper:
    """The report as the sample office has it, composed once: a paper is never changed."""
    with django_db_blocker.unblock():
        return report_paper(Report.objects.filter(state=ReportState.DRAFT, kind="interim").latest("pk"))


def headings(paper: Paper) -> list[str]:
    return [f"{block.number}. {block.text}" for block in paper.blocks if isinstance(block, Heading)]


def test_every_form_carries_the_same_appendices_in_the_same_order(paper):
    read_back = frozen.loads(frozen.dumps(paper))
    assert read_back == paper
    pdf = render(paper)
    assert render(read_back) == pdf
    document = Document(io.BytesIO(as_word(paper)))
    cells = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    forms = {
        "pdf": words_of(pdf),
        "word": " ".join(p.text for p in document.paragraphs) + " " + cells,
        "html": re.sub(r"<[^>]+>", " ", render_html(paper)),
        "text": as_text(paper).decode("utf-8-sig"),
    }
    for name, told in forms.items():
        told = " ".join(told.split())
        places = [told.find(title) for title in TITLES]
        assert -1 not in places, name
        assert places == sorted(places), name
        for numeral in ("I", "II", "III", "IV"):
            # Each is named where it is first spoken of, and not again where the next section leads to it, too.
            assert told.count(f"(Chi tiết tại Phụ lục {numeral} kèm theo.)") == 1, name
        assert told.count("(Kèm theo Báo cáo số") == len(TITLES), name
    assert [section.page_width > section.page_height for section in document.sections].count(True) == 2


def test_who_was_counted_is_listed(report, paper):
    documents, figures_apart, inspections, honours = paper.appendices
    assert (documents.landscape, honours.landscape, inspections.landscape) == (False, True, True)
    numbers = [appendix.number for appendix in (documents, figures_apart, inspections, honours)]
    assert numbers == ["I", "II", "III", "IV"]
    directives, plans, regulations = documents.blocks[1::2]
    facts = report.facts()
    for key, table in (("directives", directives), ("own_plans", plans), ("regulations", regulations)):
        assert len(table.rows) == facts.find(f"documents.{key}").value, key
    by_unit = inspections.blocks[-1]
    units = {row[1][0].text for row in by_unit.rows}
    assert len(by_unit.rows) == len(units) == 11


def test_each_figure_of_the_inspections_leads_to_its_rows(report, paper):
    """Scores and findings are figures; running numbers and outcomes are none."""
    book, seen = report.facts(), 0
    for row in paper.appendices[2].blocks[-1].rows:
        for cell in row[2:]:
            (run,) = cell
            if not any(map(str.isdigit, run.text)):
                continue
            fact, seen = book.find(run.origin), seen + 1
            assert fact.text == run.text
            behind = list(apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups))
            if run.origin.endswith(".score"):
                assert [number(one.score, 1) for one in behind] == [run.text]
            else:
                assert len(behind) == int(run.text.rpartition("/")[2])
    assert seen == 66
    assert not any(
        fact.key.startswith("inspections.of.") for _title, facts in book.offered() for fact in facts
    )
    assert {place for place, key, _words in figures(paper) if key.startswith("inspections.of.")} == {"PL III"}


def test_the_figures_of_the_inspections_are_asked_for_at_once(report, paper, django_assert_max_num_queries):
    keys = {key for _place, key, _words in figures(paper) if key.startswith("inspections.")}
    assert len(keys) > 66
    with django_assert_max_num_queries(15):
        book = report.facts()
        assert all(book.find(key) for key in keys)


def test_the_issued_paper_tells_its_number_below_each_title(report, django_capture_on_commit_callbacks):
    clerk, leader = User.objects.get(username="canbo"), User.objects.get(username="lanhdao")
    reports.WORKFLOW.perform("submit", obj=report, by=clerk)
    approved = reports.WORKFLOW.perform("approve", obj=report, by=leader)
    for issue in preflight_result(approved).waiting:
        acknowledge(report=approved, issue=issue, by=leader, reason="Đã đối chiếu với hồ sơ gốc.")
    with django_capture_on_commit_callbacks(execute=True):
        issued = outgoing.issue(record=approved, by=clerk)
    kept = frozen.loads(issued.facts.text)
    day = in_words(timezone.localdate())
    told = f"Kèm theo Báo cáo số {issued.symbol} {day} của {report.unit.name_in_text}"
    assert {appendix.reference for appendix in kept.appendices} == {told}


def test_an_optional_section_stands_only_when_it_is_written(report, paper):
    before = headings(paper)
    assert "V. Đề xuất, kiến nghị" in before
    text = report.narratives.get(section="next")
    text.text = "Tiếp tục thực hiện phong trào đến hết giai đoạn."
    text.save()
    after = headings(report_paper(Report.objects.get(pk=report.pk)))
    assert "V. Phương hướng, nhiệm vụ thời gian tới" in after
    assert "VI. Đề xuất, kiến nghị" in after
    assert len(after) == len(before) + 1


def test_another_outline_gives_another_report_and_the_old_one_stays(report, paper):
    officer = User.objects.get(username="canbo")
    before = headings(paper)
    draft = next_version(version=report.outline_version, by=officer)
    draft.sections.filter(key="results.inspections").delete()
    moved = draft.sections.get(key="assessment")
    moved.title = "Nhận xét, đánh giá"
    moved.save()
    draft.appendices.filter(content="inspection_table").delete()
    draft.appendices.filter(content="honours").delete()
    draft.sections.update(tables="nowhere")
    new = outlines.WORKFLOW.perform("use", obj=draft, by=officer)
    assert headings(report_paper(Report.objects.get(pk=report.pk))) == before
    other = Report(**{name: getattr(report, name) for name in reports._FRAME})
    other.outline_version = new
    other.period_start = datetime.date(2020, 1, 1)
    other.save()
    reports.lay_out(report=other, by=None)
    another = report_paper(other)
    assert "IV. Nhận xét, đánh giá" in headings(another)
    (only,) = another.appendices
    assert only.number == ""
    assert "(Chi tiết tại Phụ lục kèm theo.)" in " ".join(as_text(another).decode("utf-8-sig").split())


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, "Kèm theo Báo cáo số      /BC-VP ngày      tháng      năm       của Văn phòng"),
        ({"number": 5}, "Kèm theo Báo cáo số 05/BC-VP ngày      tháng      năm       của Văn phòng"),
    ],
)
def test_what_is_not_known_yet_is_a_gap(known, told):
    assert attached("Báo cáo", "BC-VP", "Văn phòng", **known) == told
