"""Charts of the screen as places and sizes; colours come from the style sheet, and every chart has a table beside it.

Horizontal lengths are percentages, so that a chart fills a wide screen and a phone without shrinking its words.
`html/drawings.py` draws what is placed here.
"""

import dataclasses
import itertools
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LINE_HEIGHT = 18
BAR_HEIGHT = 12
GAP = 14
LABEL_WIDTH = 42
PLOT_TOP = 34
PLOT_HEIGHT = 120
# More names overlap on a phone; then only every second, third … is written, the table has them all.
MOST_NAMES = 5
ABOVE, BELOW = -10, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: the lines of its name with their y in pixels, its value, its length in percent.

    Without length no bar is drawn.
    """

    lines: tuple[tuple[int, str], ...]
    value: str
    value_y: int
    y: int
    length: str
    series: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars from top to bottom; `height` in pixels."""

    bars: tuple[Bar, ...]
    height: int
    bar_height: int = BAR_HEIGHT


@dataclass(frozen=True, slots=True)
class Point:
    """A dot of a line, with its value above or below it and its name at the foot; `hint` has both."""

    x: str
    y: int
    label_y: int
    label: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class Line:
    """Dots joined from left to right; `goal` is the dashed line of goals, `edge` the label of the upper edge."""

    points: tuple[Point, ...]
    joints: tuple[tuple[Point, Point], ...]
    goal: tuple[tuple[str, int, str, int], ...] = ()
    edge: str = ""
    top: int = PLOT_TOP
    bottom: int = PLOT_TOP + PLOT_HEIGHT
    names_y: int = PLOT_TOP + PLOT_HEIGHT + 42
    height: int = PLOT_TOP + PLOT_HEIGHT + 52


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart with the table of the same numbers; `summary` describes both in one sentence.

    `head` names the columns of `rows`; the first cell of a row names it. `slug` is unique on the page.
    """

    slug: str
    title: str
    summary: str
    head: tuple[Any, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: Bars | None = None
    line: Line | None = None
    open: bool = False

    @property
    def placed(self) -> Bars | Line | None:
        """The chart to be drawn."""
        return self.bars or self.line


BarOf = tuple[str, float | None, str] | tuple[str, float | None, str, int]


def bars(rows: Iterable[BarOf], *, full: float | None = None) -> Bars:
    """Bars of (name, value, value as printed), with the number of the series if there are several.

    `full` is the value of a bar of full width, by default the greatest value. A value of None has its name but no bar.
    """
    given = list(rows)
    scale = full or max((row[1] for row in given if row[1] is not None), default=0) or 1
    made, y = [], 0
    for name, value, printed, *series in given:
        lines = textwrap.wrap(name, LABEL_WIDTH) or [name]
        placed = tuple((y + LINE_HEIGHT * (number + 1) - 4, line) for number, line in enumerate(lines))
        value_y = placed[-1][0]
        y += LINE_HEIGHT * len(lines)
        length = "" if value is None else _percent(100 * value / scale)
        made.append(Bar(placed, printed, value_y, y + 2, length, *series))
        y += BAR_HEIGHT + GAP
    return Bars(tuple(made), y)


def ranks(places: Sequence[tuple[str, int, str]], *, goals: Sequence[float | None] = ()) -> Line:
    """A line of (name, rank, words above the dot); rank 1 is at the top."""
    return dataclasses.replace(line(places, lower_is_better=True, best=1, goals=goals), edge="1")


def line(
    values: Sequence[tuple[str, float, str]],
    *,
    lower_is_better: bool = False,
    best: float | None = None,
    goals: Sequence[float | None] = (),
) -> Line:
    """A line of (name, value, words above the dot), better values higher.

    `best` is the value of the upper edge, by default the best value or goal; `goals` are the goals, one for each value.
    """
    shown = [value for _, value, _ in values] + [goal for goal in goals if goal is not None]
    if best is not None:
        shown.append(best)
    low, high = min(shown, default=0.0), max(shown, default=0.0)
    span = (high - low) or 1

    def height_of(value: float) -> int:
        fraction = (value - low) / span if lower_is_better else (high - value) / span
        return PLOT_TOP + round(PLOT_HEIGHT * fraction)

    across = [_across(number, len(values)) for number in range(len(values))]
    heights = [height_of(value) for _, value, _ in values]
    every = -(-len(values) // MOST_NAMES) or 1
    points = tuple(
        Point(
            x=across[number],
            y=heights[number],
            label_y=heights[number] + _aside(number, heights),
            label=label if number % every == 0 else "",
            name=name if number % every == 0 else "",
            hint=f"{name}: {label}",
        )
        for number, (name, _value, label) in enumerate(values)
    )
    aimed = [(x, height_of(goal)) for x, goal in zip(across, goals, strict=False) if goal is not None]
    goal_line = tuple((*item, *other) for item, other in itertools.pairwise(aimed))
    return Line(points, tuple(itertools.pairwise(points)), goal_line)


def _aside(number: int, heights: Sequence[int]) -> int:
    """The offset of a dot's words: below a local minimum, where the line is above the dot, otherwise above."""
    neighbours = heights[max(number - 1, 0) : number + 2]
    return BELOW if len(heights) > 1 and heights[number] == max(neighbours) else ABOVE


def _across(number: int, count: int) -> str:
    return _percent(50.0 if count == 1 else 8 + 84 * number / (count - 1))


def _percent(value: float) -> str:
    return f"{max(0.0, min(100.0, value)):.1f}%"
