"""The frame of a certificate printed on white paper: bands and corners, and a pale drum behind the text.

Own work, made of circles, triangles and lines. The State's emblem is no part of it: its use is regulated, so an agency
that may print it supplies the picture.
"""

from collections.abc import Iterator
from functools import cache

from office_culture.papers.certificates.layout import Box
from office_culture.papers.certificates.marks import (
    Point,
    Shape,
    Step,
    arc,
    around,
    circle,
    polygon,
    rectangle,
)
from office_culture.papers.certificates.motifs import (
    MotifBand,
    chevrons,
    joined_circles,
    ring_of_circles,
    ring_of_teeth,
    rings,
    saw_teeth,
    star,
)

PAPER = 0xFFFDF6
BAND = 0xFBF2DC
RED = 0xA61B1B
GOLD = 0xB58A33
SHINE = 0xFAF2DF  # the drum behind the text: felt rather than seen
SHINE_LINE = 0xF6EBD1

# Of a sheet of 297 × 210 mm; others in proportion. Distances from the edge of the paper.
_EDGE = 8.0
_HAIR = 9.5
_BAND = 10.3
_BAND_HEIGHT = 7.4
_INNER = 18.4
_CORNER = 11.6
_CONTENT = 21.6
_NOTCH = 7.0
_RAYS = 14


@cache
def frame(width: float, height: float) -> tuple[Shape, ...]:
    """The shapes of the frame, from the back to the front."""
    scale = min(width / 297, height / 210)
    return tuple(_frame(width, height, scale))


def scale_of(width: float, height: float) -> float:
    """The size of a sheet in proportion to A4 landscape."""
    return min(width / 297, height / 210)


def _frame(width: float, height: float, k: float) -> Iterator[Shape]:
    yield Shape(rectangle(_inset(width, height, _EDGE * k)), fill=PAPER)
    yield from _drum((width / 2, height * 0.535), min(66.0 * k, height / 2 - 30 * k), k)
    yield from _bands(width, height, k)
    yield Shape(rectangle(_inset(width, height, _EDGE * k)), line=RED, width=1.0 * k)
    yield Shape(rectangle(_inset(width, height, _HAIR * k)), line=GOLD, width=0.25 * k)
    yield Shape(rectangle(_inset(width, height, _INNER * k)), line=RED, width=0.55 * k)
    yield from _corners(width, height, k)
    yield Shape(_notched(width, height, k), line=GOLD, width=0.3 * k)


def _inset(width: float, height: float, by: float) -> Box:
    return Box(by, by, width - 2 * by, height - 2 * by)


def _bands(width: float, height: float, k: float) -> Iterator[Shape]:
    """Four strips between the corners, clockwise from the top."""
    outer, begin, across = _BAND * k, (_HAIR + _CORNER) * k, _BAND_HEIGHT * k
    long, high = width - 2 * begin, height - 2 * begin
    for band in (
        MotifBand((begin, outer), long, 0),
        MotifBand((width - outer, begin), high, 90),
        MotifBand((width - begin, height - outer), long, 180),
        MotifBand((outer, height - begin), high, 270),
    ):
        yield Shape(
            polygon(
                band.at(*corner) for corner in ((0, 0), (band.length, 0), (band.length, across), (0, across))
            ),
            fill=BAND,
        )
        yield from saw_teeth(band, 0.15 * k, 1.5 * k, 1.9 * k, GOLD)
        yield from saw_teeth(band, across - 0.15 * k, -1.5 * k, 1.9 * k, GOLD)
        yield from joined_circles(band, across / 2, 1.3 * k, 5.0 * k, RED, 0.26 * k)


def _corners(width: float, height: float, k: float) -> Iterator[Shape]:
    """A square with a small sun in each corner."""
    side = _CORNER * k
    for x in (_HAIR * k, width - _HAIR * k - side):
        for y in (_HAIR * k, height - _HAIR * k - side):
            yield Shape(rectangle(Box(x, y, side, side)), fill=PAPER, line=RED, width=0.55 * k)
            yield from sun((x + side / 2, y + side / 2), 0.44 * side)


