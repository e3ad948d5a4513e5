"""The head of the first page: boxes 1 to 5 and 9a of the layout in Annex I."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from office_culture.papers import measures, wording
from office_culture.papers.clean import clean_lines
from office_culture.papers.docx import styles
from office_culture.papers.docx.frames import add_cell, add_grid, add_row, below
from office_culture.papers.docx.lines import add_lines, one_line, rule
from office_culture.papers.fonts import FontSet
from office_culture.papers.lines import AddresseePlace, place_addressees
from office_culture.papers.measures import ABOUT_GAP, ROW_GAP, SHORT_RULE, TEXT_WIDTH, TITLE_GAP
from office_culture.papers.paper import Appendix, Letterhead, Paper, TitleBlock

_LEFT = measures.LEFT_COLUMN * TEXT_WIDTH
_RIGHT = TEXT_WIDTH - _LEFT


def add_head(document: Document, paper: Paper, fonts: FontSet) -> None:
    """Everything above the content, in the order of the page."""
    _add_letterhead(document, paper, fonts)
    if paper.title is not None:
        _add_title(document, paper.title, fonts)
    if paper.addressees:
        _add_addressees(document, paper.addressees, fonts, gap=8 if paper.title else TITLE_GAP)
    if paper.decider:
        decider = document.add_paragraph(style=styles.SUBTITLE)
        decider.paragraph_format.space_before, decider.paragraph_format.space_after = Pt(TITLE_GAP), Pt(12)
        add_lines(decider, paper.decider.upper(), fonts.bold, measures.TITLE, TEXT_WIDTH)
    elif paper.title is None and not paper.addressees:
        document.add_paragraph(style=styles.HEAD)


def add_appendix_head(document: Document, appendix: Appendix, width: float, fonts: FontSet) -> None:
    """`Phụ lục II`, its title, and the paper it belongs to (samples 2.1 and 2.2)."""
    heading = document.add_paragraph(style=styles.APPENDIX)
    add_lines(heading, wording.appendix_heading(appendix), fonts.bold, measures.TITLE, width)
    add_lines(heading, appendix.title.upper(), fonts.bold, measures.TITLE, width)
    last = heading
    if appendix.reference:
        last = document.add_paragraph(style=styles.HEAD)
        add_lines(last, wording.appendix_reference(appendix), fonts.italic, measures.TITLE, width)
        for run in last.runs:
            run.italic = True
    last.paragraph_format.space_after = Pt(14)


def _add_letterhead(document: Document, paper: Paper, fonts: FontSet) -> None:
    """Issuer and number on the left, the nation and the date on the right, in rows of equal height."""
    table = add_grid(document, (_LEFT, _RIGHT), padding=0)
    names = add_row(table)
    _issuer(add_cell(table, names, _LEFT, styles.HEAD), paper.letterhead, fonts)
    _nation(add_cell(table, names, _RIGHT, styles.HEAD), fonts)
    if paper.number is None and paper.place_date is None and not paper.about:
        return
    lines = add_row(table)
    left = add_cell(table, lines, _LEFT, styles.HEAD)
    left.paragraph_format.space_before = Pt(ROW_GAP)
    if paper.number is not None:
        number = wording.number_line(paper.number, draft=paper.draft)
        add_lines(left, number, fonts.regular, measures.NUMBER, _LEFT)
    if paper.about:
        about = below(left, styles.HEAD)
        about.paragraph_format.space_before = Pt(ABOUT_GAP)
        add_lines(about, wording.about_line(one_line(paper.about)), fonts.regular, measures.ABOUT, _LEFT)
    right = add_cell(table, lines, _RIGHT, styles.HEAD)
    right.paragraph_format.space_before = Pt(ROW_GAP)
    if paper.place_date is not None:
        place = wording.place_date_line(paper.place_date)
        add_lines(right, place, fonts.italic, measures.PLACE_DATE, _RIGHT)
        for run in right.runs:
            run.italic = True


def _issuer(paragraph: Paragraph, letterhead: Letterhead, fonts: FontSet) -> None:
    for superior in letterhead.superiors:
        add_lines(paragraph, superior.upper(), fonts.regular, measures.SUPERIOR, _LEFT)
        paragraph = below(paragraph, styles.HEAD)
    last = add_lines(paragraph, letterhead.issuer.upper(), fonts.bold, measures.ISSUER, _LEFT, bold=True)
    rule(below(paragraph, styles.HEAD), SHORT_RULE * last, _LEFT)


def _nation(paragraph: Paragraph, fonts: FontSet) -> None:
    add_lines(paragraph, wording.NATIONAL_NAME, fonts.bold, measures.NATIONAL_NAME, _RIGHT, bold=True)
    motto = below(paragraph, styles.HEAD)
    width = add_lines(motto, wording.NATIONAL_MOTTO, fonts.bold, measures.NATIONAL_MOTTO, _RIGHT, bold=True)
    rule(below(motto, styles.HEAD), width, _RIGHT)


def _add_title(document: Document, title: TitleBlock, fonts: FontSet) -> None:
    kind = document.add_paragraph(style=styles.TITLE)
    last = add_lines(kind, title.kind.upper(), fonts.bold, measures.TITLE, TEXT_WIDTH)
    if clean_lines(title.subject):
        subject = document.add_paragraph(style=styles.SUBTITLE)
        last = add_lines(subject, title.subject, fonts.bold, measures.TITLE, TEXT_WIDTH)
    line = rule(document.add_paragraph(style=styles.HEAD), SHORT_RULE * last, TEXT_WIDTH)
    line.paragraph_format.space_after = Pt(14)


def _add_addressees(document: Document, names: tuple[str, ...], fonts: FontSet, *, gap: float) -> None:
    """`Kính gửi:` with one addressee beside it, or several below each other with their dashes under the colon."""
    lines = [one_line(line) for line in wording.addressee_lines(names)]
    place = place_addressees(lines, fonts.regular, measures.BODY, TEXT_WIDTH)
    beside = len(lines) == 1
    first = f"{wording.ADDRESSED_TO} {lines[0]}" if beside else wording.ADDRESSED_TO
    label = _addressee(document, first, place, hanging=place.names - place.label if beside else 0)
    label.paragraph_format.space_before = Pt(gap)
    last = label
    for line in [] if beside else lines:
        last = _addressee(document, line, place, left=place.names + place.hang, hanging=place.hang)
    last.paragraph_format.space_after = Pt(8)


def _addressee(
    document: Document, words: str, place: AddresseePlace, *, left: float = 0.0, hanging: float = 0.0
) -> Paragraph:
    paragraph = document.add_paragraph(words, style=styles.HEAD)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = Pt(left or place.label + hanging), Pt(-hanging)
    form.line_spacing = 1.1
    return paragraph
