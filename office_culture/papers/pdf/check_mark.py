"""The mark in the foot margin of the last page that leads to the page where the paper can be checked."""

from itertools import groupby

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, BaseDocTemplate

from office_culture.papers import measures, wording
from office_culture.papers.measures import ASCENT, SINGLE
from office_culture.papers.pdf.styles import Styles

_GAP = 6.0


class CheckMark(ActionFlowable):
    """Placed at the end of the story: draws on the page where the paper ends, and takes no room from the text."""

    def __init__(self, address: str, style: Styles) -> None:
        super().__init__()
        self._address = address
        self._face = style.fonts.regular

    def apply(self, doc: BaseDocTemplate) -> None:
        canvas: Canvas = doc.canv
        canvas.saveState()
        canvas.setFillColor(black)
        _draw_code(canvas, self._address, measures.MARGIN_LEFT, measures.CHECK_FOOT, measures.CHECK_SIDE)
        left = measures.MARGIN_LEFT + measures.CHECK_SIDE + _GAP
        base = measures.CHECK_FOOT + measures.CHECK_SIDE - ASCENT * measures.CHECK_TEXT
        canvas.setFont(self._face, measures.CHECK_TEXT)
        canvas.drawString(left, base, wording.CHECK_AT)
        canvas.drawString(left, base - SINGLE * measures.CHECK_TEXT, self._address)
        canvas.restoreState()


def _draw_code(canvas: Canvas, address: str, left: float, bottom: float, side: float) -> None:
    """The code as one filled path: sharp at every size, and without the white seams between single rectangles."""
    code = QrCode(address, qrLevel="M").qr
    code.make()
    module = side / code.getModuleCount()
    path = canvas.beginPath()
    for row, modules in enumerate(code.modules):
        column = 0
        for dark, run in groupby(map(bool, modules)):
            length = len(list(run))
            if dark:
                upper = bottom + side - row * module
                path.rect(left + column * module, upper - module, length * module, module)
            column += length
    canvas.drawPath(path, stroke=0, fill=1)
