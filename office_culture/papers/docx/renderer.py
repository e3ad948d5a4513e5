"""`render_docx`: a paper to the bytes of a Word document."""

import datetime

from docx import Document as new_document
from docx.shared import Pt

from office_culture.papers import measures, wording
from office_culture.papers.clean import clean
from office_culture.papers.docx.body import Body
from office_culture.papers.docx.charts import Charts
from office_culture.papers.docx.file import packed
from office_culture.papers.docx.foot import add_foot
from office_culture.papers.docx.head import add_appendix_head, add_head
from office_culture.papers.docx.lines import add_lines, write
from office_culture.papers.docx.pages import begin_appendix, lay_out
from office_culture.papers.docx.settings import settle
from office_culture.papers.docx.styles import LEGAL_BASIS, SUBTITLE, dress
from office_culture.papers.fonts import FontSet, bundled_fonts
from office_culture.papers.paper import Paper

_LONGEST_PROPERTY = 255  # characters that the properties of a file may have


def render_docx(paper: Paper, fonts: FontSet | None = None) -> bytes:
    """The paper as a Word document. The same paper gives the same bytes.

    `fonts` only measure lines and columns: the file names Times New Roman with Tinos, of the same widths, as
    substitute. The QR code of an issued paper is not printed, as a file that can be edited proves nothing.
    """
    fonts = fonts or bundled_fonts()
    document = new_document()
    dress(document)
    settle(document)
    lay_out(document, draft=paper.draft)
    _describe(document.core_properties, paper)
    add_head(document, paper, fonts)
    for basis in wording.legal_basis_texts(paper.legal_bases):
        write(document.add_paragraph(style=LEGAL_BASIS), basis)
    if paper.enacting:
        enacting = document.add_paragraph(style=SUBTITLE)
        enacting.paragraph_format.space_before = enacting.paragraph_format.space_after = Pt(12)
        add_lines(enacting, paper.enacting.upper(), fonts.bold, measures.TITLE, measures.TEXT_WIDTH)
    body = Body(document, Charts(document, fonts), fonts)
    body.add(wording.with_end_mark(paper.blocks), measures.TEXT_WIDTH, keep_with_next=True)
    add_foot(document, paper.signatures, paper.recipients, fonts)
    for appendix in paper.appendices:
        width = begin_appendix(document, landscape=appendix.landscape)
        add_appendix_head(document, appendix, width, fonts)
        body.add(appendix.blocks, width)
    return packed(document)


def _describe(properties: object, paper: Paper) -> None:
    """Sets the properties of the file; none of the library's template remain."""
    metadata = paper.metadata
    created = metadata.created.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)
    for name, value in {
        "title": wording.file_title(paper),
        "author": metadata.author,
        "last_modified_by": metadata.author,
        "subject": metadata.subject,
        "keywords": ", ".join(metadata.keywords),
        "language": metadata.lang,
        "comments": "",
        "category": "",
    }.items():
        setattr(properties, name, clean(value)[:_LONGEST_PROPERTY])
    for name in ("created", "modified"):
        setattr(properties, name, created)
