"""A report read back as a person reads it: words in order, without the breaks of lines and pages."""

import re
import unicodedata

import pypdfium2

from campaign.models import Report
from campaign.report.paper import report_paper
from office_culture.papers.render import render


def words_of(pdf: bytes) -> str:
    """All words with single spaces; page numbers fall between the pages and are left out."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for index in range(len(document)):
        lines = document[index].get_textpage().get_text_bounded().splitlines()
        if index and lines and lines[0].strip() == str(index + 1):
            lines = lines[1:]
        pages.append("\n".join(lines))
    text = unicodedata.normalize("NFC", "\n".join(pages))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\ufffe", "").replace("\u2011", "-"))


def printed(report: Report, *, draft: bool = False) -> str:
    """The words of a report as it prints now."""
    fresh = Report.objects.get(pk=report.pk)
    return words_of(render(report_paper(fresh, draft=draft)))
