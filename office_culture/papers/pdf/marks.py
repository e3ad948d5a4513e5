"""Pictures of signatures: the person's in blue between post and name, the agency's seal in red over its left third.

Annex I of Decree 30/2020 on boxes 7c and 8: blue and red, transparent ground, the seal in its real size. Where an
office has no picture yet, a plain one is drawn from the name. Each is a PDF of one page that may be laid into a PDF/A.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from office_culture.papers.fonts import FontSet, bundled_fonts
from office_culture.papers.lines import balanced_lines
from office_culture.papers.measures import ASCENT, SINGLE
from office_culture.papers.pdf.archive import tidied
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.pages import SEAL_SIDE, SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Box, SigningRoom
from office_culture.papers.pdf.renderer import drawing_lock

BLUE = Color(0.05, 0.15, 0.65)
RED = Color(0.85, 0.05, 0.05)

_Drawing = Callable[[Canvas, FontSet, str, float, float], None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture with its place on the page."""

    picture: bytes
    box: Box


def signature_mark(room: SigningRoom, name: str, image: bytes | None = None) -> Mark:
    """The person's signature, centred in its room: `image` with transparent ground, or else drawn from the name."""
    return Mark(_picture(SIGNATURE_WIDTH, SIGNATURE_HEIGHT, name, image, _draw_name), room.signature_box)


def seal_mark(room: SigningRoom, name: str, image: bytes | None = None) -> Mark:
    return Mark(_picture(SEAL_SIDE, SEAL_SIDE, name, image, _draw_seal), room.seal_box)


def _picture(width: float, height: float, name: str, image: bytes | None, draw: _Drawing) -> bytes:
    with drawing_lock():
        fonts = bundled_fonts()
        target = BytesIO()
        # Otherwise the page names a Helvetica that is not embedded, which PDF/A forbids.
        canvas = Canvas(
            target,
            (width, height),
            invariant=1,
            pageCompression=0,
            initialFontName=fonts.regular,  # type: ignore[arg-type]  # the stubs take it for a size
        )
        if image is not None:
            canvas.drawImage(
                ImageReader(BytesIO(image)),
                0,
                0,
                width,
                height,
                mask="auto",
                preserveAspectRatio=True,
            )
        else:
            draw(canvas, fonts, Ink(fonts).plain(name), width, height)
        canvas.save()
        target.seek(0)
        return tidied(target)


def _draw_name(canvas: Canvas, fonts: FontSet, name: str, width: float, height: float) -> None:
    face = fonts.bold_italic
    size = min(20.0, 0.94 * width / max(stringWidth(name, face, 1.0), 0.001))
    canvas.setFillColor(BLUE)
    canvas.setStrokeColor(BLUE)
    canvas.setFont(face, size)
    canvas.drawCentredString(width / 2, height / 2, name)
    canvas.setLineWidth(1.2)
    canvas.bezier(
        0.1 * width,
        0.34 * height,
        0.4 * width,
        0.2 * height,
        0.6 * width,
        0.5 * height,
        0.92 * width,
        0.3 * height,
    )


def _draw_seal(canvas: Canvas, fonts: FontSet, name: str, width: float, height: float) -> None:
    canvas.setStrokeColor(RED)
    canvas.setFillColor(RED)
    for radius, thickness in ((0.48, 2.0), (0.44, 0.8), (0.31, 0.8)):
        canvas.setLineWidth(thickness)
        canvas.circle(width / 2, height / 2, radius * width)
    size = 9.0
    lines = balanced_lines(name.upper(), fonts.bold, size, 0.5 * width)
    while len(lines) * size * SINGLE > 0.5 * height:
        size -= 0.5
        lines = balanced_lines(name.upper(), fonts.bold, size, 0.5 * width)
    canvas.setFont(fonts.bold, size)
    top = height / 2 + len(lines) * size * SINGLE / 2
    for place, words in enumerate(lines):
        canvas.drawCentredString(width / 2, top - place * size * SINGLE - ASCENT * size, words)
