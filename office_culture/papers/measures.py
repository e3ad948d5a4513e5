"""Measures of official papers, each with its place in Annex I of Decree 30/2020/NĐ-CP, in points.

Where the annex gives a range the value is the one of its own sample column. Times-metric faces are 1.15 em high
in single spacing, of which 0.891 em stands above the base line. All renderers that know pages share these.
"""

CM = 72 / 2.54
MM = CM * 0.1

# Section I.1 to I.4: A4; top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
MARGIN_TOP = 20 * MM
MARGIN_BOTTOM = 20 * MM
MARGIN_LEFT = 30 * MM
MARGIN_RIGHT = 15 * MM
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM
# The annex arranges its own head in 40% and 60% of the text area.
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
LINE_SPACING = 1.15  # of single lines; between single and 1.5 (section II.5)
LINE = LINE_SPACING * SINGLE
# Where the signature of a short paper would leave much white on the page before, these are tried in their order.
OTHER_SPACINGS = (1.0, 1.05, 1.1, 1.25, 1.4, 1.5)
SHORT_PAPER = 3  # pages of text
FIRST_LINE = 1.27 * CM  # 1 cm or 1.27 cm
PARAGRAPH_GAP = 6.0  # at least 6 pt
RULE = 0.75  # thickness; the annex only says "solid"
SHORT_RULE = 0.4  # of its line of text; the annex asks for 1/3 to 1/2
ROW_GAP = 7.0  # between the names of the head and the row with number and date
ABOUT_GAP = 6.0  # the subject of a letter stands 6 pt below its number
TITLE_GAP = 18.0
SIGNING_ROOM = 72.0  # for the hand and a seal of 36 mm laid over its left third
RECIPIENTS_WIDTH = 0.46 * TEXT_WIDTH
RECIPIENTS_BESIDE = 24  # more lines than this go on below the signature, over pages if need be
PAGE_NUMBER_HEIGHT = 14.5 * MM  # from the top edge to the base line, inside the top margin
# The decree prints nothing in the foot margin; every telephone reads a code of 16 mm from a printed sheet.
CHECK_SIDE = 16 * MM
CHECK_FOOT = 2.5 * MM
CHECK_TEXT = 7.5
CELL_PADDING = 4.0
CELL_LINE = 0.5

# Brightness of grey, from black 0 to white 1.
FAINT = 0.92  # the mark of a draft: readable, but the text above it stays clear
GAP_GREY = 0.95
# Okabe and Ito: people with any kind of colour blindness can tell these apart; they also differ in lightness, so that a
# black and white copy stays readable.
PALETTE = (0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00)
