"""Bands and stars in the style of bronze drums: saw-teeth, circles joined by tangents, a sun.

Every band has a whole number of repeats, so that none is cut and both ends look alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from office_culture.papers.certificates.marks import (
    Point,
    Shape,
    around,
    circle,
    polygon,
    polyline,
)


@dataclass(frozen=True, slots=True)
class MotifBand:
    """A straight strip from `start`, `length` mm long, to the right of its direction: 0 to the right, 90 down."""

    start: Point
    length: float
    degrees: float

    def at(self, along: float, across: float) -> Point:
        """A point of the strip, `along` from its start and `across` towards the inside of a frame drawn clockwise."""
        return around(around(self.start, along, self.degrees), across, self.degrees + 90)


def repeats(length: float, pitch: float) -> tuple[int, float]:
    """The number of repeats of about `pitch` that fill the length, and the exact pitch."""
    count = max(1, round(length / pitch))
    return count, length / count


def saw_teeth(band: MotifBand, across: float, height: float, pitch: float, fill: int) -> Iterator[Shape]:
    """Small triangles with their bases at `across`; a negative height points outwards."""
    count, step = repeats(band.length, pitch)
    for number in range(count):
        left = number * step
        yield Shape(
            polygon(
                (
                    band.at(left + 0.06 * step, across),
                    band.at(left + 0.94 * step, across),
                    band.at(left + 0.5 * step, across + height),
                )
            ),
            fill=fill,
        )


def joined_circles(
    band: MotifBand, across: float, radius: float, pitch: float, line: int, width: float
) -> Iterator[Shape]:
    """Circles with a dot, each joined to the next by a line from the top of one to the foot of the other."""
    count, step = repeats(band.length, pitch)
    middles = [(number + 0.5) * step for number in range(count)]
    for start, end in pairwise(middles):
        yield Shape(
            polyline((band.at(start, across - radius), band.at(end, across + radius))),
            line=line,
            width=width,
        )
    for middle in middles:
        yield from dotted_circle(band.at(middle, across), radius, line, width)


def dotted_circle(centre: Point, radius: float, line: int, width: float) -> Iterator[Shape]:
    yield Shape(circle(centre, radius), fill=_GROUND, line=line, width=width)
    yield Shape(circle(centre, 0.36 * radius), fill=line)


def star(centre: Point, rays: int, outer: float, inner: float, fill: int, turn: float = -90.0) -> Shape:
    """A star of sharp rays, the first one pointing up."""
    half = 180 / rays
    return Shape(
        polygon(
            around(centre, outer if corner % 2 == 0 else inner, turn + corner * half)
            for corner in range(2 * rays)
        ),
        fill=fill,
    )


def ring_of_teeth(centre: Point, radius: float, height: float, pitch: float, fill: int) -> Iterator[Shape]:
    """Saw-teeth with their bases on a circle; a negative height points to the centre."""
    count, _ = repeats(6.2832 * radius, pitch)
    step = 360 / count
    for number in range(count):
        yield Shape(
            polygon(
                (
                    around(centre, radius, (number - 0.47) * step),
                    around(centre, radius, (number + 0.47) * step),
                    around(centre, radius + height, number * step),
                )
            ),
            fill=fill,
        )


def ring_of_circles(
    centre: Point, radius: float, small: float, pitch: float, line: int, width: float
) -> Iterator[Shape]:
    """Joined circles around a centre."""
    count, _ = repeats(6.2832 * radius, pitch)
    step = 360 / count
    for number in range(count):
        yield Shape(
            polyline(
                (
                    around(centre, radius + small, number * step),
                    around(centre, radius - small, (number + 1) * step),
                )
            ),
            line=line,
            width=width,
        )
    for number in range(count):
        yield from dotted_circle(around(centre, radius, number * step), small, line, width)


def rings(centre: Point, radii: tuple[float, ...], line: int, width: float) -> Iterator[Shape]:
    for radius in radii:
        yield Shape(circle(centre, radius), line=line, width=width)


def chevrons(centre: Point, rays: int, near: float, far: float, line: int, width: float) -> Iterator[Shape]:
    """Angles between the rays of a star, opening outwards."""
    step = 360 / rays
    for number in range(rays):
        middle = -90 + (number + 0.5) * step
        for share in (0.0, 0.45):
            foot = near + share * (far - near)
            yield Shape(
                polyline(
                    (
                        around(centre, far, middle - 0.26 * step * (1 - share)),
                        around(centre, foot, middle),
                        around(centre, far, middle + 0.26 * step * (1 - share)),
                    )
                ),
                line=line,
                width=width,
            )


_GROUND = 0xFFFDF6
