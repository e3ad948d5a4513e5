"""The end of a paper: recipients on the left, the signature on the right, on the same level and never cut."""

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from office_culture.papers import measures, wording
from office_culture.papers.docx import styles
from office_culture.papers.docx.frames import add_cell, add_grid, add_row, below
from office_culture.papers.docx.lines import add_lines, one_line
from office_culture.papers.fonts import FontSet
from office_culture.papers.measures import RECIPIENTS_BESIDE, SIGNING_ROOM, TEXT_WIDTH
from office_culture.papers.paper import Recipients, Signature

_HALF = TEXT_WIDTH / 2  # box 7a takes the right half
_SPACE_BEFORE = 12.0


def add_foot(
    document: Document, signatures: tuple[Signature, ...], recipients: Recipients | None, fonts: FontSet
) -> None:
    """One signer beside the recipients (sample 1.4), or two signers with the recipients below (sample 1.9)."""
    lines = _lines(recipients)
    table = add_grid(document, (_HALF, _HALF), padding=0)
    row = add_row(table)
    left = add_cell(table, row, _HALF, styles.HEAD)
    if len(signatures) == 2:
        _sign(left, signatures[0], fonts)
    else:
        beside, lines = lines[:RECIPIENTS_BESIDE], lines[RECIPIENTS_BESIDE:]
        _list(left, beside)
    _sign(add_cell(table, row, _HALF, styles.HEAD), signatures[-1], fonts)
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph(style=styles.RECIPIENT)
        if not number:
            paragraph.paragraph_format.space_before = Pt(_SPACE_BEFORE)
        # A list below two signatures is short: it begins no page with its end.
        paragraph.paragraph_format.keep_with_next = number < len(lines) - 1 < RECIPIENTS_BESIDE
        _recipient(paragraph, line)
    if not lines:
        # Word wants a paragraph after every table; this one takes no room.
        paragraph = document.add_paragraph(style=styles.RECIPIENT)
        paragraph.paragraph_format.line_spacing = Pt(1)


def _lines(recipients: Recipients | None) -> list[str]:
    if recipients is None:
        return []
    return [wording.RECIPIENTS, *(one_line(line) for line in wording.recipient_lines(recipients))]


def _list(first: Paragraph, lines: list[str]) -> None:
    paragraph = first
    for number, line in enumerate(lines):
        if number:
            paragraph = below(paragraph, styles.RECIPIENT)
        else:
            paragraph.style = styles.RECIPIENT
            paragraph.paragraph_format.space_before = Pt(_SPACE_BEFORE)
        paragraph.paragraph_format.right_indent = Pt(_HALF - measures.RECIPIENTS_WIDTH)
        _recipient(paragraph, line)


def _recipient(paragraph: Paragraph, line: str) -> None:
    run = paragraph.add_run(line)
    if line == wording.RECIPIENTS:
        run.bold = run.italic = True
        run.font.size = Pt(measures.RECIPIENTS_LABEL)
        paragraph.paragraph_format.keep_with_next = True


def _sign(paragraph: Paragraph, signature: Signature, fonts: FontSet) -> None:
    """Authority and post, room for hand and seal, then the name."""
    paragraph.paragraph_format.space_before = Pt(_SPACE_BEFORE)
    size = measures.SIGNATURE
    for line in wording.signature_lines(signature):
        add_lines(paragraph, line, fonts.bold, size, _HALF, bold=True)
    if signature.instruction:
        instruction = below(paragraph, styles.HEAD)
        add_lines(instruction, signature.instruction, fonts.italic, size - 1, _HALF)
        for run in instruction.runs:
            run.italic = True
    name = below(paragraph, styles.HEAD)
    name.paragraph_format.space_before = Pt(SIGNING_ROOM)
    add_lines(name, signature.other_post.upper(), fonts.bold, size, _HALF, bold=True)
    if words := one_line(wording.signer(signature)):
        add_lines(name, words, fonts.bold, size, _HALF, bold=True)
