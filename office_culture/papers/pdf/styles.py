"""Measures of official papers, each with its place in Annex I of Decree 30/2020/NĐ-CP, in points.

Where the annex gives a range the value is the one of its own sample column. Times-metric faces are 1.15 em high
in single spacing, of which 0.891 em stands above the base line.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm

from office_culture.papers.fonts import FontSet

# Section I.1 to I.4: A4; top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_TOP = 20 * mm
MARGIN_BOTTOM = 20 * mm
MARGIN_LEFT = 30 * mm
MARGIN_RIGHT = 15 * mm
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
# The annex arranges its own head in 40 % and 60 % of the text area.
LEFT_COLUMN = 0.40

# Section II and the table of sizes at the end of the annex.
NATIONAL_NAME = 12.0
NATIONAL_MOTTO = 13.0
SUPERIOR = 12.0
ISSUER = 12.0
NUMBER = 13.0
PLACE_DATE = 13.0
TITLE = 14.0
ABOUT = 12.0
BODY = 14.0
SIGNATURE = 14.0
RECIPIENTS_LABEL = 12.0
RECIPIENTS = 11.0
PAGE_NUMBER = 14.0
# The annex says nothing on tables and charts inside the text; practice prints them a little smaller.
TABLE = 12.0
TABLE_SMALLEST = 9.0
CHART = 11.0

SINGLE = 1.15
ASCENT = 0.891
LINE = 1.15 * SINGLE  # between single and 1.5 lines (section II.5)
FIRST_LINE = 1.27 * cm  # 1 cm or 1.27 cm
PARAGRAPH_GAP = 6.0  # at least 6 pt
RULE = 0.75  # thickness; the annex only says "solid"
SHORT_RULE = 0.4  # of its line of text; the annex asks for 1/3 to 1/2
SIGNING_ROOM = 72.0  # for the hand and a seal of 36 mm laid over its left third
PAGE_NUMBER_HEIGHT = 14.5 * mm  # from the top edge to the base line, inside the top margin
# The foot margin holds nothing of the decree's; a code of 16 mm is read by every telephone from a printed sheet.
CHECK_SIDE = 16 * mm
CHECK_FOOT = 2.5 * mm
CHECK_TEXT = 7.5
FAINT = Color(0.92, 0.92, 0.92)
GRID_GREY = Color(0.82, 0.82, 0.82)
GAP_GREY = Color(0.95, 0.95, 0.95)

Alignment = Literal[0, 1, 2, 4]


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles in one typeface."""

    fonts: FontSet
    body: ParagraphStyle
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
def styles_of(fonts: FontSet) -> Styles:
    body = ParagraphStyle(
        "body",
        fontName=fonts.regular,
        fontSize=BODY,
        leading=BODY * LINE,
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
