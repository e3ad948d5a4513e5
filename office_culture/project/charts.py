"""Charts of the screen: only places and sizes; colours come from the style sheet, every chart stands beside its table.

Lengths across are percentages, so that a chart fills a wide screen and a phone without shrinking its words.
"""

import itertools
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINE_HEIGHT = 18
BAR_HEIGHT = 12
GAP = 14
LABEL_WIDTH = 42
PLOT_TOP = 34
PLOT_HEIGHT = 120
ABOVE, BELOW = -10, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words in lines with their heights, its length in percent."""

    lines: tuple[tuple[int, str], ...]
    value: str
    value_y: int
    y: int
    length: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars from top to bottom; `height` in pixels."""

    bars: tuple[Bar, ...]
    height: int
    bar_height: int = BAR_HEIGHT


@dataclass(frozen=True, slots=True)
class Point:
    """A dot of a line with its words above or below it, and its name at the foot."""

    x: str
    y: int
    label_y: int
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """Dots joined from left to right; the best place is on top."""

    points: tuple[Point, ...]
    joints: tuple[tuple[Point, Point], ...]
    top: int = PLOT_TOP
    bottom: int = PLOT_TOP + PLOT_HEIGHT
    names_y: int = PLOT_TOP + PLOT_HEIGHT + 42
    height: int = PLOT_TOP + PLOT_HEIGHT + 52


def bars(rows: Iterable[tuple[str, float, str]], *, full: float | None = None) -> Bars:
    """Bars of (name, value, value as printed); `full` is what fills the width, by default the greatest value."""
    given = list(rows)
    scale = full or max((value for _, value, _ in given), default=0) or 1
    made, y = [], 0
    for name, value, printed in given:
        lines = textwrap.wrap(name, LABEL_WIDTH) or [name]
        placed = tuple((y + LINE_HEIGHT * (number + 1) - 4, line) for number, line in enumerate(lines))
        value_y = placed[-1][0]
        y += LINE_HEIGHT * len(lines)
        made.append(Bar(placed, printed, value_y, y + 2, _percent(100 * value / scale)))
        y += BAR_HEIGHT + GAP
    return Bars(tuple(made), y)


def ranks(places: Sequence[tuple[str, int, str]]) -> Line:
    """A line of (name, rank, words above the dot); rank 1 stands highest."""
    worst = max((rank for _, rank, _ in places), default=1)
    points = []
    for number, (name, rank, label) in enumerate(places):
        x = 50.0 if len(places) == 1 else 8 + 84 * number / (len(places) - 1)
        y = PLOT_TOP + round(PLOT_HEIGHT * (rank - 1) / max(worst - 1, 1))
        neighbours = [other for _, other, _ in places[max(number - 1, 0) : number + 2]]
        # A dot in a valley has the line above it: its words go below.
        aside = BELOW if len(places) > 1 and rank == max(neighbours) else ABOVE
        points.append(Point(_percent(x), y, y + aside, label, name))
    return Line(tuple(points), tuple(itertools.pairwise(points)))


def _percent(value: float) -> str:
    return f"{max(0.0, min(100.0, value)):.1f}%"
