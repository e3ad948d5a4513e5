"""The composed sheet: shapes, pictures and words with their places. Millimetres, y downwards.

Both renderers draw these and measure nothing themselves.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from office_culture.papers.certificates.layout import Box
from office_culture.papers.pdf.ink import MissingGlyph

Point = tuple[float, float]
# A letter of the path language of SVG with its points: M, L, C (two handles and the end), Z.
Step = tuple[str, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path with the colour of its inside and of its line, each 0xRRGGBB or None."""

    steps: tuple[Step, ...]
    fill: int | None = None
    line: int | None = None
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `x` is its left end on the base line, `width` its length, `size` in points.

    `key` names the text that the line is part of.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    bold: bool
    italic: bool
    colour: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, fitted into its box without being stretched."""

    box: Box
    content: bytes


class Unfit(StrEnum):
    """Why a text is not printed."""

    TOO_LONG = "too_long"
    IN_SIGNING_ROOM = "in_signing_room"
    OFF_THE_SHEET = "off_the_sheet"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A text that is not printed: too long even in its smallest size, or in a place where no ink may go."""

    key: str
    label: str
    text: str
    box: Box
    why: Unfit


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """One composed certificate. `ground` is the same on all certificates of a layout."""

    width: float
    height: float
    ground: tuple[Shape, ...]
    pictures: tuple[Picture, ...]
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    misfits: tuple[Misfit, ...] = ()
    missing: tuple[MissingGlyph, ...] = ()


def moved(sheet: CertificateSheet, right: float, down: float) -> CertificateSheet:
    """The sheet with its shapes and words moved by millimetres; the ground stays."""
    if not right and not down:
        return sheet
    return replace(
        sheet,
        shapes=tuple(
            replace(
                shape,
                steps=tuple(
                    (letter, tuple((x + right, y + down) for x, y in points))
                    for letter, points in shape.steps
                ),
            )
            for shape in sheet.shapes
        ),
        words=tuple(replace(words, x=words.x + right, y=words.y + down) for words in sheet.words),
    )


def polygon(points: Iterable[Point]) -> tuple[Step, ...]:
    first, *others = points
    return (("M", (first,)), *(("L", (point,)) for point in others), ("Z", ()))


def polyline(points: Iterable[Point]) -> tuple[Step, ...]:
    return polygon(points)[:-1]


def rectangle(box: Box) -> tuple[Step, ...]:
    return polygon(
        ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)),
    )


def circle(centre: Point, radius: float) -> tuple[Step, ...]:
    quarters = (arc(centre, radius, start, start + 90) for start in range(0, 360, 90))
    return (("M", (around(centre, radius, 0),)), *quarters, ("Z", ()))


def arc(centre: Point, radius: float, start: float, end: float) -> Step:
    """A curve along at most a quarter of a circle, from angle to angle in degrees; clockwise if `end` is larger."""
    sweep = math.radians(end - start)
    handle = 4 / 3 * math.tan(sweep / 4) * radius
    (x0, y0), (x1, y1) = around(centre, radius, start), around(centre, radius, end)
    a, b = math.radians(start), math.radians(end)
    return (
        "C",
        (
            (x0 - handle * math.sin(a), y0 + handle * math.cos(a)),
            (x1 + handle * math.sin(b), y1 - handle * math.cos(b)),
            (x1, y1),
        ),
    )


def around(centre: Point, radius: float, degrees: float) -> Point:
    """The point at that distance and angle in degrees; 0 is to the right, 90 below."""
    angle = math.radians(degrees)
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))
