"""The paragraph styles of the PDF, made from the measures that all renderers share."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers import measures
from office_culture.papers.fonts import FontSet
from office_culture.papers.measures import BODY, FIRST_LINE, LINE, PARAGRAPH_GAP, SINGLE, TABLE
from office_culture.papers.wording import BULLET

FAINT = Color(*3 * (measures.FAINT,))
GRID_GREY = Color(0.82, 0.82, 0.82)
GAP_GREY = Color(*3 * (measures.GAP_GREY,))

Alignment = Literal[0, 1, 2, 4]


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles in one typeface."""

    fonts: FontSet
    body: ParagraphStyle
    item: ParagraphStyle
    legal_basis: ParagraphStyle
    heading: tuple[ParagraphStyle, ParagraphStyle, ParagraphStyle]
    division_label: ParagraphStyle
    division_title: ParagraphStyle
    caption: ParagraphStyle
    note: ParagraphStyle
    unit: ParagraphStyle
    gap: ParagraphStyle

    def cell(self, size: float, alignment: Alignment, *, bold: bool = False) -> ParagraphStyle:
        return _cell(self.fonts.face(bold=bold), size, alignment)


@cache
def _cell(face: str, size: float, alignment: Alignment) -> ParagraphStyle:
    return ParagraphStyle(
        f"cell-{face}-{size}-{alignment}",
        fontName=face,
        fontSize=size,
        leading=size * SINGLE,
        alignment=alignment,
    )


@cache
def styles_of(fonts: FontSet, spacing: float = measures.LINE_SPACING) -> Styles:
    """The styles with text in `spacing` of single lines."""
    body = ParagraphStyle(
        "body",
        fontName=fonts.regular,
        fontSize=BODY,
        leading=BODY * SINGLE * spacing,
        alignment=TA_JUSTIFY,
        firstLineIndent=FIRST_LINE,
        spaceAfter=PARAGRAPH_GAP,
        textColor=black,
        # ReportLab names these two the other way round: no single line at the foot, none at the head of a page.
        allowOrphans=0,
        allowWidows=0,
    )
    titled = ParagraphStyle("titled", body, fontName=fonts.bold, alignment=TA_LEFT)
    centred = ParagraphStyle(
        "centred", body, fontName=fonts.bold, alignment=TA_CENTER, firstLineIndent=0, leading=BODY * SINGLE
    )
    small = ParagraphStyle("small", body, fontSize=TABLE, leading=TABLE * LINE, firstLineIndent=0)
    return Styles(
        fonts=fonts,
        body=body,
        # The dash stands before the first line, where a paragraph is indented.
        item=ParagraphStyle(
            "item", body, firstLineIndent=FIRST_LINE + stringWidth(BULLET, fonts.regular, BODY)
        ),
        legal_basis=ParagraphStyle("legal basis", body, fontName=fonts.italic),
        heading=(
            ParagraphStyle("heading 1", titled, spaceBefore=PARAGRAPH_GAP),
            titled,
            # A điểm is upright and regular even where it has a title (Annex I, II.5).
            ParagraphStyle("heading 3", titled, fontName=fonts.regular),
        ),
        division_label=ParagraphStyle("division label", centred, spaceBefore=PARAGRAPH_GAP, spaceAfter=0),
        division_title=centred,
        caption=ParagraphStyle(
            "caption", small, fontName=fonts.bold, alignment=TA_CENTER, leading=TABLE * SINGLE, spaceBefore=6
        ),
        note=ParagraphStyle("note", small, fontName=fonts.italic, leading=TABLE * SINGLE),
        unit=ParagraphStyle("unit", small, fontName=fonts.italic, alignment=TA_RIGHT, spaceAfter=2),
        gap=ParagraphStyle(
            "gap",
            body,
            alignment=TA_LEFT,
            firstLineIndent=0,
            leftIndent=8,
            rightIndent=8,
            borderWidth=1,
            borderColor=black,
            borderPadding=6,
            backColor=GAP_GREY,
            spaceBefore=18,
            spaceAfter=16,
        ),
    )
