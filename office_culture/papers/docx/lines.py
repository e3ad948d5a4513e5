"""Text in a Word document: runs of the model, names on balanced lines, rules."""

from typing import Any

from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers.blocks import Text
from office_culture.papers.clean import clean, clean_lines
from office_culture.papers.docx.xml import element
from office_culture.papers.lines import balanced_lines
from office_culture.papers.links import address
from office_culture.papers.measures import RULE

_RULE_DROP = 3.0  # from the foot of a line to its rule


def write(paragraph: Paragraph, content: Text, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Adds the runs of a text. Anything that looks like markup in it is printed as it is."""
    for run in content:
        words = clean(run.text)
        if not words:
            continue
        made = paragraph.add_run(words)
        made.bold = True if bold or run.bold else None
        made.italic = True if italic or run.italic else None
        if link := address(run.link):
            _link(paragraph, made._r, link)
    return paragraph


def _link(paragraph: Paragraph, run: Any, link: str) -> None:
    key = paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = element("w:hyperlink")
    anchor.set(qn("r:id"), key)
    run.addprevious(anchor)
    anchor.append(run)


def one_line(content: str) -> str:
    return clean(content).strip()


def add_lines(
    paragraph: Paragraph, content: str, face: str, size: float, width: float, *, bold: bool = False
) -> float:
    """Adds words on balanced lines, keeping the author's line feeds; returns the width of the last line in points."""
    last = 0.0
    for words in clean_lines(content):
        for line in balanced_lines(words, face, size, width):
            if paragraph.runs:
                paragraph.runs[-1].add_break(WD_BREAK.LINE)
            run = paragraph.add_run(line)
            run.bold = bold or None
            run.font.size = Pt(size)
            last = float(stringWidth(line, face, size))
    return last


def rule(paragraph: Paragraph, length: float, width: float) -> Paragraph:
    """Turns an empty paragraph into a solid line of `length` points, centred in a column of `width`."""
    form = paragraph.paragraph_format
    form.space_before, form.line_spacing = Pt(_RULE_DROP), Pt(2)
    form.left_indent = form.right_indent = Pt(max(0.0, (width - length) / 2))
    top = element("w:top", val="single", sz=str(round(RULE * 8)), space="0", color="auto")
    # Borders stand before the spacing, as the schema asks.
    paragraph._p.get_or_add_pPr().get_or_add_spacing().addprevious(element("w:pBdr", top))
    return paragraph
