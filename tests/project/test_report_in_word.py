"""Papers of the sample office as LibreOffice prints their Word documents: the text of the PDF in its order."""

from collections.abc import Iterator
from itertools import chain

import pytest

from campaign.models import Report
from campaign.report.origins import with_trace
from campaign.report.paper import report_paper
from office_culture.models import IssuedPaper
from office_culture.papers import frozen
from office_culture.papers.blocks import Block, BulletList, Heading, Paragraph, Table, plain
from office_culture.papers.paper import Paper
from office_culture.papers.render import as_word, render
from office_culture.papers.wording import closed, heading_line
from tests.papers.reading_docx import LIBREOFFICE, compared, printed
from tests.project.reading import words_of

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("sample_office"),
]


def expected(paper: Paper) -> list[str]:
    """What the paper says, in its order: its title, its blocks, then each appendix with its own."""
    assert paper.title is not None
    told = [paper.title.kind.upper(), paper.title.subject, *chain.from_iterable(map(words_in, paper.blocks))]
    for appendix in paper.appendices:
        told.append(appendix.title.upper())
        told += chain.from_iterable(map(words_in, appendix.blocks))
    return [words for words in map(compared, told) if words]


def words_in(block: Block) -> Iterator[str]:
    """The sentences of a block; of a table its first column, which no renderer reads in another order."""
    if isinstance(block, Heading):
        yield heading_line(block.level, block.number, block.text)
    elif isinstance(block, Paragraph):
        yield closed(plain(block.text), "")
    elif isinstance(block, BulletList):
        yield from (closed(plain(item), "") for item in block.items)
    elif isinstance(block, Table):
        yield from (plain(row[0]) for row in block.rows)


def require_in_order(paper: Paper, tmp_path) -> None:
    wanted = expected(paper)
    for content in (render(paper), printed(as_word(paper), tmp_path)):
        # A number between two pages may fall into a sentence: it is a blank for both.
        whole, place = compared(words_of(content)), 0
        missing = []
        for words in wanted:
            found = whole.find(words, place)
            if found < 0:
                missing.append(words)
            else:
                place = found + len(words)
        # Where a page ends inside a sentence LibreOffice prints the number of the page into it.
        assert len(missing) <= len(wanted) // 20, missing
        assert not [words for words in missing if len(words) < 60]


def test_the_sample_report_prints_the_same_text_in_the_same_order(tmp_path):
    report = Report.objects.filter(paper=None).latest("period_end")
    paper = with_trace(report, report_paper(report, draft=True))
    assert paper.appendices
    require_in_order(paper, tmp_path)


def test_every_issued_paper_does_so_with_its_appendices(tmp_path):
    papers = list(IssuedPaper.objects.select_related("facts").order_by("pk"))
    issued = [frozen.loads(paper.facts.text) for paper in papers]
    assert {paper.type_code for paper in papers} >= {"BC", "QĐ"}
    assert any(appendix.landscape for paper in issued for appendix in paper.appendices)
    for place, paper in enumerate(issued):
        directory = tmp_path / str(place)
        directory.mkdir()
        require_in_order(paper, directory)
