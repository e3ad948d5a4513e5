"""The QR code in the foot margin of the last page, with the address where the paper can be checked."""

from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, BaseDocTemplate

from office_culture.papers import links, measures, wording
from office_culture.papers.measures import ASCENT, SINGLE
from office_culture.papers.pdf.styles import Styles
from office_culture.papers.pdf.tags import Annotated, Element, box_on_page
from office_culture.papers.qr import code_of

_GAP = 6.0


class CheckMark(ActionFlowable):
    """The last flowable: draws on the page where the paper ends, and takes no room from the text."""

    def __init__(self, address: str, style: Styles, root: Element) -> None:
        super().__init__()
        self._words = root.add("P")
        self._code = root.add("Figure", alternative=wording.CHECK_CODE)
        self._address = address
        self._face = style.fonts.regular

    def apply(self, doc: BaseDocTemplate) -> None:
        canvas: Canvas = doc.canv
        canvas.saveState()
        canvas.setFillColor(black)
        side = measures.CHECK_SIDE
        self._code.attributes["BBox"] = box_on_page(
            canvas, measures.MARGIN_LEFT, measures.CHECK_FOOT, side, side
        )
        with self._code.marked(canvas):
            _draw_code(canvas, self._address, measures.MARGIN_LEFT, measures.CHECK_FOOT, side)
        left = measures.MARGIN_LEFT + measures.CHECK_SIDE + _GAP
        base = measures.CHECK_FOOT + measures.CHECK_SIDE - ASCENT * measures.CHECK_TEXT
        canvas.setFont(self._face, measures.CHECK_TEXT)
        with self._words.marked(canvas):
            canvas.drawString(left, base, f"{wording.CHECK_AT} ")
        self._draw_address(canvas, left, base - SINGLE * measures.CHECK_TEXT)
        canvas.restoreState()

    def _draw_address(self, canvas: Canvas, left: float, base: float) -> None:
        """The address as a link, for those who read on a screen or have the paper read to them."""
        size = measures.CHECK_TEXT
        link = self._words.add("Link")
        with link.marked(canvas):
            canvas.drawString(left, base, self._address)
        if target := links.address(self._address):
            position = len(canvas.__dict__["_annotationrefs"])
            right = left + canvas.stringWidth(self._address, self._face, size)
            canvas.linkURL(target, (left, base - (SINGLE - ASCENT) * size, right, base + ASCENT * size))
            link.kids.append(Annotated(canvas.getPageNumber() - 1, position))


def _draw_code(canvas: Canvas, address: str, left: float, bottom: float, side: float) -> None:
    """Draws the code as one filled path, without the white seams between single rectangles."""
    code = code_of(address)
    module = side / code.side
    path = canvas.beginPath()
    for run in code.runs:
        upper = bottom + side - run.row * module
        path.rect(left + run.column * module, upper - module, run.length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
