"""A page printed on plain paper with the place of every field: laid over a blank it shows how far to nudge."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers.certificates.layout import POINT, Box, Layout
from office_culture.papers.certificates.marks import (
    CertificateSheet,
    Shape,
    Words,
    circle,
    moved,
    polyline,
    rectangle,
)
from office_culture.papers.fonts import FontSet
from office_culture.papers.pdf.ink import Ink
from office_culture.text.numbers import number

_FINE, _COARSE, _BOX, _ROOM = 0xDDE3EA, 0xB4C0CE, 0x1F4B77, 0xA61B1B
_NUMBERS = 0x5B6876
_CROSS = 10.0  # from the edges of the paper
_SMALL = 7.0


def calibration(layout: Layout, fonts: FontSet) -> CertificateSheet:
    """The sheet: a grid of 10 mm with numbers, crosses 10 mm from each corner, each field's box with name and place."""
    ink = Ink(fonts)
    sheet = CertificateSheet(
        layout.width,
        layout.height,
        ground=(),
        pictures=(),
        shapes=(*_grid(layout), *_crosses(layout), *_boxes(layout)),
        words=(*_scale(layout, fonts), *_names(layout, fonts, ink), *_legend(layout, fonts)),
    )
    return moved(replace(sheet, missing=ink.missing), *layout.nudge)


def _grid(layout: Layout) -> Iterator[Shape]:
    for x in range(10, int(layout.width) + 1, 10):
        colour = _COARSE if x % 50 == 0 else _FINE
        yield Shape(polyline(((x, 0), (x, layout.height))), line=colour, width=0.12)
    for y in range(10, int(layout.height) + 1, 10):
        colour = _COARSE if y % 50 == 0 else _FINE
        yield Shape(polyline(((0, y), (layout.width, y))), line=colour, width=0.12)


def _scale(layout: Layout, fonts: FontSet) -> Iterator[Words]:
    """Numbers in millimetres along the upper and the left edge."""
    for x in range(20, int(layout.width) - 5, 10):
        yield _centred(str(x), x, 7.2, fonts)
    for y in range(20, int(layout.height) - 5, 10):
        yield _centred(str(y), 6.0, y + 0.9, fonts)


def _crosses(layout: Layout) -> Iterator[Shape]:
    middle = (layout.width / 2, layout.height / 2)
    corners = [(x, y) for x in (_CROSS, layout.width - _CROSS) for y in (_CROSS, layout.height - _CROSS)]
    for x, y in (*corners, middle):
        yield Shape(polyline(((x - 5, y), (x + 5, y))), line=0x000000, width=0.25)
        yield Shape(polyline(((x, y - 5), (x, y + 5))), line=0x000000, width=0.25)
        yield Shape(circle((x, y), 2.5), line=0x000000, width=0.25)


def _boxes(layout: Layout) -> Iterator[Shape]:
    for field in layout.fields:
        yield Shape(rectangle(field.box), line=_BOX, width=0.3)
    if layout.crest:
        yield Shape(rectangle(layout.crest), line=_BOX, width=0.3)
    if layout.signing_room:
        room = layout.signing_room
        yield Shape(rectangle(room), line=_ROOM, width=0.4)
        yield Shape(polyline(((room.x, room.bottom), (room.right, room.y))), line=_ROOM, width=0.2)


def _names(layout: Layout, fonts: FontSet, ink: Ink) -> Iterator[Words]:
    for field in layout.fields:
        ink.enter(field.label)
        yield _in_corner(f"{ink.plain(field.label)}  {_place(field.box)}", field.box, _BOX, fonts)
    if layout.crest:
        yield _in_corner("Hình do cơ quan cung cấp", layout.crest, _BOX, fonts)
    if layout.signing_room:
        room = layout.signing_room
        yield _in_corner(f"Chỗ ký, đóng dấu  {_place(room)}", room, _ROOM, fonts)


def _place(box: Box) -> str:
    return f"({_mm(box.x)}; {_mm(box.y)}) {_mm(box.width)} × {_mm(box.height)}"


def _legend(layout: Layout, fonts: FontSet) -> Iterator[Words]:
    right, down = layout.nudge
    lines = (
        f"Trang căn chỉnh: khổ {_mm(layout.width)} × {_mm(layout.height)} mm, đơn vị mm. "
        f"Đang dịch sang phải {_mm(right)} mm, xuống dưới {_mm(down)} mm.",
        "In đúng tỷ lệ 100% trên giấy thường, đo tâm các dấu tròn ở góc: mỗi dấu phải cách hai mép giấy 10 mm. "
        "Lệch bao nhiêu thì dịch bấy nhiêu.",
    )
    for place, line in enumerate(lines):
        yield _line(line, 20.0, layout.height - 6.4 + 3.4 * place, 8.0, 0x000000, fonts)


def _centred(text: str, x: float, y: float, fonts: FontSet) -> Words:
    width = stringWidth(text, fonts.regular, _SMALL) * POINT
    return Words(text, x - width / 2, y, width, _SMALL, False, False, _NUMBERS)


def _in_corner(text: str, box: Box, colour: int, fonts: FontSet) -> Words:
    return _line(text, box.x + 0.8, box.y + 2.6, _SMALL, colour, fonts)


def _line(text: str, x: float, y: float, size: float, colour: int, fonts: FontSet) -> Words:
    return Words(text, x, y, stringWidth(text, fonts.regular, size) * POINT, size, False, False, colour)


def _mm(value: float) -> str:
    return number(Decimal(str(round(value, 1))))
