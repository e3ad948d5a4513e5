"""The sample report as LibreOffice prints its Word document: the sections and sentences of the PDF in their order."""

import pytest

from campaign.models import Report
from office_culture.papers.blocks import BulletList, Heading, Paragraph, plain
from office_culture.papers.wording import closed, heading_line
from office_culture.paperwork.render import as_word, render
from office_culture.project.report.origins import with_trace
from office_culture.project.report.paper import report_paper
from tests.papers.reading_docx import LIBREOFFICE, compared, printed
from tests.project.reading import words_of

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("sample_office"),
]


def test_the_sample_report_prints_the_same_text_in_the_same_order(tmp_path):
    report = Report.objects.filter(paper=None).latest("period_end")
    paper = with_trace(report, report_paper(report, draft=True))
    expected = [paper.title.kind.upper(), paper.title.subject]
    for block in paper.blocks:
        if isinstance(block, Heading):
            expected.append(heading_line(block.level, block.number, block.text))
        elif isinstance(block, Paragraph):
            expected.append(closed(plain(block.text), ""))
        elif isinstance(block, BulletList):
            expected += [closed(plain(item), "") for item in block.items]
    expected.append(paper.appendices[0].title.upper())
    for content in (render(paper), printed(as_word(paper), tmp_path)):
        # A number between two pages may fall into a sentence: it is a blank for both.
        whole, place = compared(words_of(content)), 0
        missing = []
        for words in map(compared, expected):
            found = whole.find(words, place)
            if found < 0:
                missing.append(words)
            else:
                place = found + len(words)
        # Where a page ends inside a sentence LibreOffice prints the number of the page into it.
        assert len(missing) <= len(expected) // 20, missing
        assert not [words for words in missing if len(words) < 60]
