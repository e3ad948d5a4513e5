"""Certificates as PDF/A-2u: one page for each, in one file or in parts that are joined later."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import pikepdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from office_culture.papers.certificates.layout import POINT, Box
from office_culture.papers.certificates.marks import CertificateSheet, Picture, Shape, Words
from office_culture.papers.fonts import FontSet, bundled_fonts
from office_culture.papers.paper import Metadata
from office_culture.papers.pdf.archive import archived
from office_culture.papers.pdf.pages import NumberedPart
from office_culture.papers.pdf.renderer import one_at_a_time

_MM = 1 / POINT  # a millimetre in points


def part_of(sheets: Sequence[CertificateSheet], fonts: FontSet | None = None, *, below: bytes = b"") -> bytes:
    """The sheets as plain PDF pages, to be joined. `below` is a picture under each, such as a scanned blank.

    The same sheets give the same bytes. At least one sheet is needed.
    """
    with one_at_a_time():
        fonts = fonts or bundled_fonts()
        target = BytesIO()
        first = sheets[0]
        canvas = Canvas(
            target,
            pagesize=(first.width * _MM, first.height * _MM),
            initialFontName=fonts.regular,  # type: ignore[arg-type]  # the stubs take it for a size
            invariant=1,
            pageCompression=0,
        )
        brush = _Brush(canvas, fonts)
        for sheet in sheets:
            brush.page(sheet, below)
        canvas.save()
    return target.getvalue()


def joined(parts: Iterable[bytes], metadata: Metadata) -> bytes:
    """One PDF/A-2u of all pages, in order."""
    target = BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
        whole.save(target, deterministic_id=True)
    target.seek(0)
    return archived(target, metadata, metadata.title, [NumberedPart(0, "")], prune=False)


class _Brush:
    """Draws sheets on a canvas. What is the same on all of them is written into the file once."""

    def __init__(self, canvas: Canvas, fonts: FontSet) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._grounds: dict[tuple[Shape, ...], str] = {}
        self._images: dict[bytes, ImageReader] = {}
        self._height = 0.0

    def page(self, sheet: CertificateSheet, below: bytes) -> None:
        self._height = sheet.height
        self._canvas.setPageSize((sheet.width * _MM, sheet.height * _MM))
        if below:
            self._image(below, Box(0, 0, sheet.width, sheet.height), stretched=True)
        self._ground(sheet)
        for picture in sheet.pictures:
            self._picture(picture)
        for shape in sheet.shapes:
            self._shape(shape)
        for words in sheet.words:
            self._words(words)
        self._canvas.showPage()

    def _ground(self, sheet: CertificateSheet) -> None:
        if not sheet.ground:
            return
        name = self._grounds.get(sheet.ground)
        if name is None:
            name = self._grounds[sheet.ground] = f"ground{len(self._grounds)}"
            self._canvas.beginForm(name, 0, 0, sheet.width * _MM, sheet.height * _MM)
            for shape in sheet.ground:
                self._shape(shape)
            self._canvas.endForm()
        self._canvas.doForm(name)

    def _shape(self, shape: Shape) -> None:
        canvas = self._canvas
        path = canvas.beginPath()
        for letter, points in shape.steps:
            flat = [value for x, y in points for value in (x * _MM, (self._height - y) * _MM)]
            match letter:
                case "M":
                    path.moveTo(*flat)
                case "L":
                    path.lineTo(*flat)
                case "C":
                    path.curveTo(*flat)
                case _:
                    path.close()
        if shape.fill is not None:
            canvas.setFillColorRGB(*_rgb(shape.fill))
        if shape.line is not None:
            canvas.setStrokeColorRGB(*_rgb(shape.line))
            canvas.setLineWidth(shape.width * _MM)
        canvas.drawPath(path, stroke=int(shape.line is not None), fill=int(shape.fill is not None))

    def _words(self, words: Words) -> None:
        canvas = self._canvas
        canvas.setFillColorRGB(*_rgb(words.colour))
        canvas.setFont(self._fonts.face(bold=words.bold, italic=words.italic), words.size)
        canvas.drawString(words.x * _MM, (self._height - words.y) * _MM, words.text)

    def _picture(self, picture: Picture) -> None:
        self._image(picture.content, picture.box, stretched=False)

    def _image(self, content: bytes, box: Box, *, stretched: bool) -> None:
        if content not in self._images:
            self._images[content] = ImageReader(BytesIO(content))
        self._canvas.drawImage(
            self._images[content],
            box.x * _MM,
            (self._height - box.bottom) * _MM,
            box.width * _MM,
            box.height * _MM,
            mask="auto",
            preserveAspectRatio=not stretched,
            anchor="c",
        )


def _rgb(colour: int) -> tuple[float, float, float]:
    return ((colour >> 16) / 255, (colour >> 8 & 0xFF) / 255, (colour & 0xFF) / 255)
