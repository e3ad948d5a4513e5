"""Certificates as PDF/A-2a and PDF/UA-1: one page for each, in one file or in parts that are joined later.

A part names its elements in the content of its pages alone; the tree is made from these names when parts are joined.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

import pikepdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from office_culture.papers.certificates.layout import POINT, Box
from office_culture.papers.certificates.marks import CertificateSheet, Picture, Shape, Words
from office_culture.papers.fonts import FontSet, bundled_fonts
from office_culture.papers.paper import Metadata
from office_culture.papers.pdf.archive import archived
from office_culture.papers.pdf.pages import NumberedPart
from office_culture.papers.pdf.renderer import drawing_lock
from office_culture.papers.pdf.tags import Artefact, Marked, Structure, artefact
from office_culture.papers.wording import EMBLEM

_MM = 1 / POINT  # a millimetre in points
_ELEMENT = re.compile(rb"/(\w+) <</MCID \d+>> BDC")
_TITLE = "title"  # the key of the text that names the certificate


def part_of(sheets: Sequence[CertificateSheet], fonts: FontSet | None = None, *, below: bytes = b"") -> bytes:
    """The sheets as plain PDF pages, to be joined. `below` is a picture under each, such as a scanned blank.

    The same sheets give the same bytes. At least one sheet is needed.
    """
    with drawing_lock():
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
    """One PDF/A-2a with the pages of all parts, in order."""
    target = BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
        structure = _structure(whole)
        whole.save(target, deterministic_id=True)
    target.seek(0)
    return archived(target, metadata, metadata.title, [NumberedPart(0, "")], structure, prune=False)


def _structure(pdf: pikepdf.Pdf) -> Structure:
    """The tree: a section for each page, with its elements in the order in which they were drawn."""
    structure = Structure()
    for number, page in enumerate(pdf.pages):
        section = structure.root.add("Sect")
        content = structure.content_of(number)
        for role in _ELEMENT.findall(page.Contents.read_bytes()):
            element = section.add(role.decode(), alternative=EMBLEM if role == b"Figure" else "")
            element.kids.append(Marked(number, len(content)))
            content.append(element)
    return structure


class _Brush:
    """Draws sheets on a canvas. What is the same on all of them is written into the file once."""

    def __init__(self, canvas: Canvas, fonts: FontSet) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._section = Structure().root
        self._grounds: dict[tuple[Shape, ...], str] = {}
        self._images: dict[bytes, ImageReader] = {}
        self._height = 0.0

    def page(self, sheet: CertificateSheet, below: bytes) -> None:
        self._height = sheet.height
        self._canvas.setPageSize((sheet.width * _MM, sheet.height * _MM))
        with artefact(self._canvas, Artefact.BACKGROUND):
            if below:
                self._image(below, Box(0, 0, sheet.width, sheet.height), stretched=True)
            self._ground(sheet)
            for shape in sheet.shapes:
                self._shape(shape)
        for picture in sheet.pictures:
            with self._section.add("Figure").marked(self._canvas):
                self._picture(picture)
        for key, lines in groupby(sheet.words, lambda words: words.key):
            with self._section.add("H1" if key == _TITLE else "P").marked(self._canvas):
                for words in lines:
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
        canvas.drawString(words.x * _MM, (self._height - words.y) * _MM, f"{words.text} ")

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