def sun(centre: Point, radius: float) -> Iterator[Shape]:
    """The sun in the middle of a bronze drum, for corners and for the rosette."""
    yield Shape(circle(centre, radius), fill=BAND, line=GOLD, width=0.05 * radius)
    yield from ring_of_teeth(centre, 0.93 * radius, -0.16 * radius, 0.27 * radius, GOLD)
    yield Shape(circle(centre, 0.7 * radius), fill=PAPER, line=GOLD, width=0.05 * radius)
    yield star(centre, 8, 0.66 * radius, 0.27 * radius, RED)
    yield Shape(circle(centre, 0.13 * radius), fill=PAPER)


def _notched(width: float, height: float, k: float) -> tuple[Step, ...]:
    """The innermost hairline, with a quarter of a circle cut out of each corner."""
    near, notch = _CONTENT * k, _NOTCH * k
    left, top, right, foot = near, near, width - near, height - near
    return (
        ("M", ((left + notch, top),)),
        ("L", ((right - notch, top),)),
        arc((right, top), notch, 180, 90),
        ("L", ((right, foot - notch),)),
        arc((right, foot), notch, 270, 180),
        ("L", ((left + notch, foot),)),
        arc((left, foot), notch, 360, 270),
        ("L", ((left, top + notch),)),
        arc((left, top), notch, 90, 0),
        ("Z", ()),
    )


def _drum(centre: Point, radius: float, k: float) -> Iterator[Shape]:
    """Rings as on the face of a bronze drum, slightly darker than the paper."""
    r = radius / 66
    hair = 0.3 * k
    yield star(centre, _RAYS, 17 * r, 5.6 * r, SHINE)
    yield from chevrons(centre, _RAYS, 9.6 * r, 16 * r, SHINE_LINE, hair)
    yield from rings(centre, (18.2 * r, 19.4 * r), SHINE_LINE, hair)
    yield from ring_of_teeth(centre, 19.9 * r, 2.6 * r, 2.5 * r, SHINE)
    yield from rings(centre, (23.2 * r,), SHINE_LINE, hair)
    yield from ring_of_circles(centre, 26.6 * r, 1.9 * r, 6.4 * r, SHINE_LINE, hair)
    yield from rings(centre, (30.0 * r, 31.2 * r), SHINE_LINE, hair)
    yield from _feathers(centre, 32.6 * r, 41.2 * r, SHINE_LINE, hair)
    yield from rings(centre, (42.6 * r, 43.8 * r), SHINE_LINE, hair)
    yield from ring_of_circles(centre, 47.6 * r, 2.3 * r, 7.8 * r, SHINE_LINE, hair)
    yield from rings(centre, (51.4 * r, 52.6 * r), SHINE_LINE, hair)
    yield from ring_of_teeth(centre, 53.2 * r, 3.4 * r, 3.2 * r, SHINE)
    yield from ring_of_teeth(centre, 61.4 * r, -3.4 * r, 3.2 * r, SHINE)
    yield from rings(centre, (62.2 * r, 63.6 * r, 66.0 * r), SHINE_LINE, hair)


def _feathers(centre: Point, near: float, far: float, line: int, width: float) -> Iterator[Shape]:
    """A ring of slender leaves that all lean the same way."""
    count = 36
    step = 360 / count
    for number in range(count):
        angle = number * step
        foot, tip = around(centre, near, angle), around(centre, far, angle + 0.9 * step)
        yield Shape(
            (
                ("M", (foot,)),
                (
                    "C",
                    (
                        around(centre, near + 0.3 * (far - near), angle - 0.25 * step),
                        around(centre, near + 0.75 * (far - near), angle + 0.15 * step),
                        tip,
                    ),
                ),
                (
                    "C",
                    (
                        around(centre, near + 0.7 * (far - near), angle + 0.75 * step),
                        around(centre, near + 0.3 * (far - near), angle + 0.45 * step),
                        foot,
                    ),
                ),
                ("Z", ()),
            ),
            line=line,
            width=width,
        )
