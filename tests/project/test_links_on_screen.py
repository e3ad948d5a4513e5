"""On the screen every figure, chart label and citation leads to what is behind it, as far as the account may see it."""

import re
from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from campaign.models import Report
from campaign.report.origins import for_screen
from campaign.report.paper import report_paper
from campaign.report.views import paper_now
from office_culture.models import Document, User
from office_culture.papers.blocks import Chart, ChartKind, Paragraph, Series
from office_culture.papers.html import render_html
from office_culture.rules.typed_citations import typed_citations
from office_culture.selectors.cited_documents import with_cited_documents
from tests.factories.office import UserFactory
from tests.papers import examples
from tests.rights import granted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


def shown(report: Report, paper, user: User) -> str:
    paper, origins = for_screen(report, paper, user)
    return render_html(paper, origins)


def without_links(page: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<a [^>]*>.*?</a>", " ", page))


@pytest.fixture
def reader(db) -> User:
    return UserFactory(username="links", is_superuser=True)


def test_no_figure_and_no_citation_of_the_sample_reports_is_without_its_link(reader):
    registered = set(Document.objects.values_list("symbol_key", flat=True))
    asked = 0
    for report in Report.objects.order_by("pk"):
        for paper in (report_paper(report, draft=True), paper_now(report)):
            page = shown(report, paper, reader)
            assert re.findall(r'<span class="figure[^>]*>[^<]*', page) == []
            # The number of the paper itself stands in its letterhead and above its appendices.
            text = without_links(page)
            own = report.paper.symbol.casefold() if report.paper else ""
            cited = {citation.key for citation in typed_citations(text)} - {own}
            assert cited & registered == set()
            asked += page.count('<a class="figure')
    assert asked > 1500


def test_links_are_bounded_by_rights(reader):
    report = Report.objects.get(kind="interim")
    stranger = UserFactory(username="links-stranger", unit=report.unit)
    assert "<a class" not in shown(report, paper_now(report), stranger)
    clerk = granted(
        UserFactory(username="links-clerk", unit=report.unit),
        Permission.objects.filter(codename="view_document"),
    )
    page = shown(report, paper_now(report), clerk)
    addresses = set(re.findall(r'<a class="figure[^"]*" [^>]*href="([^"?]*)', page))
    assert addresses
    assert all("/office_culture/document/" in address for address in addresses)


def test_labels_of_a_chart_lead_to_their_rows(reader):
    report = Report.objects.get(kind="interim")
    key = "case_files.received"
    charts = tuple(
        Chart(kind, "Hồ sơ", "Hồ sơ: 4.218.", ("a", "b"), (Series("Số", (4218, None), (key, "")),))
        for kind in (ChartKind.BARS, ChartKind.LINE)
    )
    page = shown(report, replace(paper_now(report), blocks=charts), reader)
    drawings = re.findall(r"<svg.*?</svg>", page)
    assert len(drawings) == 2
    for drawing in drawings:
        assert 'role="group"' in drawing
        assert re.search(r'<a href="[^"]*casefilereturn[^"]*">.*4\.218', drawing)
    assert page.count(f'data-origin="{key}"') == 2
    with pytest.raises(ValueError, match="origins"):
        Chart(ChartKind.BARS, "", "", ("a",), (Series("", (1,), ("a", "b")),))


def test_typed_and_printed_citations_of_other_papers_lead_to_the_document(reader):
    document = Document.objects.get(symbol="29/KH-VPUB")
    words = "Thực hiện Kế hoạch số 29/KH-VPUB ngày 14/8/2019 và Quyết định số 777/QĐ-XYZ."
    paper = replace(examples.letter(), blocks=(Paragraph.of(words),))
    linked, origins = with_cited_documents(paper, reader)
    page = render_html(linked, origins)
    address = reverse("admin:office_culture_document_change", args=[document.pk])
    assert re.search(rf'<a [^>]*href="{address}"[^>]*>Kế hoạch số 29/KH-VPUB</a>', page)
    assert "777/QĐ-XYZ" in without_links(page)
    assert "".join(run.text for run in linked.blocks[0].text) == words
