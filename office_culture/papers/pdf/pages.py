"""Pages: text area, page numbers, the mark of a draft, and numbering that starts again in each appendix."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ActionFlowable, BaseDocTemplate, Frame, PageTemplate

from office_culture.papers import measures, wording
from office_culture.papers.fonts import FontSet
from office_culture.papers.pdf import styles
from office_culture.papers.pdf.flow import MOST_WHITE
from office_culture.papers.pdf.tags import Artefact, artefact

SIGNATURE_WIDTH = 45 * mm
SIGNATURE_HEIGHT = 20 * mm
SEAL_SIDE = 36 * mm

# Left, bottom, right and top, in points.
Box = tuple[float, float, float, float]

PORTRAIT = "portrait"
LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class NumberedPart:
    """Pages numbered from 1: the paper itself, or one appendix. `first` is the page of the file, from 0."""

    first: int
    prefix: str


class Pages(BaseDocTemplate):
    """Lays flowables out on pages of Decree 30/2020."""

    def __init__(self, target: BytesIO, fonts: FontSet, *, draft: bool) -> None:
        super().__init__(
            target,
            pagesize=(measures.PAGE_WIDTH, measures.PAGE_HEIGHT),
            pageTemplates=[
                self._template(PORTRAIT, measures.PAGE_WIDTH, measures.PAGE_HEIGHT),
                self._template(LANDSCAPE, *landscape((measures.PAGE_WIDTH, measures.PAGE_HEIGHT))),
            ],
            initialFontName=fonts.regular,
            invariant=1,
            pageCompression=0,  # the archive step compresses everything once
            allowSplitting=1,
        )
        self._fonts = fonts
        self._draft = draft
        self._next_prefix: str | None = ""
        self.numbered_parts: list[NumberedPart] = []
        self.signing_rooms: list[SigningRoom] = []
        self.leaves_white = False

    def end_leaves(self, white: float) -> None:
        """Notes so much white (points) on this page: the signature goes to the next one with the end of the text."""
        if self.page <= measures.SHORT_PAPER and white > MOST_WHITE:
            self.leaves_white = True

    def begin_numbering(self, prefix: str) -> None:
        """Makes the next page the first of a new part."""
        self._next_prefix = prefix

    def _template(self, name: str, width: float, height: float) -> PageTemplate:
        frame = Frame(
            measures.MARGIN_LEFT,
            measures.MARGIN_BOTTOM,
            width - measures.MARGIN_LEFT - measures.MARGIN_RIGHT,
            height - measures.MARGIN_TOP - measures.MARGIN_BOTTOM,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        on_page: Callable[[Canvas, BaseDocTemplate], None] = self._furnish
        return PageTemplate(name, [frame], onPage=on_page, pagesize=(width, height))

    def _furnish(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        page = canvas.getPageNumber()
        width, height = self.pageTemplate.pagesize
        if self._next_prefix is not None:
            self.numbered_parts.append(NumberedPart(page - 1, self._next_prefix))
            self._next_prefix = None
        if self._draft:
            self._mark_draft(canvas, width, height)
        number = page - self.numbered_parts[-1].first
        if number > 1:
            centre = (measures.MARGIN_LEFT + width - measures.MARGIN_RIGHT) / 2
            canvas.setFillColor(black)
            canvas.setFont(self._fonts.regular, measures.PAGE_NUMBER)
            with artefact(canvas, Artefact.PAGINATION):
                canvas.drawCentredString(centre, height - measures.PAGE_NUMBER_HEIGHT, str(number))

    def _mark_draft(self, canvas: Canvas, width: float, height: float) -> None:
        """Draws a pale word under the text instead of a transparent one, which PDF/A allows on every printer."""
        canvas.saveState()
        canvas.setFillColor(styles.FAINT)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(45)
        canvas.setFont(self._fonts.bold, 110)
        with artefact(canvas, Artefact.PAGINATION):
            canvas.drawCentredString(0, -40, wording.DRAFT_MARK)
        canvas.restoreState()


@dataclass(frozen=True, slots=True)
class SigningRoom:
    """The room for a signature by hand or picture, between post and name (box 7c).

    `page` is the page of the file, from 0; measures are in points from its lower left corner.
    """

    page: int
    left: float
    bottom: float
    width: float
    height: float

    @property
    def signature_box(self) -> Box:
        """The box of the person's signature, in the middle of the room."""
        return self._box(self.left + (self.width - SIGNATURE_WIDTH) / 2, SIGNATURE_WIDTH, SIGNATURE_HEIGHT)

    @property
    def seal_box(self) -> Box:
        """The box of the agency's seal, which covers the left third of the signature."""
        left = self.signature_box[0] + SIGNATURE_WIDTH / 3 - SEAL_SIDE
        return self._box(left, SEAL_SIDE, SEAL_SIDE)

    def _box(self, left: float, width: float, height: float) -> Box:
        bottom = self.bottom + (self.height - height) / 2
        return (left, bottom, left + width, bottom + height)


class BeginNumbering(ActionFlowable):
    """Starts the numbering of an appendix; placed before the page break that opens it."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def apply(self, doc: BaseDocTemplate) -> None:
        assert isinstance(doc, Pages)  # noqa: S101 - for types; only `Pages` draws it
        doc.begin_numbering(self._prefix)
